#include "config/document_builder.hpp"

#include <algorithm>
#include <cstring>
#include <istream>
#include <streambuf>
#include <utility>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "config/document_spans.hpp"
#include "config/plan.hpp"
#include "config/source_bytes.hpp"
#include "config/syntax_advice.hpp"

namespace kith {
namespace {

/// A stream buffer over bytes that live elsewhere: the source is not copied for yaml-cpp.
class ViewBuffer final : public std::streambuf {
  public:
    explicit ViewBuffer(std::string_view bytes) {
        char* begin = const_cast<char*>(bytes.data());   // std::streambuf wants char*; a get area is never written to
        setg(begin, begin, begin + bytes.size());
    }
};

NodeStyle style_of_scalar(char first, bool plain) {
    if (plain) return NodeStyle::plain;
    switch (first) {
        case '"':
            return NodeStyle::double_quoted;
        case '\'':
            return NodeStyle::single_quoted;
        case '|':
            return NodeStyle::literal;
        case '>':
            return NodeStyle::folded;
        default:
            return NodeStyle::plain;
    }
}

}   // namespace

DocumentBuilder::DocumentBuilder(std::string file, std::string source) {
    document_.file_ = std::move(file);
    document_.source_ = std::make_unique<const std::string>(std::move(source));
    document_.owned_ = std::make_unique<std::deque<std::string>>();
}

bool DocumentBuilder::build() {
    for (auto& finding : check_bytes(document_.source())) findings_.push_back(std::move(finding));
    if (!findings_.empty()) return false;
    bom_ = document_.source().starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    if (!run_parser()) return false;
    if (document_.nodes_.empty()) document_.nodes_.emplace_back();   // nothing but comments and blanks
    check_root();
    return whole_;
}

bool DocumentBuilder::run_parser() {
    const auto text = document_.source().substr(bom_);
    ViewBuffer buffer{text};
    std::istream stream{&buffer};
    try {
        YAML::Parser parser{stream};
        // Never a loop: after a stray "," yaml-cpp would report empty documents for ever. A second one makes OnDocumentStart stop.
        if (parser.HandleNextDocument(*this)) parser.HandleNextDocument(*this);
    } catch (const Stop&) {
        return false;
    } catch (const YAML::Exception& error) {
        auto finding = explain_syntax_error(text, static_cast<std::size_t>(std::max(error.mark.pos, 0)), error.msg);
        finding.byte += bom_;
        findings_ = {std::move(finding)};   // what came before may be a consequence of the same slip
        return false;
    }
    return true;
}

void DocumentBuilder::OnDocumentStart(const YAML::Mark& mark) {
    if (!std::exchange(started_, true)) return;
    check_root();
    const auto rest = document_.source().substr(std::min(byte_of(mark), document_.source().size()));
    if (rest.starts_with("---"))
        find(byte_of(mark), "a second document begins here", "one document a file", "remove the line \"---\"");
    else
        find(byte_of(mark), "this stands outside of the plan's keys", {}, "check the indentation, and the line above");
    throw Stop{};
}

void DocumentBuilder::check_root() {
    const Node& root = document_.nodes_.front();
    if (root.kind != NodeKind::sequence && root.kind != NodeKind::scalar) return;
    const auto spaced = with_missing_space(document_.line_at(root.begin));
    find(root.begin, root.kind == NodeKind::scalar ? "the plan is a bare text" : "the plan is a list",
         "keys with values, such as \"timezone: system\"", spaced.empty() ? std::string{} : "write " + spaced);
    whole_ = false;
}

void DocumentBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    refuse_properties(mark, {}, anchor);
    const auto source = document_.source();
    const bool key = !open_.empty() && document_[open_.back().id].kind == NodeKind::map && open_.back().children % 2 == 0;
    std::size_t begin = open_.empty() || key ? byte_of(mark) : place_of_empty();
    std::size_t end = begin;
    const std::size_t next = spans::skip_trivia(source, begin);
    if (const std::size_t length = next == byte_of(mark) ? spans::written_null(source, next) : 0; length > 0) {
        begin = next;
        end = next + length;
    }
    const NodeId id = add(NodeKind::null, NodeStyle::plain, begin, end);
    document_.nodes_[id].text = source.substr(begin, end - begin);
}

void DocumentBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    find(byte_of(mark), "an alias (*) has no place in a plan", "the value itself", "to have a text begin with *, put it in quotes");
    whole_ = false;
    add(NodeKind::null, NodeStyle::plain, byte_of(mark), byte_of(mark));
}

void DocumentBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) {
    refuse_properties(mark, tag, anchor);
    const auto source = document_.source();
    const std::size_t begin = byte_of(mark);
    const auto style = style_of_scalar(begin < source.size() ? source[begin] : '\0', tag != "!");
    std::size_t end = begin;
    if (style == NodeStyle::plain) {
        end = spans::end_of_plain(source, begin, value);
    } else if (style == NodeStyle::literal || style == NodeStyle::folded) {
        int column = -1;
        for (const Open& open : open_)
            if (const Node& node = document_[open.id]; node.style == NodeStyle::block) column = spans::column_of(source, node.begin);
        end = spans::end_of_block_scalar(source, begin, column);
    } else if (const auto closed = spans::end_of_quoted(source, begin)) {
        end = *closed;
    } else {
        findings_ = {unclosed_quote(source, begin)};
        throw Stop{};
    }
    const NodeId id = add(NodeKind::scalar, style, begin, end);
    document_.nodes_[id].text = keep(value, begin, end, style);
    if (const Open* parent = open_.empty() ? nullptr : &open_.back();
        parent != nullptr && document_[parent->id].kind == NodeKind::map && parent->children % 2 == 1)
        check_key(document_.nodes_[id]);
}

