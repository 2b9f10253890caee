#include "daemon/app/names.hpp"

#include <algorithm>
#include <cctype>

#include "config/problem.hpp"
#include "daemon/core/unroll.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::app {
namespace {

using protocol::Error;
using protocol::ErrorCode;

constexpr std::size_t candidates_told = 10;

// Ids may be of any script; only ASCII has a case that matters here.
std::string folded(std::string_view text) {
    std::string result{text};
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

bool is_series(std::string_view id) { return id.find(core::series_separator) != std::string_view::npos; }

struct Entry {
    std::string key;
    std::string id;
    Named named;
};

std::vector<Entry> entries(const Plan& plan, bool items) {
    std::vector<Entry> all;
    if (items) {
        for (std::size_t i = 0; i < plan.touchpoints.size(); ++i)
            all.push_back({folded(plan.touchpoints[i].id), plan.touchpoints[i].id, ItemName{i}});
        for (std::size_t i = 0; i < plan.checkins.size(); ++i)
            all.push_back({folded(plan.checkins[i].id), plan.checkins[i].id, CheckinName{i}});
    }
    for (PersonIndex i = 0; i < plan.people.size(); ++i) all.push_back({folded(plan.people[i].id), plan.people[i].id, PersonName{i}});
    // Names last: an id wins over somebody's name.
    for (PersonIndex i = 0; i < plan.people.size(); ++i)
        if (folded(plan.people[i].name) != folded(plan.people[i].id))
            all.push_back({folded(plan.people[i].name), plan.people[i].id, PersonName{i}});
    return all;
}

Error unknown(std::string_view text, const std::vector<Entry>& all, bool items) {
    std::vector<std::string_view> keys;
    for (const Entry& entry : all) keys.push_back(entry.key);
    const std::string near = nearest(folded(text), keys);
    Error error{.code = ErrorCode::unknown_name, .message = {}, .candidates = {}};
    error.message =
        std::string{items ? "Nothing and nobody in the plan is called " : "Nobody in the plan is called "} + protocol::quoted(text) + '.';
    for (const Entry& entry : all)
        if (!near.empty() && entry.key == near && error.candidates.empty()) error.candidates.push_back(entry.id);
    error.message +=
        error.candidates.empty() ? " kithctl plan show lists what there is." : " Did you mean " + error.candidates.front() + "?";
    return error;
}

tl::expected<Named, Error> find(const Plan& plan, std::string_view text, bool items) {
    const std::vector<Entry> all = entries(plan, items);
    const std::string key = folded(text);
    for (const Entry& entry : all)
        if (entry.key == key) return entry.named;
    std::vector<const Entry*> begins;
    std::vector<std::string> ids;
    // Whoever types kenj means kenji, and not kenji/birthday.
    for (const bool series : {false, true}) {
        if (!begins.empty()) break;
        for (const Entry& entry : all)
            if (!key.empty() && entry.key.starts_with(key) && is_series(entry.id) == series &&
                std::find(ids.begin(), ids.end(), entry.id) == ids.end()) {
                begins.push_back(&entry);
                ids.push_back(entry.id);
            }
    }
    if (begins.size() == 1) return begins.front()->named;
    if (begins.empty()) return tl::unexpected{unknown(text, all, items)};
    Error error{.code = ErrorCode::ambiguous_name, .message = {}, .candidates = {}};
    error.message = protocol::quoted(text) + " could be " + std::to_string(begins.size()) + " things: ";
    for (std::size_t i = 0; i < std::min(ids.size(), candidates_told); ++i) {
        error.message += (i > 0 ? ", " : "") + ids[i];
        error.candidates.push_back(ids[i]);
    }
    error.message += ids.size() > candidates_told ? " … Type a few more letters." : ". Type a few more letters.";
    return tl::unexpected{std::move(error)};
}

}   // namespace

tl::expected<Named, Error> find_name(const Plan& plan, std::string_view text) { return find(plan, text, true); }

tl::expected<PersonIndex, Error> find_person(const Plan& plan, std::string_view text) {
    return find(plan, text, false).map([](const Named& named) { return std::get<PersonName>(named).person; });
}

bool is_about(const Touchpoint& touchpoint, PersonIndex person) {
    return std::visit(
        [&](const auto& audience) { return std::find(audience.people.begin(), audience.people.end(), person) != audience.people.end(); },
        touchpoint.audience);
}

std::vector<std::size_t> touchpoints_about(const Plan& plan, PersonIndex person) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < plan.touchpoints.size(); ++i)
        if (!plan.touchpoints[i].announces && is_about(plan.touchpoints[i], person)) found.push_back(i);
    return found;
}

}   // namespace kith::app
