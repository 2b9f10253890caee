#include "config/reader_report.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "config/words.hpp"

namespace kith::reader {

namespace {
// Far more than is told, so that the earliest ones are told; far less than a hostile file could produce.
constexpr std::size_t most_kept = 10'000;
constexpr std::size_t most_candidates = 20'000;
}   // namespace

std::string Ref::place() const { return document_->file() + ':' + std::to_string(document_->position(node()).line); }

void Report::error(Ref at, std::string what, std::string expected, std::string hint) {
    ++errors_;
    add(Problem::Severity::error, at, std::move(what), std::move(expected), std::move(hint));
}

void Report::warning(Ref at, std::string what, std::string expected, std::string hint) {
    if (++warnings_ > limits::problems_told) return;
    add(Problem::Severity::warning, at, std::move(what), std::move(expected), std::move(hint));
}

void Report::add(Problem::Severity severity, Ref at, std::string what, std::string expected, std::string hint) {
    if (pending_.size() >= most_kept) return;
    pending_.push_back({severity, at, std::move(what), std::move(expected), std::move(hint)});
}

std::size_t Report::rank(const Pending& pending) const {
    return static_cast<std::size_t>(std::find(order_.begin(), order_.end(), &pending.at.document()) - order_.begin());
}

void Report::take(PlanReading& reading) {
    std::stable_sort(pending_.begin(), pending_.end(), [this](const Pending& a, const Pending& b) {
        return std::tuple{rank(a), a.at.node().begin} < std::tuple{rank(b), b.at.node().begin};
    });
    std::size_t told = 0;
    for (Pending& pending : pending_) {
        if (pending.severity == Problem::Severity::error && ++told > limits::problems_told) continue;
        const Document& document = pending.at.document();
        reading.problems.push_back({pending.severity, document.file(), document.position(pending.at.node()), std::move(pending.what),
                                    std::move(pending.expected), std::move(pending.hint)});
    }
    reading.untold += errors_ - std::min(told, limits::problems_told);
    pending_.clear();
}

std::string described(Ref value) {
    switch (value.kind()) {
        case NodeKind::null:
            return value.text().empty() ? "nothing" : words::quoted(value.text());
        case NodeKind::sequence:
            return "a list";
        case NodeKind::map:
            return "keys with values";
        case NodeKind::scalar:
            break;
    }
    return words::quoted(value.text());
}

std::string suggestion(const Report& report, std::string_view word, const std::vector<std::string_view>& candidates) {
    if (!report.hints_wanted() || candidates.size() > most_candidates) return {};
    const auto near = nearest(word, candidates);
    return near.empty() ? std::string{} : words::did_you_mean(near);
}

}   // namespace kith::reader
