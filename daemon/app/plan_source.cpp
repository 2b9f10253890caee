#include "daemon/app/plan_source.hpp"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

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

std::string packed(const std::vector<PlanText>& texts) {
    boost::json::array all;
    for (const PlanText& text : texts) all.push_back(boost::json::object{{"file", text.file}, {"text", text.bytes}});
    return boost::json::serialize(all);
}

/// Empty when the bytes are not what packed() gave.
std::vector<PlanText> unpacked(const std::string& bytes) {
    boost::system::error_code error;
    const boost::json::value all = boost::json::parse(bytes, error);
    if (error || !all.is_array()) return {};
    std::vector<PlanText> texts;
    for (const boost::json::value& one : all.get_array()) {
        const boost::json::object* const object = one.if_object();
        const boost::json::value* const file = object != nullptr ? object->if_contains("file") : nullptr;
        const boost::json::value* const text = object != nullptr ? object->if_contains("text") : nullptr;
        if (file == nullptr || text == nullptr || !file->is_string() || !text->is_string()) return {};
        texts.push_back({std::string{file->get_string()}, std::string{text->get_string()}});
    }
    return texts;
}

}   // namespace

PlanSource::PlanSource(std::filesystem::path path, PlanKeeper& keeper, Reader reader)
    : path_{std::move(path)}, keeper_{&keeper}, reader_{std::move(reader)} {
    state_.path = path_.string();
}

std::shared_ptr<const Plan> PlanSource::last_good() {
    if (plan_ || std::exchange(looked_for_last_good_, true)) return nullptr;
    std::vector<PlanText> texts = unpacked(keeper_->recall());
    if (texts.empty()) return nullptr;
    // A later version of kith may read it otherwise.
    PlanReading reading = reader_(std::move(texts));
    if (reading.plan) plan_ = std::make_shared<const Plan>(std::move(*reading.plan));
    return plan_;
}

std::shared_ptr<const Plan> PlanSource::read() {
    std::shared_ptr<const Plan> taken = read_files();
    state_.last_good.clear();
    if (plan_ && state_.state != "good")
        for (PlanText& text : unpacked(keeper_->recall())) state_.last_good.push_back({.file = text.file, .text = std::move(text.bytes)});
    return taken;
}

std::shared_ptr<const Plan> PlanSource::read_files() {
    state_.problems.clear();
    auto texts = load_plan_texts(path_);
    if (!texts) {
        state_.state = "broken";
        state_.problems.push_back(told(texts.error()));
        return last_good();
    }
    if (texts->empty()) {
        state_.state = "none";
        return nullptr;
    }
    PlanReading reading = reader_(*texts);
    for (const Problem& problem : reading.problems) state_.problems.push_back(told(problem));
    if (!reading.plan) {
        state_.state = "broken";
        return last_good();
    }
    state_.state = "good";
    looked_for_last_good_ = true;
    if (plan_ && *plan_ == *reading.plan) return nullptr;
    keeper_->keep(packed(*texts));
    plan_ = std::make_shared<const Plan>(std::move(*reading.plan));
    return plan_;
}

std::string PlanSource::summary() const {
    if (state_.state == "none" && plan_) return trouble();
    if (state_.state == "none") return "There is no plan yet at " + state_.path + ". kithctl plan init writes a first one.";
    if (state_.state == "broken") {
        std::string text = plan_ ? "The plan has a problem; the last good one stays in use."
                                 : "The plan has a problem; nothing is planned until it is mended.";
        for (const protocol::PlanProblem& problem : state_.problems)
            if (problem.severity == "error") text += "\n" + problem.text;
        return text;
    }
    return "Plan: " + state_.path + ".";
}

std::string PlanSource::trouble() const {
    const std::string end = plan_ ? "\nUntil then the last good plan stays in use." : "\nUntil then nothing is planned.";
    if (state_.state == "none") return plan_ ? state_.path + " is gone." + end : std::string{};
    if (state_.state != "broken") return {};
    const auto errors =
        std::count_if(state_.problems.begin(), state_.problems.end(), [](const auto& one) { return one.severity == "error"; });
    const auto first =
        std::find_if(state_.problems.begin(), state_.problems.end(), [](const auto& one) { return one.severity == "error"; });
    std::string text = state_.path;
    if (first != state_.problems.end()) {
        // The name says enough there: a notification has little room.
        const bool by_name = first->text.starts_with(first->file);
        text = by_name ? std::filesystem::path{first->file}.filename().string() + first->text.substr(first->file.size()) : first->text;
    }
    if (errors > 1) text += "\n… and " + std::to_string(errors - 1) + " more.";
    return text + end;
}

}   // namespace kith::app
