#pragma once
// yaml-cpp's events → Document's nodes. Private to document.cpp.

#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include "config/document.hpp"
#include "config/source_bytes.hpp"

namespace kith {

class DocumentBuilder final : public YAML::EventHandler {
  public:
    /// Thrown by the handler (and never out of config/) where reading on would serve nothing.
    struct Stop {};

    DocumentBuilder(std::string file, std::string source);

    /// Runs yaml-cpp over the source. True when a whole tree came out of it; findings may stand beside it all the same.
    bool build();

    [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
    [[nodiscard]] const Document& document() const { return document_; }
    Document take() { return std::move(document_); }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

  private:
    struct Open {   ///< a collection whose end has not come yet
        NodeId id = no_node;
        NodeId last = no_node;
        std::size_t children = 0;
    };

    bool run_parser();
    NodeId add(NodeKind kind, NodeStyle style, std::size_t begin, std::size_t end);
    void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style);
    void close();
    void refuse_properties(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
    void check_key(const Node& node);
    void check_duplicates(const Node& map);
    void check_root();
    [[nodiscard]] std::size_t place_of_empty() const;
    [[nodiscard]] std::string_view keep(std::string_view value, std::size_t begin, std::size_t end, NodeStyle style);
    [[nodiscard]] std::size_t byte_of(const YAML::Mark& mark) const;
    void find(std::size_t byte, std::string what, std::string expected = {}, std::string hint = {});

    Document document_;
    std::vector<Finding> findings_;
    std::vector<Open> open_;
    std::size_t bom_ = 0;   ///< bytes of the byte order mark, which yaml-cpp does not get to see
    bool whole_ = true;     ///< false: something was refused that leaves a hole in the tree
    bool started_ = false;
};

}   // namespace kith
