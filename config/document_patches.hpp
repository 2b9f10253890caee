#pragma once
// Which bytes of a source change for a change of its values. Private to document_editor.cpp.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/value.hpp"
#include "config/writing_style.hpp"

namespace kith {

class DocumentPatches {
  public:
    /// Whether a file without a line end at its end has none either when its last lines are removed. A block scalar reads otherwise without one.
    enum class End : unsigned char { without, with };
    DocumentPatches(const Document& document, End end)
        : document_{document}, source_{document.source()}, style_{style_of(document)}, end_{end} {}

    /// What can't be done is left out.
    void add(const ValueChange& change);
    /// Nothing: two patches lie across each other.
    [[nodiscard]] std::optional<std::string> applied() const;

  private:
    struct Patch {
        std::size_t begin = 0, end = 0;
        std::string text;
    };
    /// An entry of a map, with those beside it.
    struct Place {
        NodeId map = no_node, before = no_node, key = no_node, value = no_node, after = no_node;   ///< `before`, `after`: keys
    };
    [[nodiscard]] Place find(NodeId map, std::string_view key) const;
    [[nodiscard]] bool flow(const Node& node) const { return node.style == NodeStyle::flow; }
    [[nodiscard]] Surround around(const Place& place) const;
    [[nodiscard]] std::size_t after_colon(NodeId key) const;
    /// One past what an entry has written, its comment not counted.
    [[nodiscard]] std::size_t end_of(NodeId key) const;
    /// The beginning of the line that follows the one with this byte.
    [[nodiscard]] std::size_t next_line(std::size_t at) const;
    [[nodiscard]] std::size_t line_begin(std::size_t at) const;
    [[nodiscard]] std::size_t column_of(const Node& node) const;
    [[nodiscard]] NodeId last_setting() const;
    [[nodiscard]] NodeId last_key(NodeId map) const;

    void set(NodeId map, const ValuePath& path, std::size_t depth, const Value& value);
    void insert(NodeId map, const std::string& key, const Value& value);
    void insert_in_flow(NodeId map, const std::string& key, const Value& value);
    void insert_lines(std::size_t at, std::string lines);
    void fill_empty(const Place& place, const std::string& key, const Value& value);
    void begin_document(const std::string& key, const Value& value);
    void replace(const Place& place, NodeId node, const Value& value);
    void replace_list(const Place& place, NodeId node, const Value& value);
    void replace_map(NodeId node, const Value& value);
    [[nodiscard]] bool can_be_merged(NodeId node, const Value& value) const;
    void replace_whole(const Place& place, NodeId node, const Value& value);
    void remove(const Place& place);
    void remove_from_flow(const Place& place);
    void remove_lines(std::size_t begin, std::size_t end);
    [[nodiscard]] bool spaced(NodeId map) const;
    void patch(std::size_t begin, std::size_t end, std::string text) { patches_.push_back({begin, end, std::move(text)}); }

    const Document& document_;
    std::string_view source_;
    WritingStyle style_;
    End end_;
    std::vector<Patch> patches_;
};

}   // namespace kith
