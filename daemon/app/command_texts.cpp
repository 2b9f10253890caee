// What the person writes down about somebody, and wants gone again.

#include <algorithm>

#include "daemon/app/answers.hpp"
#include "daemon/app/command_errors.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/past.hpp"
#include "daemon/core/wording.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::app {
namespace {

using protocol::Error;
using protocol::ErrorCode;

constexpr std::size_t notes_told = 3;
/// Among so many of the latest records about somebody.
constexpr std::size_t looked_through = 200;

/// What a thing of the plan is called now, and what it was called before.
std::pair<std::string, std::vector<std::string>> names_of(const Plan& plan, const Named& named) {
    const auto both = [](const auto& thing) { return std::pair{thing.id, thing.was}; };
    if (const auto* item = std::get_if<ItemName>(&named)) return both(plan.touchpoints[item->touchpoint]);
    if (const auto* checkin = std::get_if<CheckinName>(&named)) return both(plan.checkins[checkin->checkin]);
    return both(plan.people[std::get<PersonName>(named).person]);
}

}   // namespace

void ask_about(HistoryQuery& query, const Plan& plan, const Named& named) {
    auto [id, was] = names_of(plan, named);
    (std::holds_alternative<PersonName>(named) ? query.person : query.item) = std::move(id);
    query.former = std::move(was);
}

tl::expected<std::vector<protocol::HistoryLine>, StoreError> noted_about(Runtime& runtime, const Named& person) {
    const core::Engine& engine = *runtime.engine();
    HistoryQuery query{.after = 0, .newest_first = true, .before = 0, .since = {}, .item = {}, .person = {}, .limit = looked_through};
    ask_about(query, engine.plan(), person);
    const auto entries = runtime.journal().history(query);
    if (!entries) return tl::unexpected{entries.error()};
    std::vector<protocol::HistoryLine> lines;
    for (const HistoryEntry& entry : *entries)
        if (!entry.undone && !entry.record.text.empty() && lines.size() < notes_told)
            lines.push_back(history_line(entry, &engine.plan(), engine.zone()));
    return lines;
}

tl::expected<protocol::Acted, Error> Commands::note(const protocol::NoteParams& params) {
    const Plan& plan = runtime_.engine()->plan();
    const auto person = find_person(plan, params.name);
    if (!person) return tl::unexpected{person.error()};
    const bool blank = std::all_of(params.note.begin(), params.note.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
    if (blank)
        return tl::unexpected{error(ErrorCode::invalid_params, "There is nothing to note. Expected a few words, as in kithctl note " +
                                                                   plan.people[*person].id + " \"interview on Thursday\".")};
    const std::string id = plan.people[*person].id;
    const std::string name = plan.people[*person].name;
    const auto step = act(core::event::Note{{id}, params.note});
    if (!step) return tl::unexpected{step.error()};
    if (runtime_.engine()->plan().privacy == Privacy::full)
        return acted_on("Noted about " + name + ". The next nudge about them says so.", id);
    return acted_on("Noted about " + name + ". kithctl show " + id + " says so; notifications don't, by your privacy setting.", id);
}

std::optional<std::string> Commands::noted_no_more(const core::Step& step) const {
    for (const core::Record& record : step.records) {
        const auto* undone = std::get_if<core::record::Undone>(&record.body);
        if (undone == nullptr) continue;
        const auto found = runtime_.journal().history(
            {.after = undone->cause - 1, .newest_first = false, .before = 0, .since = {}, .item = {}, .person = {}, .limit = 1});
        if (!found || found->empty()) return std::nullopt;
        const auto* noted = std::get_if<core::record::Noted>(&found->front().record.body);
        if (noted == nullptr) return std::nullopt;
        return core::names_of(runtime_.engine()->plan(), noted->people);
    }
    return std::nullopt;
}

tl::expected<TextsQuery, Error> Commands::texts_of(const std::string& name) {
    const core::Engine& engine = *runtime_.engine();
    auto named = find_name(engine.plan(), name);
    if (named) {
        auto [id, was] = names_of(engine.plan(), *named);
        was.push_back(std::move(id));
        return TextsQuery{.names = std::move(was), .records = {}};
    }
    // Whoever left the plan is the first to be forgotten.
    const core::Ledger& ledger = engine.ledger();
    if (ledger.find_item(name) || ledger.find_person(name)) return TextsQuery{.names = {name}, .records = {}};
    return tl::unexpected{std::move(named.error())};
}

tl::expected<protocol::Acted, Error> Commands::forget(const protocol::ForgetParams& params) {
    if (params.name.has_value() == params.note.has_value())
        return tl::unexpected{error(ErrorCode::invalid_params, "What is to be forgotten? Expected a name, or the number of one note.")};
    TextsQuery query;
    if (params.name) {
        auto texts = texts_of(*params.name);
        if (!texts) return tl::unexpected{std::move(texts.error())};
        query = std::move(*texts);
    } else {
        query.records = {static_cast<core::Sequence>(*params.note)};
    }
    const auto texts = runtime_.forget(query);
    if (!texts) return tl::unexpected{journal_error(texts.error().journal)};
    protocol::Acted acted;
    const std::string about = params.name ? "about " + protocol::quoted(*params.name) : "under number " + std::to_string(*params.note);
    if (*texts == 0)
        acted.text = "Nothing is written " + about + ". Older copies of the journal were looked through as well.";
    else
        acted.text = "Removed for good: " + (*texts == 1 ? "one text " : std::to_string(*texts) + " texts ") + about +
                     ". What happened, and when, stays in the history.";
    return acted;
}

}   // namespace kith::app