std::string_view DocumentBuilder::keep(std::string_view value, std::size_t begin, std::size_t end, NodeStyle style) {
    auto slice = document_.source().substr(begin, end - begin);
    if ((style == NodeStyle::double_quoted || style == NodeStyle::single_quoted) && slice.size() >= 2)
        slice = slice.substr(1, slice.size() - 2);
    if (slice == value) return slice;
    return document_.owned_->emplace_back(value);
}

void DocumentBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                      YAML::EmitterStyle::value style) {
    open(NodeKind::sequence, mark, tag, anchor, style);
}

void DocumentBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    open(NodeKind::map, mark, tag, anchor, style);
}

void DocumentBuilder::open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           YAML::EmitterStyle::value style) {
    refuse_properties(mark, tag, anchor);
    if (open_.size() >= limits::plan_depth) {
        findings_.clear();
        find(byte_of(mark), "this is nested deeper than " + std::to_string(limits::plan_depth) + " levels", "a plan needs four or five");
        throw Stop{};
    }
    const NodeId id = add(kind, style == YAML::EmitterStyle::Block ? NodeStyle::block : NodeStyle::flow, byte_of(mark), byte_of(mark));
    open_.push_back({.id = id});
}

void DocumentBuilder::close() {
    const Open closed = open_.back();
    open_.pop_back();
    Node& node = document_.nodes_[closed.id];
    const auto source = document_.source();
    const char first = node.begin < source.size() ? source[node.begin] : '\0';
    std::size_t end = closed.last == no_node ? node.begin + 1 : document_[closed.last].end;
    // A single pair in a list, [a: b], is a flow map without brackets of its own.
    if (node.style == NodeStyle::flow && (first == '[' || first == '{')) end = spans::end_of_flow(source, end, first == '[' ? ']' : '}');
    node.end = static_cast<std::uint32_t>(std::min(end, source.size()));
    if (node.kind == NodeKind::map) check_duplicates(node);
}

NodeId DocumentBuilder::add(NodeKind kind, NodeStyle style, std::size_t begin, std::size_t end) {
    const auto id = static_cast<NodeId>(document_.nodes_.size());
    document_.nodes_.push_back(
        {.kind = kind, .style = style, .begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end), .text = {}});
    if (open_.empty()) return id;
    Open& parent = open_.back();
    if (parent.last == no_node)
        document_.nodes_[parent.id].first = id;
    else
        document_.nodes_[parent.last].next = id;
    parent.last = id;
    const bool key = document_[parent.id].kind == NodeKind::map && parent.children++ % 2 == 0;
    if (key && kind != NodeKind::scalar) {
        find(begin, kind == NodeKind::null ? "a key is missing here" : "a key can't be a list or a map", "a word, a colon, a value");
        whole_ = false;
    }
    return id;
}

void DocumentBuilder::refuse_properties(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const std::size_t begin = byte_of(mark);
    const auto source = document_.source();
    if (anchor != 0) {
        find(begin, "an anchor (&) has no place in a plan", "the value itself", "to have a text begin with &, put it in quotes");
        whole_ = false;
    } else if ((!tag.empty() && tag != "?" && tag != "!") || (begin < source.size() && source[begin] == '!' && !tag.empty())) {
        find(begin, "a tag (!) has no place in a plan", "the value itself", "to have a text begin with !, put it in quotes");
        whole_ = false;
    }
}

void DocumentBuilder::check_key(const Node& node) {
    if (node.style != NodeStyle::plain || node.text != "<<") return;
    find(node.begin, "a merge key (<<) has no place in a plan", "the keys themselves");
    whole_ = false;
}

void DocumentBuilder::check_duplicates(const Node& map) {
    std::vector<NodeId> keys;
    for (NodeId key = map.first; key != no_node; key = document_[document_[key].next].next) {
        if (document_[key].kind == NodeKind::scalar) keys.push_back(key);
        if (document_[key].next == no_node) break;
    }
    std::stable_sort(keys.begin(), keys.end(), [&](NodeId a, NodeId b) { return document_[a].text < document_[b].text; });
    for (std::size_t i = 1, first = 0; i < keys.size() && findings_.size() < limits::problems_told; ++i) {
        const Node& key = document_[keys[i]];
        if (key.text != document_[keys[first]].text)
            first = i;
        else
            find(key.begin, '"' + std::string{key.text} + "\" stands here a second time", "every key once",
                 "the first is in line " + std::to_string(document_.position(document_[keys[first]]).line));
    }
}

std::size_t DocumentBuilder::place_of_empty() const {
    const auto source = document_.source();
    const Open& parent = open_.back();
    const Node& node = document_[parent.id];
    const bool flow = node.style == NodeStyle::flow;
    const std::size_t from = parent.last != no_node ? document_[parent.last].end : node.begin + (flow ? 1 : 0);
    const std::size_t next = spans::skip_trivia(source, from);
    const char indicator = node.kind == NodeKind::map ? ':' : flow ? ',' : '-';
    if (next >= source.size() || source[next] != indicator) return from;
    if (indicator == ',' && parent.last == no_node) return from;
    return next + 1;
}

std::size_t DocumentBuilder::byte_of(const YAML::Mark& mark) const { return bom_ + static_cast<std::size_t>(std::max(mark.pos, 0)); }

void DocumentBuilder::find(std::size_t byte, std::string what, std::string expected, std::string hint) {
    if (findings_.size() >= limits::problems_told) return;
    findings_.push_back({byte, std::move(what), std::move(expected), std::move(hint)});
}

}   // namespace kith
