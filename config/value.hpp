#pragma once
// What stands in a document, without how it is written; and changes to it. The editor is held against this: a text that was edited must read as the old
// value with exactly the change that was asked for.

#include <string>
#include <string_view>
#include <vector>

#include "config/document.hpp"

namespace kith {

struct ValueEntry;

struct Value {
    NodeKind kind = NodeKind::null;
    std::string text;              ///< of a scalar
    std::vector<Value> list;       ///< of a sequence
    std::vector<ValueEntry> map;   ///< in the order written; never empty, for a map without entries is a null

    [[nodiscard]] static Value scalar(std::string text);
    [[nodiscard]] static Value sequence(std::vector<Value> list);
    [[nodiscard]] static Value of(std::vector<ValueEntry> map);
    [[nodiscard]] const Value* find(std::string_view key) const;
    friend bool operator==(const Value&, const Value&);
};

struct ValueEntry {
    std::string key;
    Value value;
    friend bool operator==(const ValueEntry&, const ValueEntry&) = default;
};

/// Keys from the root on.
using ValuePath = std::vector<std::string>;

/// At the top of a document what is new stands behind the last of its own kind, if there is one: settings before sections. Elsewhere it stands at the end.
[[nodiscard]] constexpr bool is_setting_like(NodeKind kind) { return kind == NodeKind::scalar || kind == NodeKind::sequence; }

struct ValueChange {
    enum class Kind : unsigned char {
        set,      ///< maps on the way are made; a map given for a map is merged with it: what is in both keeps its place
        remove,   ///< the entry
        rename    ///< the entry's key, to `name`
    };
    Kind kind = Kind::set;
    ValuePath path;   ///< never empty
    Value value = {};
    std::string name = {};
};

[[nodiscard]] Value value_of(const Document& document, const Node& node);
[[nodiscard]] inline Value value_of(const Document& document) { return value_of(document, document.root()); }

/// False: there is nothing at the path to remove or rename, or something else than a map on the way.
[[nodiscard]] bool apply(Value& root, const ValueChange& change);

}   // namespace kith
