#include "config/value.hpp"

#include <algorithm>
#include <utility>

namespace kith {
namespace {

std::vector<ValueEntry>::iterator entry(Value& map, std::string_view key) {
    return std::find_if(map.map.begin(), map.map.end(), [&](const ValueEntry& one) { return one.key == key; });
}

void merge(Value& into, Value from) {
    if (into.kind != NodeKind::map || from.kind != NodeKind::map) {
        into = std::move(from);
        return;
    }
    std::erase_if(into.map, [&](const ValueEntry& one) { return from.find(one.key) == nullptr; });
    for (ValueEntry& one : from.map) {
        const auto there = entry(into, one.key);
        if (there == into.map.end())
            into.map.push_back(std::move(one));
        else
            merge(there->value, std::move(one.value));
    }
}

}   // namespace

Value Value::scalar(std::string text) {
    Value value;
    value.kind = NodeKind::scalar;
    value.text = std::move(text);
    return value;
}

Value Value::sequence(std::vector<Value> list) {
    Value value;
    value.kind = NodeKind::sequence;
    value.list = std::move(list);
    return value;
}

Value Value::of(std::vector<ValueEntry> map) {
    Value value;
    value.kind = map.empty() ? NodeKind::null : NodeKind::map;
    value.map = std::move(map);
    return value;
}

const Value* Value::find(std::string_view key) const {
    const auto found = std::find_if(map.begin(), map.end(), [&](const ValueEntry& one) { return one.key == key; });
    return found == map.end() ? nullptr : &found->value;
}

bool operator==(const Value& a, const Value& b) { return a.kind == b.kind && a.text == b.text && a.list == b.list && a.map == b.map; }

Value value_of(const Document& document, const Node& node) {
    std::vector<Value> list;
    std::vector<ValueEntry> map;
    switch (node.kind) {
        case NodeKind::null:
            return {};
        case NodeKind::scalar:
            return Value::scalar(std::string{node.text});
        case NodeKind::sequence:
            for (NodeId at = node.first; at != no_node; at = document[at].next) list.push_back(value_of(document, document[at]));
            return Value::sequence(std::move(list));
        case NodeKind::map:
            break;
    }
    for (NodeId key = node.first; key != no_node; key = document[document[key].next].next)
        map.push_back({std::string{document[key].text}, value_of(document, document[document[key].next])});
    return Value::of(std::move(map));
}

namespace {

/// Behind the last of its own kind: settings stay together in front of the sections.
std::vector<ValueEntry>::iterator place_for(Value& map, const Value& fresh, bool top) {
    if (!top || fresh.kind == NodeKind::map) return map.map.end();
    const auto last = std::find_if(map.map.rbegin(), map.map.rend(), [](const ValueEntry& one) { return is_setting_like(one.value.kind); });
    return last == map.map.rend() ? map.map.end() : last.base();
}

}   // namespace

bool apply(Value& root, const ValueChange& change) {
    using Kind = ValueChange::Kind;
    Value* map = &root;
    for (std::size_t depth = 0; depth + 1 < change.path.size(); ++depth) {
        auto next = entry(*map, change.path[depth]);
        if (next == map->map.end()) {
            if (change.kind != Kind::set || (map->kind != NodeKind::map && map->kind != NodeKind::null)) return false;
            map->kind = NodeKind::map;
            map->map.push_back({change.path[depth], {}});
            next = std::prev(map->map.end());
        }
        map = &next->value;
    }
    const auto found = entry(*map, change.path.back());
    if (change.kind == Kind::set) {
        if (map->kind != NodeKind::map && map->kind != NodeKind::null) return false;
        map->kind = NodeKind::map;
        if (found == map->map.end())
            map->map.insert(place_for(*map, change.value, map == &root), {change.path.back(), change.value});
        else
            merge(found->value, change.value);
        return true;
    }
    if (found == map->map.end()) return false;
    if (change.kind == Kind::rename) {
        found->key = change.name;
        return true;
    }
    map->map.erase(found);
    if (map->map.empty()) map->kind = NodeKind::null;
    return true;
}

}   // namespace kith
