#include "daemon/adapters/journal_file.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "daemon/adapters/journal_schema.hpp"

namespace kith::adapters {

namespace {

constexpr std::int64_t events_checked_at_start = 300;

// Each gives 1 where a table that finds events doesn't fit them. Events of other machines stand in none of them.
#define OWN "id < 1099511627776"
static_assert(own_ids_end == 1099511627776);
#define DAY "(at / 86400 - (at % 86400 < 0))"
constexpr const char* actions_differ =
    "SELECT (SELECT count(*) FROM actions) <> (SELECT count(DISTINCT id - back) FROM events WHERE action = 1 AND " OWN
    ") OR EXISTS(SELECT 1 FROM events e WHERE action = 1 AND " OWN " AND NOT EXISTS(SELECT 1 FROM actions WHERE cause = e.id - e.back))";
constexpr const char* contacts_differ =
    "SELECT (SELECT count(DISTINCT id) FROM contacts) <> (SELECT count(*) FROM events WHERE kind IN (6, 26) AND instr(detail, ':') > 0 "
    "AND " OWN
    ") OR EXISTS(SELECT 1 FROM contacts c JOIN events e USING(id) WHERE e.kind NOT IN (6, 26) OR instr(',' || substr(e.detail, "
    "instr(e.detail, ':') "
    "+ 1) || ',', ',' || c.person || ',') = 0)";
constexpr const char* days_differ = "SELECT (SELECT max(day) FROM days) IS NOT (SELECT max(" DAY ") FROM events WHERE " OWN
                                    ") OR EXISTS(SELECT 1 FROM days JOIN events USING(id) WHERE day <> " DAY ")";

std::string numbers(const std::vector<std::int64_t>& list) {
    constexpr std::size_t told = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(list.size(), told); ++i) text += (i == 0 ? "" : ", ") + std::to_string(list[i]);
    if (list.size() > told) text += " and " + std::to_string(list.size() - told) + " more";
    return text;
}

std::string damaged_events(const std::vector<std::int64_t>& wrong, const std::string& path) {
    return "of the events in " + path + ", what stands in number " + numbers(wrong) +
           " is not what was written; history may be wrong there";
}

[[noreturn]] void corrupt(const std::string& what) { throw sqlite::Failure{SQLITE_CORRUPT, 0, what}; }

}   // namespace

JournalFile::JournalFile(sqlite::Connection ready, std::string path_) : connection{std::move(ready)}, path{std::move(path_)} {}

void JournalFile::check_at_start(std::vector<std::string>& warnings) {
    if (log.device().empty()) corrupt("it doesn't say which device it is of");
    names.try_out();
    log.try_out();
    state.try_out();
    if (const std::string said = state.check_structure(); !said.empty()) corrupt(said);
    const auto general = state.load_general();
    if (general && general->next_sequence != static_cast<core::Sequence>(log.tail().seq) + 1)
        corrupt("its last event is " + std::to_string(log.tail().seq) + " where its state says " +
                std::to_string(general->next_sequence - 1));
    const auto wrong = log.verify_from(log.tail().seq - events_checked_at_start + 1);
    if (!wrong.empty()) warnings.push_back(damaged_events(wrong, path));
}

core::Saved JournalFile::load(std::vector<std::string>& warnings) {
    StateTables::Loaded loaded = state.load(warnings);
    if (!loaded.general && log.tail().seq > 0) {
        warnings.emplace_back(
            "the journal's general state is damaged; it was put together anew from the events, and today's count of nudges begins at zero");
        loaded.general = log.guess_general();
    }
    return {loaded.general.value_or(core::GeneralState{}), std::move(loaded.items), std::move(loaded.people), std::move(loaded.follow_ups)};
}

std::vector<std::string> JournalFile::structure() {
    std::vector<std::string> found;
    for (const char* check : {"PRAGMA integrity_check", "PRAGMA foreign_key_check"}) {
        sqlite::Statement statement{connection, check};
        sqlite::Cursor row = statement.rows();
        while (row.next())
            if (row.bytes(0) != "ok") found.push_back("structure of " + path + ": " + std::string{row.bytes(0)});
    }
    return found;
}

std::vector<std::string> JournalFile::history() {
    std::vector<std::string> found;
    if (const auto wrong = log.verify_from(1); !wrong.empty()) found.push_back(damaged_events(wrong, path));
    if (const auto wrong = log.verify_texts(); !wrong.empty())
        found.push_back("the notes of events " + numbers(wrong) + " are not what was written");
    for (const char* differ : {actions_differ, contacts_differ, days_differ})
        if (connection.number(differ) != 0) found.push_back("the tables that find events in " + path + " don't fit them");
    return found;
}

std::string device_by_file_alone(const std::string& path, const char* vfs) {
    try {
        sqlite::Connection alone{path, vfs, 0, sqlite::Access::file_alone};
        open_for_reading(alone);
        return recognise(alone, path) == 0 ? std::string{} : alone.text("SELECT name FROM devices WHERE id = 0");
    } catch (const sqlite::Failure&) {
        return {};   // half of what is in the log may have been copied into it
    } catch (const NotOurs&) {
        return {};
    }
}

}   // namespace kith::adapters
