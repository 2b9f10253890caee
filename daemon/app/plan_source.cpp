#include "daemon/app/plan_source.hpp"

#include <utility>

#include "config/plan_files.hpp"

namespace kith::app {
namespace {

protocol::PlanProblem told(const Problem& problem) {
    return {.severity = problem.severity == Problem::Severity::error ? "error" : "warning",
            .file = problem.file,
            .line = static_cast<std::int64_t>(problem.at.line),
            .column = static_cast<std::int64_t>(problem.at.column),
            .text = to_line(problem)};
}

}   // namespace

PlanSource::PlanSource(std::filesystem::path path) : path_{std::move(path)} { state_.path = path_.string(); }

std::shared_ptr<const Plan> PlanSource::read() {
    state_.problems.clear();
    auto texts = load_plan_texts(path_);
    if (!texts) {
        state_.state = "broken";
        state_.problems.push_back(told(texts.error()));
        return nullptr;
    }
    if (texts->empty()) {
        state_.state = "none";
        return nullptr;
    }
    PlanReading reading = read_plan(std::move(*texts));
    for (const Problem& problem : reading.problems) state_.problems.push_back(told(problem));
    if (!reading.plan) {
        state_.state = "broken";
        return nullptr;
    }
    state_.state = "good";
    if (plan_ && *plan_ == *reading.plan) return nullptr;
    plan_ = std::make_shared<const Plan>(std::move(*reading.plan));
    return plan_;
}

std::string PlanSource::summary() const {
    if (state_.state == "none") return "There is no plan yet at " + state_.path + ". kithctl plan init --from-example writes a first one.";
    if (state_.state == "broken") {
        std::string text = plan_ ? "The plan has a problem; the last good one stays in use."
                                 : "The plan has a problem; nothing is planned until it is mended.";
        for (const protocol::PlanProblem& problem : state_.problems)
            if (problem.severity == "error") text += "\n" + problem.text;
        return text;
    }
    return "Plan: " + state_.path + ".";
}

}   // namespace kith::app
