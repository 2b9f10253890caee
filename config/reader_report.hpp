#pragma once
// What the reader's parts share: a node with the document it stands in, and the one place where problems gather. Private to the reader.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/civil_text.hpp"
#include "config/document.hpp"
#include "config/plan_reader.hpp"

namespace kith::reader {

/// A node and its document. Cheap to copy; the documents outlive the reading.
class Ref {
  public:
    Ref() = default;
    Ref(const Document& document, NodeId id) : document_{&document}, id_{id} {}
    [[nodiscard]] explicit operator bool() const { return document_ != nullptr && id_ != no_node; }
    [[nodiscard]] const Document& document() const { return *document_; }
    [[nodiscard]] const Node& node() const { return (*document_)[id_]; }
    [[nodiscard]] NodeKind kind() const { return node().kind; }
    [[nodiscard]] std::string_view text() const { return node().text; }
    [[nodiscard]] Ref first() const { return {*document_, node().first}; }
    [[nodiscard]] Ref next() const { return {*document_, node().next}; }
    [[nodiscard]] bool is_scalar() const { return kind() == NodeKind::scalar; }
    /// `plan.yaml:12`, for hints that point to a second place.
    [[nodiscard]] std::string place() const;
    friend bool operator==(const Ref&, const Ref&) = default;

  private:
    const Document* document_ = nullptr;
    NodeId id_ = no_node;
};

/// Problems as they are met; `take` puts them into the order of files and bytes and works out lines and columns of those that are told.
class Report {
  public:
    /// Files are told in this order.
    explicit Report(const std::vector<const Document*>& order) : order_{order} {}
    void error(Ref at, std::string what, std::string expected = {}, std::string hint = {});
    void error(Ref at, TextError error) { this->error(at, std::move(error.what), std::move(error.expected), std::move(error.hint)); }
    void warning(Ref at, std::string what, std::string expected = {}, std::string hint = {});
    [[nodiscard]] bool any_error() const { return errors_ > 0; }
    /// Working out a hint is worth its time only while anybody will read it.
    [[nodiscard]] bool hints_wanted() const { return errors_ < limits::problems_told; }
    /// Adds to what stands in `reading` already (the documents' own problems).
    void take(PlanReading& reading);

  private:
    struct Pending {
        Problem::Severity severity;
        Ref at;
        std::string what, expected, hint;
    };
    void add(Problem::Severity severity, Ref at, std::string what, std::string expected, std::string hint);
    [[nodiscard]] std::size_t rank(const Pending& pending) const;

    const std::vector<const Document*>& order_;
    std::vector<Pending> pending_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

/// What a value is, for "… was found": `nothing`, `a list`, `keys with values`, or the text in quotes.
[[nodiscard]] std::string described(Ref value);

/// `did you mean mum?`, or nothing when none is near.
[[nodiscard]] std::string suggestion(const Report& report, std::string_view word, const std::vector<std::string_view>& candidates);

}   // namespace kith::reader
