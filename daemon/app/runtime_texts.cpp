// What the person wrote: looked up when it is to be said, removed when they ask, and found under former names.

#include <algorithm>

#include "daemon/app/follow_up_text.hpp"
#include "daemon/app/runtime.hpp"
#include "daemon/core/holding.hpp"

namespace kith::app {
namespace {

/// Of somebody's former contacts: whatever came later than all of these was recorded before them.
constexpr std::size_t contacts_looked_at = 64;

}   // namespace

Notice Runtime::in_words(core::Show show) {
    // The engine knows of notes only that there are some: so there is one place to remove them from.
    if (show.kind == core::Show::Kind::nudge && engine_->plan().privacy == Privacy::full)
        for (const core::Sequence note : show.lines.front().notes) {
            const auto found = journal_.history(
                {.after = note - 1, .newest_first = false, .before = 0, .since = {}, .item = {}, .person = {}, .limit = 1});
            if (!found || found->empty() || found->front().undone) continue;
            const core::Record& record = found->front().record;
            if (record.seq == note && !record.text.empty()) show.notes.push_back(record.text);
        }
    return core::words_for(with_text(std::move(show), journal_), engine_->plan(), engine_->zone(), now());
}

// The journal takes each name for somebody else.
void Runtime::count_former_names(core::ActionRecords& action) {
    if (!engine_ || action.records.empty()) return;
    for (core::PersonState& person : action.people) {
        const auto& people = engine_->plan().people;
        const auto known = std::find_if(people.begin(), people.end(), [&](const Person& one) { return core::is_called(one, person.id); });
        if (known == people.end() || known->was.empty()) continue;
        const auto entries = journal_.history({.after = 0,
                                               .newest_first = true,
                                               .before = 0,
                                               .since = {},
                                               .item = {},
                                               .person = known->id,
                                               .limit = contacts_looked_at,
                                               .former = known->was});
        if (!entries) continue;
        for (const HistoryEntry& entry : *entries) {
            const auto* contact = std::get_if<core::record::Contacted>(&entry.record.body);
            if (contact == nullptr || entry.undone || entry.record.cause == action.records.front().cause) continue;
            if (!person.last_contact || *person.last_contact < contact->when) person.last_contact = contact->when;
        }
    }
}

tl::expected<std::size_t, ActionError> Runtime::forget(const TextsQuery& query) {
    catch_up();
    if (!trouble_.empty() && !heal()) return not_kept();
    // First the texts, then the record of it: what was asked for is their absence.
    auto gone = journal_.forget(query);
    if (!gone) return tl::unexpected<ActionError>{ActionError{.refusal = {}, .journal = gone.error().what}};
    if (gone->empty()) return 0;
    const std::size_t texts = gone->size();
    if (auto step = act(core::event::Forget{std::move(*gone)}); !step) return tl::unexpected{std::move(step.error())};
    return texts;
}

}   // namespace kith::app
