#pragma once
// One record of everything there is, for whoever must not forget one.

#include <limits>
#include <vector>

#include "tests/unit/adapters/journal_fixture.hpp"

namespace kith::adapters::test {

namespace record = core::record;

inline constexpr std::int64_t far_past = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t far_future = std::numeric_limits<std::int64_t>::max();
inline constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
inline const Date day{2026, 3, 1};

/// Every kind, each optional field both set and not, every enumerator, extremes.
inline std::vector<Teller::Part> one_of_everything() {
    std::vector<Teller::Part> parts{
        {record::Appeared{"walk", 0, {}}, ""},
        {record::Appeared{"walk", most, Date{9999, 12, 31}}, ""},
        {record::Vanished{""}, ""},
        {record::Nudged{{"walk", Date{1, 1, 1}}, most, core::Occasion::planned, true, at(far_past), at(far_future), at(0)}, ""},
        {record::Nudged{{"walk", day}, 1, core::Occasion::gathered, false, at(noon), at(noon), at(noon)}, ""},
        {record::Nudged{{"walk", day}, 1, core::Occasion::snoozed, false, at(noon), at(noon), at(noon)}, ""},
        {record::Nudged{{"walk", day}, 1, core::Occasion::one_by_one, false, at(noon), at(noon), at(noon)}, ""},
        {record::Nudged{{"walk", day}, 1, core::Occasion::again, false, at(noon), at(noon), at(noon)}, ""},
        {record::Nudged{{"walk/2h", day}, 1, core::Occasion::heads_up, false, at(noon), at(noon), at(noon)}, ""},
        {record::Closed{{"walk", day}, core::Ending::withdrawn, core::Gate::away, true, at(noon), at(noon + 1), at(noon + 2), day + 3}, ""},
        {record::Snoozed{{"walk", day}, at(noon), at(noon), at(noon)}, ""},
        {record::Snoozed{{"walk", day}, at(far_future), at(far_past), at(-1)}, ""},
        {contact({}), ""},
        {record::Contacted{{"", "mum", "mum", "väterchen 🙂"}, "", 0, core::Felt::lighter, at(far_past), ""}, ""},
        {record::Contacted{{"mum"}, "in-person", std::numeric_limits<std::int32_t>::max(), core::Felt::heavier, at(noon), "walk"},
         "was schön, 電話"},
        {record::Contacted{{"mum"}, "in-person", std::numeric_limits<std::int32_t>::min(), {}, at(noon), "walk"},
         std::string(100'000, 'x')},
        {record::Felt{most, core::Felt::same}, ""},
        {record::Left{1, core::Fate::expired}, ""},
        {record::Left{most, core::Fate::dismissed}, ""},
        {record::Unfolded{7}, ""},
        {record::Away{at(noon), at(noon)}, ""},
        {record::Away{at(far_past), at(far_future)}, ""},
        {record::ClockSet{core::Seconds{far_past}}, ""},
        {record::Undone{3}, ""},
        {record::Reopened{{"walk", day}, true, at(noon), at(noon + 1), at(noon + 2), day}, ""},
        {record::Reopened{{"walk", day}, false, at(noon), at(noon), at(noon), {}}, "a text on any kind"},
        {record::ContactsReturned{"", {}}, ""},
        {record::ContactsReturned{"mum", at(far_future)}, ""},
        {record::Picked{{"walk", day}, ""}, ""},
        {record::Picked{{"walk", day}, "väterchen 🙂"}, ""},
        {record::Counting{"walk", {.slot = core::Slot::after_contact(0, 0), .from = {}, .due = at(noon)}, {}}, ""},
        {record::Counting{
             "walk",
             {.slot = core::Slot::after_contact((std::uint64_t{1} << 40U) - 1, 1'000'000), .from = at(far_past), .due = at(far_future)},
             core::Elapsed{.slot = core::Slot::after_contact(7, 1), .from = {}, .due = at(-1)}},
         ""},
        {record::Hushed{{}, {}}, ""},
        {record::Hushed{core::Hush{at(noon), at(far_future)}, {}}, ""},
        {record::Hushed{{}, core::Hush{at(-noon), at(noon)}}, ""},
        {record::Hushed{core::Hush{at(noon), at(noon + 60)}, core::Hush{at(noon), at(noon)}}, ""},
        {record::Paused{"mum", {}, false, {}}, ""},
        {record::Paused{"old-friends/kenji", at(far_future), true, at(far_future)}, ""},
        {record::Paused{"mum", at(noon), true, {}}, ""},
        {record::SeasonChosen{{}, {}}, ""},
        {record::SeasonChosen{core::ChosenSeason{"grief", at(noon), {}}, core::ChosenSeason{"", at(far_past), at(far_future)}}, ""},
        {record::SeasonChosen{core::ChosenSeason{"", at(noon), at(far_future)}, core::ChosenSeason{"grief", at(noon), {}}}, ""},
        {record::EnergySet{{}, core::DayEnergy{20'513, core::Energy::high}}, ""},
        {record::EnergySet{core::DayEnergy{20'514, core::Energy::low}, {}}, ""},
        {record::Turned{{"grief", true}, {}}, ""},
        {record::Turned{{}, {"grief", true}}, ""},
        {record::Resumed{"mum", {}}, ""},
        {record::Resumed{"mum", at(noon)}, ""},
        {record::Nudged{{"walk", day}, 1, core::Occasion::planned, false, at(noon), at(noon), at(noon), true}, ""},
        {record::Nudged{{"walk", day}, 1, core::Occasion::planned, true, at(noon), at(noon), at(noon), true}, ""},
        {record::Noted{{"mum", "väterchen 🙂"}}, "interview on Thursday"},
        {record::Forgotten{0}, ""},
        {record::Forgotten{far_future}, ""},
        {record::Renamed{"walk", "stroll", false, most}, ""},
        {record::Renamed{"mum", "mother", true, 0}, ""},
        {record::FollowUpMade{.what = {.number = 3,
                                       .kind = core::FollowUpKind::promise,
                                       .person = "mum",
                                       .made = at(noon),
                                       .made_by = 0,
                                       .time = {.day = {}, .at = at(noon + 60)},
                                       .repaired = false},
                              .how = record::FollowUpMade::How::made,
                              .before = {},
                              .was_offered = false},
         "hear about the trip"},
        {record::FollowUpMade{.what = {.number = 4,
                                       .kind = core::FollowUpKind::come_back,
                                       .person = "mum",
                                       .made = at(noon),
                                       .made_by = 7,
                                       .time = {.day = Date{2026, 3, 27}, .at = {}},
                                       .repaired = true},
                              .how = record::FollowUpMade::How::put_off,
                              .before = core::FollowUpTime{.day = {}, .at = at(noon)},
                              .was_offered = true},
         ""},
        {record::FollowUpMade{.what = {.number = 5,
                                       .kind = core::FollowUpKind::request,
                                       .person = "mum",
                                       .made = at(noon),
                                       .made_by = 7,
                                       .time = {.day = {}, .at = at(noon)},
                                       .repaired = false},
                              .how = record::FollowUpMade::How::reopened,
                              .before = core::FollowUpTime{.day = Date{2026, 3, 27}, .at = {}},
                              .was_offered = true},
         ""},
        {record::FollowUpOffered{
             .kind = core::FollowUpKind::ask, .number = 6, .how = record::FollowUpOffered::How::late, .notice = 12, .day = {}},
         ""},
        {record::FollowUpOffered{.kind = core::FollowUpKind::promise,
                                 .number = 6,
                                 .how = record::FollowUpOffered::How::repair_due,
                                 .notice = 0,
                                 .day = Date{2026, 3, 23}},
         ""},
        {record::FollowUpClosed{.what = {.number = 6,
                                         .kind = core::FollowUpKind::ask,
                                         .person = "sam",
                                         .made = at(noon),
                                         .made_by = 7,
                                         .time = {.day = Date{2026, 3, 27}, .at = {}},
                                         .repaired = false},
                                .how = core::Ending::skipped,
                                .was_offered = true},
         "a note"},
    };
    for (int gate = 0; gate <= static_cast<int>(core::Gate::away); ++gate)
        parts.push_back(
            {record::Closed{
                 {"walk", day}, static_cast<core::Ending>(gate % 5), static_cast<core::Gate>(gate), false, at(0), at(0), at(0), {}},
             ""});
    return parts;
}

}   // namespace kith::adapters::test
