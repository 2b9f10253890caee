#include "config/document_patches.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "config/document_spans.hpp"
#include "config/source_bytes.hpp"

namespace kith {
namespace {

constexpr NodeId root_id = 0;

/// What a path that is not there yet stands for: maps in maps.
Value nested(const ValuePath& path, std::size_t from, const Value& value) {
    Value inner = value;
    for (std::size_t at = path.size(); at-- > from;) inner = Value::of({{path[at], std::move(inner)}});
    return inner;
}

bool blank(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}   // namespace

void DocumentPatches::add(const ValueChange& change) {
    if (change.kind == ValueChange::Kind::set) return set(root_id, change.path, 0, change.value);
    Place place;
    NodeId map = root_id;
    for (const std::string& key : change.path) {
        place = find(map, key);
        if (place.key == no_node) return;
        map = place.value;
    }
    if (change.kind == ValueChange::Kind::remove) return remove(place);
    const Node& key = document_[place.key];
    patch(key.begin, key.end, scalar_text(style_, change.name, around(place), key.style));
}

std::optional<std::string> DocumentPatches::applied() const {
    std::vector<Patch> patches = patches_;
    std::stable_sort(patches.begin(), patches.end(), [](const Patch& a, const Patch& b) {
        return std::pair{a.begin, a.end} < std::pair{b.begin, b.end};
    });
    std::string text;
    std::size_t done = 0;
    for (const Patch& one : patches) {
        if (one.begin < done) return std::nullopt;
        text += source_.substr(done, one.begin - done);
        text += one.text;
        done = one.end;
    }
    text += source_.substr(done);
    return text;
}

// --- Where things stand ----------------------------------------------------------------------------------------------------------------

DocumentPatches::Place DocumentPatches::find(NodeId map, std::string_view key) const {
    Place place{.map = map};
    if (document_[map].kind != NodeKind::map) return place;
    for (NodeId at = document_[map].first; at != no_node; at = document_[document_[at].next].next) {
        if (place.key != no_node) {
            place.after = at;
            return place;
        }
        if (document_[at].text == key) {
            place.key = at;
            place.value = document_[at].next;
        } else {
            place.before = at;
        }
    }
    return place;
}

Surround DocumentPatches::around(const Place& place) const { return flow(document_[place.map]) ? Surround::flow : Surround::block; }

std::size_t DocumentPatches::after_colon(NodeId key) const {
    const std::size_t colon = source_.find(':', document_[key].end);
    return colon == std::string_view::npos ? source_.size() : colon + 1;
}

std::size_t DocumentPatches::end_of(NodeId key) const {
    const Node& value = document_[document_[key].next];
    return value.kind == NodeKind::null && value.begin == value.end ? after_colon(key) : std::size_t{value.end};
}

std::size_t DocumentPatches::next_line(std::size_t at) const {
    const std::size_t line_end = source_.find('\n', at);
    return line_end == std::string_view::npos ? source_.size() : line_end + 1;
}

std::size_t DocumentPatches::line_begin(std::size_t at) const {
    const std::size_t line_end = at == 0 ? std::string_view::npos : source_.rfind('\n', at - 1);
    if (line_end != std::string_view::npos) return line_end + 1;
    return source_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
}

std::size_t DocumentPatches::column_of(const Node& node) const { return static_cast<std::size_t>(spans::column_of(source_, node.begin)); }

NodeId DocumentPatches::last_key(NodeId map) const {
    NodeId last = no_node;
    for (NodeId at = document_[map].first; at != no_node; at = document_[document_[at].next].next) last = at;
    return last;
}

NodeId DocumentPatches::last_setting() const {
    NodeId last = no_node;
    for (NodeId at = document_[root_id].first; at != no_node; at = document_[document_[at].next].next)
        if (is_setting_like(document_[document_[at].next].kind)) last = at;
    return last;
}

// A blank line stands between the last two entries.
bool DocumentPatches::spaced(NodeId map) const {
    const Node& last = document_[last_key(map)];
    const Place place = find(map, last.text);
    if (place.before == no_node) return false;
    for (std::size_t at = next_line(end_of(place.before)); at < last.begin; at = next_line(at))
        if (blank(source_.substr(at, next_line(at) - at))) return true;
    return false;
}

// --- What is new -----------------------------------------------------------------------------------------------------------------------

void DocumentPatches::set(NodeId map, const ValuePath& path, std::size_t depth, const Value& value) {
    if (document_[map].kind == NodeKind::null) {
        if (map == root_id) begin_document(path[depth], nested(path, depth + 1, value));
        return;
    }
    if (document_[map].kind != NodeKind::map) return;
    const Place place = find(map, path[depth]);
    if (place.key == no_node) return insert(map, path[depth], nested(path, depth + 1, value));
    if (depth + 1 == path.size()) return replace(place, place.value, value);
    if (document_[place.value].kind == NodeKind::null) return fill_empty(place, path[depth + 1], nested(path, depth + 2, value));
    set(place.value, path, depth + 1, value);
}

void DocumentPatches::insert_lines(std::size_t at, std::string lines) {
    const bool open_end = at == source_.size() && at > 0 && source_[at - 1] != '\n';
    const bool nothing_before = at == 0 || (at == byte_order_mark.size() && source_.starts_with(byte_order_mark));
    patch(at, at, open_end && !nothing_before ? style_.newline + lines : lines + style_.newline);
}

void DocumentPatches::begin_document(const std::string& key, const Value& value) {
    std::string lines = entry_text(style_, key, value, 0, true);
    if (!source_.empty() && !blank(source_.substr(line_begin(source_.size())))) lines = style_.newline + lines;
    insert_lines(source_.size(), lines);
}

void DocumentPatches::insert(NodeId map, const std::string& key, const Value& value) {
    const Node& node = document_[map];
    if (flow(node)) return insert_in_flow(map, key, value);
    const bool top = map == root_id;
    const NodeId setting = top && value.kind != NodeKind::map ? last_setting() : no_node;
    const NodeId last = setting != no_node ? setting : last_key(map);
    const Node& last_value = document_[document_[last].next];
    const std::size_t column = column_of(document_[last]);
    // A new one looks like the last beside it: on lines of its own, or on one, if that is not too long.
    const bool alike = last_value.kind == NodeKind::map && !flow(last_value);
    const bool block = top || alike || too_long(style_, key, value, column);
    std::string lines;
    if (setting == no_node && (top ? value.kind == NodeKind::map || last_value.kind == NodeKind::map : spaced(map))) lines = style_.newline;
    lines += entry_text(style_, key, value, column, block);
    insert_lines(next_line(end_of(last)), lines);
}

// `people:` with nothing behind it.
void DocumentPatches::fill_empty(const Place& place, const std::string& key, const Value& value) {
    const Node& null = document_[place.value];
    if (flow(document_[place.map]) || null.begin != null.end) {
        const std::size_t at = null.begin == null.end ? after_colon(place.key) : std::size_t{null.begin};
        patch(at, std::max<std::size_t>(at, null.end),
              (null.begin == null.end ? " " : "") + flow_text(style_, Value::of({{key, value}}), around(place)));
        return;
    }
    const std::size_t column = column_of(document_[place.key]) + style_.step;
    insert_lines(next_line(after_colon(place.key)), entry_text(style_, key, value, column, too_long(style_, key, value, column)));
}

void DocumentPatches::insert_in_flow(NodeId map, const std::string& key, const Value& value) {
    const Node& node = document_[map];
    const std::string entry = scalar_text(style_, key, Surround::flow) + ": " + flow_text(style_, value, Surround::flow);
    const NodeId last = last_key(map);
    if (last == no_node) {
        const std::size_t close = node.end - 1;
        if (blank(source_.substr(node.begin + 1, close - node.begin - 1)))
            return patch(node.begin + 1, close, style_.padded_flow ? ' ' + entry + ' ' : entry);
        return patch(node.begin + 1, node.begin + 1, entry);   // a comment stands inside
    }
    const std::size_t end = end_of(last);
    const std::size_t own_line = line_begin(document_[last].begin);
    const bool line_each = own_line > node.begin && blank(source_.substr(own_line, document_[last].begin - own_line));
    if (!line_each) return patch(end, end, ", " + entry);
    const std::size_t rest = next_line(end);
    const bool comma = source_[spans::skip_trivia(source_, end)] == ',';
    if (!comma) patch(end, end, ",");
    const std::string line = std::string{source_.substr(own_line, document_[last].begin - own_line)} + entry + (comma ? "," : "");
    // The bracket may close on the line of the last entry.
    if (rest > node.end) return patch(end, end, style_.newline + line);
    patch(rest, rest, line + style_.newline);
}

// --- What changes ----------------------------------------------------------------------------------------------------------------------

void DocumentPatches::replace(const Place& place, NodeId node, const Value& value) {
    const Node& old = document_[node];
    if (value_of(document_, old) == value) return;
    if (value.kind == NodeKind::map && can_be_merged(node, value)) return replace_map(node, value);
    if (old.kind == NodeKind::sequence && value.kind == NodeKind::sequence) return replace_list(place, node, value);
    if (old.kind == NodeKind::scalar && value.kind == NodeKind::scalar)
        return patch(old.begin, old.end, scalar_text(style_, value.text, around(place), old.style));
    replace_whole(place, node, value);
}

// Something stays to write the rest around; between brackets, everything does, with room for one more.
bool DocumentPatches::can_be_merged(NodeId node, const Value& value) const {
    std::size_t stay = 0, all = 0;
    if (document_[node].kind != NodeKind::map) return false;
    for (NodeId key = document_[node].first; key != no_node; key = document_[document_[key].next].next, ++all)
        stay += value.find(document_[key].text) != nullptr ? 1 : 0;
    return stay > 0 && (!flow(document_[node]) || (stay == all && value.map.size() <= all + 1));
}

void DocumentPatches::replace_whole(const Place& place, NodeId node, const Value& value) {
    const Node& old = document_[node];
    const std::string text = flow_text(style_, value, around(place));
    const std::size_t colon = after_colon(place.key);
    if (old.begin == old.end) return patch(colon, colon, ' ' + text);
    const bool same_line = next_line(colon) > old.begin;
    if (same_line) return patch(old.begin, old.end, text);
    patch(colon, colon, ' ' + text);
    remove_lines(line_begin(old.begin), old.end);
}

void DocumentPatches::replace_map(NodeId node, const Value& value) {
    for (NodeId key = document_[node].first; key != no_node; key = document_[document_[key].next].next)
        if (value.find(document_[key].text) == nullptr) remove(find(node, document_[key].text));
    for (const ValueEntry& one : value.map) {
        const Place place = find(node, one.key);
        if (place.key == no_node)
            insert(node, one.key, one.value);
        else
            replace(place, place.value, one.value);
    }
}

// Those that stay, and their comments, are not touched.
void DocumentPatches::replace_list(const Place& place, NodeId node, const Value& value) {
    const Node& old = document_[node];
    std::vector<NodeId> entries;
    for (NodeId at = old.first; at != no_node; at = document_[at].next) entries.push_back(at);
    const bool scalars = std::all_of(entries.begin(), entries.end(), [&](NodeId at) { return document_[at].kind == NodeKind::scalar; }) &&
                         std::all_of(value.list.begin(), value.list.end(), [](const Value& one) { return one.kind == NodeKind::scalar; });
    if (!scalars || entries.size() > value.list.size() || entries.empty()) return replace_whole(place, node, value);
    const Surround inside = flow(old) ? Surround::flow : Surround::block;
    for (std::size_t at = 0; at < entries.size(); ++at) {
        const Node& one = document_[entries[at]];
        if (one.text != value.list[at].text) patch(one.begin, one.end, scalar_text(style_, value.list[at].text, inside, one.style));
    }
    const Node& last = document_[entries.back()];
    std::string more;
    for (std::size_t at = entries.size(); at < value.list.size(); ++at) {
        const std::string text = scalar_text(style_, value.list[at].text, inside);
        if (inside == Surround::flow)
            more += ", " + text;
        else
            more += std::string(column_of(old), ' ') + "- " + text + (at + 1 < value.list.size() ? style_.newline : "");
    }
    if (more.empty()) return;
    if (inside == Surround::flow) return patch(last.end, last.end, more);
    insert_lines(next_line(last.end), more);
}

// --- What goes -------------------------------------------------------------------------------------------------------------------------

void DocumentPatches::remove_lines(std::size_t begin, std::size_t last_byte) {
    std::size_t end = next_line(last_byte);
    // Between two blank lines, or at the end, one of them goes too.
    const std::size_t before = begin > 0 ? line_begin(begin - 1) : begin;
    const bool blank_before = before < begin && blank(source_.substr(before, begin - before));
    const bool blank_after = end == source_.size() || blank(source_.substr(end, next_line(end) - end));
    if (blank_before && blank_after) begin = before;
    // Without a line end at the end of the file there is none afterwards either.
    if (end == source_.size() && !source_.ends_with('\n') && end_ == End::without && begin > 0 && source_[begin - 1] == '\n') {
        --begin;
        if (begin > 0 && source_[begin - 1] == '\r') --begin;
    }
    patch(begin, end, {});
}

void DocumentPatches::remove(const Place& place) {
    if (flow(document_[place.map])) return remove_from_flow(place);
    const std::size_t begin = document_[place.key].begin, line = line_begin(begin);
    if (blank(source_.substr(line, begin - line))) return remove_lines(line, end_of(place.key));
    // Behind the dash of a list.
    patch(begin, place.after == no_node ? end_of(place.key) : std::size_t{document_[place.after].begin}, {});
}

void DocumentPatches::remove_from_flow(const Place& place) {
    const std::size_t begin = document_[place.key].begin, end = end_of(place.key);
    const bool comments =
        source_
            .substr(place.before == no_node ? begin : end_of(place.before), (place.after == no_node ? end : document_[place.after].begin) -
                                                                                (place.before == no_node ? begin : end_of(place.before)))
            .find('#') != std::string_view::npos;
    if (place.after != no_node && (place.before == no_node || comments)) return patch(begin, document_[place.after].begin, {});
    if (place.before != no_node) return patch(end_of(place.before), end, {});
    // The only one: a comma may follow it.
    const std::size_t next = spans::skip_trivia(source_, end);
    patch(begin, next < source_.size() && source_[next] == ',' ? next + 1 : end, {});
}

}   // namespace kith
