// The timeline of a run, for people.

#include "config/civil_text.hpp"
#include "daemon/app/past.hpp"
#include "daemon/core/seasons.hpp"
#include "tests/simulation/world.hpp"

namespace kith::simulation {
namespace {

namespace record = core::record;

const char* name_of(core::Occasion occasion) {
    switch (occasion) {
        case core::Occasion::planned:
            return "nudge";
        case core::Occasion::gathered:
            return "gathered";
        case core::Occasion::snoozed:
            return "back from a snooze:";
        case core::Occasion::one_by_one:
            return "one by one:";
        case core::Occasion::again:
            return "again:";
        case core::Occasion::heads_up:
            return "heads-up";
    }
    return "";
}

struct Words {
    const core::Zone& zone;

    [[nodiscard]] std::string at(core::Instant instant) const { return zone.rfc3339(instant).substr(0, 16); }
    std::string operator()(const record::Appeared& r) const { return "begins with " + r.item; }
    std::string operator()(const record::Vanished& r) const { return r.item + " left the plan"; }
    std::string operator()(const record::Nudged& r) const {
        return std::string{name_of(r.occasion)} + ' ' + words(r.what) + " (notice " + std::to_string(r.notice) + ", planned " +
               at(r.planned) + ", lives until " + at(r.expires) + (r.takes_place ? ", takes a place)" : ")");
    }
    std::string operator()(const record::Closed& r) const { return app::ending_name(r.how) + ": " + words(r.what); }
    std::string operator()(const record::Snoozed& r) const {
        return "put off " + words(r.what) + " until " + at(r.until) + ", lives until " + at(r.expires);
    }
    std::string operator()(const record::Contacted& r) const { return r.kind + " with " + r.people.front() + ", " + at(r.when); }
    std::string operator()(const record::Felt&) const { return "how it felt"; }
    std::string operator()(const record::Left& r) const { return "notice " + std::to_string(r.notice) + " left the screen"; }
    std::string operator()(const record::Unfolded& r) const { return "unfolds notice " + std::to_string(r.notice); }
    std::string operator()(const record::Away& r) const { return "away from " + at(r.from) + " to " + at(r.to); }
    std::string operator()(const record::ClockSet& r) const { return "the clock was set by " + std::to_string(r.by.count()) + " s"; }
    std::string operator()(const record::Undone& r) const { return "undoes " + std::to_string(r.cause); }
    std::string operator()(const record::Reopened& r) const {
        return (r.still_to_come ? "still to come: " : "open again: ") + words(r.what);
    }
    std::string operator()(const record::ContactsReturned& r) const { return "last contact with " + r.person + " as before"; }
    std::string operator()(const record::Picked& r) const { return words(r.what) + " is for " + (r.person.empty() ? "nobody" : r.person); }
    std::string operator()(const record::Counting& r) const {
        return "next of " + words({r.item, r.now.slot}) + " is due " + at(r.now.due);
    }
    std::string operator()(const record::Hushed& r) const { return r.hush ? "quiet until " + at(r.hush->until) : "no longer quiet"; }
    std::string operator()(const record::Paused& r) const { return "pauses " + r.id + (r.until ? " until " + at(*r.until) : ""); }
    std::string operator()(const record::Resumed& r) const { return "resumes " + r.id; }
    std::string operator()(const record::SeasonChosen& r) const {
        return r.season ? "asks for season \"" + r.season->id + "\"" + (r.season->until ? " until " + at(*r.season->until) : "")
                        : "no season asked for";
    }
    std::string operator()(const record::EnergySet& r) const {
        return std::string{"energy is "} + core::energy_name(r.energy ? r.energy->level : core::Energy::normal);
    }
    std::string operator()(const record::Turned& r) const { return "season \"" + r.now.season + "\"" + (r.now.low ? ", a tired day" : ""); }
    std::string operator()(const record::Noted& r) const { return "notes something about " + r.people.front(); }
    std::string operator()(const record::Forgotten& r) const { return "removes " + std::to_string(r.texts) + " texts"; }
    std::string operator()(const record::Renamed& r) const { return r.from + " is called " + r.to; }
    std::string operator()(const record::FollowUpMade& r) const {
        using How = record::FollowUpMade::How;
        const char* const how = r.how == How::made ? "" : r.how == How::put_off ? " put off" : " open again";
        return core::follow_up_id(r.what.kind, r.what.number) + " about " + r.what.person + how + ", for " +
               (r.what.time.day ? to_text(*r.what.time.day) : at(r.what.time.at));
    }
    std::string operator()(const record::FollowUpOffered& r) const {
        constexpr const char* hows[] = {" offered", " offered late", " to be repaired", " repair offered"};
        return core::follow_up_id(r.kind, r.number) + hows[static_cast<std::size_t>(r.how)] + " (notice " + std::to_string(r.notice) + ")";
    }
    std::string operator()(const record::FollowUpClosed& r) const {
        return app::ending_name(r.how) + ": " + core::follow_up_id(r.what.kind, r.what.number);
    }
};

}   // namespace

void World::say(const std::string& text) const {
    if (!say_) return;
    const core::Zone zone = plan_zone();
    say_(zone.rfc3339(clock_.now()) + "  " + text);
}

void World::say(const core::Record& record) const {
    say("  " + std::to_string(record.seq) + ' ' + std::visit(Words{plan_zone()}, record.body));
}

}   // namespace kith::simulation
