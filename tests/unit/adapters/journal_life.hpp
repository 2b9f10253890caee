#pragma once
// A journal in which something happened, and what can be read of it afterwards.

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/adapters/journal_fixture.hpp"
#include "tests/unit/adapters/record_words.hpp"

namespace kith::adapters::test {

inline const Date first_day{2026, 3, 1};
inline constexpr std::int64_t a_day = 86'400;

/// Four events a day, from where the journal stands: nudged, done with a contact, felt. `day`: days after the first.
inline void live(SqliteJournal& journal, int day) {
    namespace record = core::record;
    const auto saved = journal.load();
    if (!saved) FAIL(saved.error().what);
    Teller teller{saved->general.next_sequence};
    const core::Sequence first = teller.state.general.next_sequence;
    const std::int64_t now = noon + day * a_day;
    const core::SlotRef slot{"item" + std::to_string(day % 3), first_day + day};
    core::ItemState item{.id = slot.item,
                         .fingerprint = 77,
                         .handled = {{20'500, 20'500 + day}},
                         .open = {{}},
                         .last_nudge = at(now),
                         .elapsed = {},
                         .picked = {}};
    item.open[0].slot = slot.slot;
    teller.state.items = {item};
    teller.state.people = {{"mum", at(now), at(now)}};
    const auto notice = static_cast<core::NoticeId>(day + 1);
    tell(journal, teller, {{record::Nudged{slot, notice, core::Occasion::planned, true, at(now), at(now), at(now + 50'000)}, ""}}, false,
         now);
    tell(journal, teller,
         {{record::Closed{slot, core::Ending::done, core::Gate::none, true, at(now), at(now), at(now + 50'000), {}}, ""},
          {contact({"mum", "sam"}, now, slot.item), "note " + std::to_string(day)}},
         true, now + 60);
    tell(journal, teller, {{record::Felt{first + 2, core::Felt::lighter}, ""}}, true, now + 90);
}

inline void live_through(SqliteJournal& journal, int first, int last) {
    for (int day = first; day <= last; ++day) live(journal, day);
}

/// Every record as text; `readable` tells whether the journal gave them.
inline std::vector<std::string> all_words(SqliteJournal& journal, bool& readable) {
    std::vector<std::string> list;
    app::HistoryQuery all;
    all.limit = 1'000'000;
    const auto entries = journal.history(all);
    readable = entries.has_value();
    if (entries)
        for (const auto& entry : *entries) list.push_back(RecordWords::of(entry.record) + (entry.undone ? "undone" : ""));
    return list;
}
inline std::vector<std::string> all_words(SqliteJournal& journal) {
    bool readable = false;
    auto words = all_words(journal, readable);
    REQUIRE(readable);
    return words;
}

inline bool mentions(const std::vector<std::string>& sentences, const std::string& word) {
    return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& each) { return each.find(word) != std::string::npos; });
}

inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

inline void put(const std::filesystem::path& file, const std::string& content) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << content;
}

inline std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code none;
    for (std::filesystem::directory_iterator entry{folder, none}, end; entry != end; ++entry) names.push_back(entry->path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

/// Until something that another thread does has come about.
inline bool comes_true(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::yield();
    }
    return true;
}

/// Plan days that are the UTC ones.
inline Date utc_day(core::Instant when) { return core::Zone{}.local(when).date; }

}   // namespace kith::adapters::test
