#include "ctl/taken_up.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "config/problem.hpp"
#include "ctl/ask.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

/// kithd waits until a file is at rest, a tenth of a second, and reads it.
constexpr std::chrono::seconds patience{3};

template <class Result>
std::optional<Result> asked(Client& client, std::string_view method, const boost::json::value& params) {
    const auto answer = client.call(method, params);
    if (!answer) return std::nullopt;
    auto result = protocol::result_from_json<Result>(*answer);
    return result ? std::optional{*std::move(result)} : std::nullopt;
}

}   // namespace

TakenUp::TakenUp(const Surroundings& world, const std::string& plan, std::vector<std::string> names) : names_{std::move(names)} {
    auto client = connect(world);
    if (!client) return;
    client_.emplace(*std::move(client));
    const auto status = asked<protocol::Status>(*client_, "status.get", boost::json::object{});
    std::error_code ignored;
    if (!status || !client_->call("watch.start", boost::json::object{})) {
        client_.reset();
        return;
    }
    if (status->plan != plan && !std::filesystem::equivalent(status->plan, plan, ignored)) other_plan_ = status->plan;
    for (const std::string& name : names_) before_[name] = coming(name);
}

std::optional<TakenUp::Coming> TakenUp::coming(const std::string& name) {
    const auto card = asked<protocol::Card>(*client_, "item.show", protocol::to_json(protocol::NameParams{name}));
    if (!card || card->id != name) return std::nullopt;
    Coming coming{.now = card->now, .at = {}};
    for (const protocol::Moment& moment : card->next) coming.at.push_back(moment.at);
    return coming;
}

bool TakenUp::plan_changes() {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        const auto changed = client_->next_change(patience);
        if (!changed) return false;
        if (std::find(changed->what.begin(), changed->what.end(), "plan") != changed->what.end()) return true;
    }
    return false;
}

std::string TakenUp::moved(const std::string& name, const std::optional<Coming>& before) {
    const auto after = coming(name);
    if (!after) return {};
    const std::string shown = printable(name);
    if (after->at.empty()) return before && !before->at.empty() ? shown + " doesn't come any more." : std::string{};
    const std::string next = moment_words(after->at.front(), after->now);
    std::string text = !before || before->at.empty() ? shown + " comes " + next
                       : before->at.front() == after->at.front()
                           ? shown + " comes " + next + ", as before"
                           : shown + " moves from " + moment_words(before->at.front(), after->now) + " to " + next;
    if (after->at.size() > 1) text += "; next: " + moment_words(after->at[1], after->now);
    return text + '.';
}

std::vector<std::string> TakenUp::sentences() {
    if (!client_) return {"kithd isn't running. It reads the plan when it starts."};
    if (!other_plan_.empty()) return {"kithd reads another plan: " + printable(other_plan_)};
    if (!plan_changes()) return {"kithd hasn't taken it up yet; kithctl status says how it is."};
    std::vector<std::string> told;
    for (const std::string& name : names_)
        if (std::string text = moved(name, before_[name]); !text.empty()) told.push_back(std::move(text));
    if (told.empty()) told.emplace_back("kithd has taken it up.");
    return told;
}

}   // namespace kith::ctl
