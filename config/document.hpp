#pragma once
// Bytes → a tree with byte spans. The reader and, later, the editor stand on it. It refuses, before anything else is done with them, the parts
// of YAML that a plan has no use for and that harm: anchors, aliases, tags, merge keys, several documents, duplicate keys, depth above
// limits::plan_depth, an unclosed quote, a lone CR, NUL, invalid UTF-8, a file above limits::plan_bytes.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "config/problem.hpp"

namespace kith {

enum class NodeKind : std::uint8_t { null, scalar, sequence, map };
enum class NodeStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded, block, flow };

/// A place in Document's tree. 0 is the root.
using NodeId = std::uint32_t;
inline constexpr NodeId no_node = UINT32_MAX;

struct Node {
    NodeKind kind = NodeKind::null;
    NodeStyle style = NodeStyle::plain;
    std::uint32_t begin = 0;   ///< byte offsets into Document::source(), [begin, end)
    std::uint32_t end = 0;
    NodeId first = no_node;   ///< first child; a map's children alternate key, value, key, value
    NodeId next = no_node;    ///< next sibling
    std::string_view text;    ///< a scalar's value, unescaped and unfolded
};

class Document {
  public:
    /// Owns a copy of the source; `file` is only for messages. An empty document (nothing but comments and blanks) has a null root; any other
    /// root must be a map. All that can be told is told; after a syntax error that is one problem, with the likely opening line.
    static tl::expected<Document, std::vector<Problem>> parse(std::string file, std::string source);

    /// The same for whoever wants to go on telling: problems that leave the tree whole (duplicate keys) are appended and the document is
    /// given all the same. Nothing: only problems.
    static std::optional<Document> parse_leniently(std::string file, std::string source, std::vector<Problem>& problems);

    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] std::string_view source() const { return *source_; }
    [[nodiscard]] const Node& root() const { return nodes_.front(); }
    [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
    [[nodiscard]] Position position(const Node& node) const { return position(node.begin); }
    [[nodiscard]] Position position(std::size_t byte) const;
    /// The whole line a byte stands in, without its line end.
    [[nodiscard]] std::string_view line_at(std::size_t byte) const;

    Document(Document&&) = default;
    Document& operator=(Document&&) = default;

  private:
    Document() = default;
    friend class DocumentBuilder;
    std::string file_;
    std::unique_ptr<const std::string> source_;        ///< on the heap: the nodes' views stay valid when the Document moves
    std::unique_ptr<std::deque<std::string>> owned_;   ///< values that differ from their source bytes
    std::vector<Node> nodes_;
};

}   // namespace kith
