#pragma once
// A state with something in each of its members, and how the protocol says it: kithd must write just that, and kithctl must read it back.

#include "daemon/core/state.hpp"

namespace kith::testing {

inline core::Instant at(std::int32_t day, std::int16_t hour) {
    return core::Zone{}.at(Date{2026, 3, day}, TimeOfDay{static_cast<std::int16_t>(hour * 60)});
}

inline core::Saved sample_state() {
    const core::Occurrence open{.slot = Date{2026, 3, 22},
                                .planned = at(22, 15),
                                .due = at(22, 16),
                                .expires = at(25, 16),
                                .snoozed_until = at(22, 20),
                                .notice = 7,
                                .occasion = core::Occasion::one_by_one,
                                .visible = true,
                                .queued = true,
                                .silent = true,
                                .put_off = true,
                                .unseen = true,
                                .repeated = true};
    const std::int64_t part = core::Slot::part_of(Date{2026, 3, 16}, 2).number();
    return {.general = {.next_sequence = 12,
                        .next_notice = 8,
                        .last_nudge = at(22, 15),
                        .last_seen = at(22, 16),
                        .days = {{.day = 20534, .places = 2}},
                        .hush = core::Hush{.since = at(22, 15), .until = at(22, 17)},
                        .pauses = {{.id = "kenji", .until = at(29, 0)}, {.id = "mum", .until = {}}},
                        .season = core::ChosenSeason{.id = "grief", .since = at(20, 9), .until = at(30, 4)},
                        .energy = core::DayEnergy{.day = 20534, .level = core::Energy::low},
                        .in_force = {.season = "grief", .low = true}},
            .items = {{.id = "call-mum",
                       .fingerprint = 0xFFFF'FFFF'FFFF'FFFEU,
                       .handled = {{20520, 20534}, {20541, 20541}},
                       .open = {open},
                       .last_nudge = at(22, 15),
                       .elapsed = {},
                       .picked = {{.slot = Date{2026, 3, 22}, .person = "mum"}}},
                      {.id = "friends/kenji",
                       .fingerprint = 5,
                       .handled = {{part, part}},
                       .open = {},
                       .last_nudge = {},
                       .elapsed = core::Elapsed{.slot = core::Slot::after_contact(11, 1), .from = at(8, 9), .due = at(29, 9)},
                       .picked = {}}},
            .people = {{.id = "mum", .last_contact = at(8, 9), .last_nudge = at(22, 15)},
                       {.id = "kenji", .last_contact = {}, .last_nudge = {}}},
            .follow_ups = {{.what = {.number = 3,
                                     .kind = core::FollowUpKind::promise,
                                     .person = "mum",
                                     .made = at(22, 14),
                                     .made_by = 9,
                                     .time = {.day = {}, .at = at(22, 15)},
                                     .repaired = true},
                            .offers = 2,
                            .first_offered = at(22, 15),
                            .last_offered = at(22, 16),
                            .notice = 6,
                            .visible = true,
                            .repairs = true,
                            .repair_day = Date{2026, 3, 23},
                            .closed = false},
                           {.what = {.number = 4,
                                     .kind = core::FollowUpKind::ask,
                                     .person = "kenji",
                                     .made = at(22, 14),
                                     .made_by = 10,
                                     .time = {.day = Date{2026, 3, 27}, .at = {}},
                                     .repaired = false},
                            .offers = 0,
                            .first_offered = {},
                            .last_offered = {},
                            .notice = 0,
                            .visible = false,
                            .repairs = false,
                            .repair_day = {},
                            .closed = true}}};
}

/// Without now, zone and plan, which are not the state's.
inline const char* const sample_state_text =
    R"({"general":{"next_sequence":12,"next_notice":8,"last_nudge":"2026-03-22T15:00:00+00:00","last_seen":"2026-03-22T16:00:00+00:00",)"
    R"("days":[{"day":"2026-03-22","places":2}],"hush":{"since":"2026-03-22T15:00:00+00:00","until":"2026-03-22T17:00:00+00:00"},)"
    R"("pauses":[{"id":"kenji","until":"2026-03-29T00:00:00+00:00"},{"id":"mum"}],)"
    R"("season":{"id":"grief","since":"2026-03-20T09:00:00+00:00","until":"2026-03-30T04:00:00+00:00"},)"
    R"("energy":{"day":"2026-03-22","level":"low"},"in_force":{"season":"grief","low":true}},)"
    R"("items":[{"id":"call-mum","fingerprint":-2,"handled":[{"first":20520,"last":20534},{"first":20541,"last":20541}],)"
    R"("open":[{"slot":20534,"planned":"2026-03-22T15:00:00+00:00","due":"2026-03-22T16:00:00+00:00","expires":"2026-03-25T16:00:00+00:00",)"
    R"("snoozed_until":"2026-03-22T20:00:00+00:00","notice":7,"occasion":"one by one","visible":true,"queued":true,"silent":true,"put_off":true,)"
    R"("unseen":true,"repeated":true}],)"
    R"("last_nudge":"2026-03-22T15:00:00+00:00","picked":[{"slot":20534,"person":"mum"}]},)"
    R"({"id":"friends/kenji","fingerprint":5,"handled":[{"first":1152921504609474562,"last":1152921504609474562}],"open":[],)"
    R"("elapsed":{"slot":2305843009225228289,"from":"2026-03-08T09:00:00+00:00","due":"2026-03-29T09:00:00+00:00"},"picked":[]}],)"
    R"("people":[{"id":"mum","last_contact":"2026-03-08T09:00:00+00:00","last_nudge":"2026-03-22T15:00:00+00:00"},{"id":"kenji"}],)"
    R"("follow_ups":[{"number":3,"kind":"promise","person":"mum","made":"2026-03-22T14:00:00+00:00","made_by":9,)"
    R"("due":"2026-03-22T15:00:00+00:00","repaired":true,"offers":2,"first_offered":"2026-03-22T15:00:00+00:00",)"
    R"("last_offered":"2026-03-22T16:00:00+00:00","notice":6,"visible":true,"repairs":true,"repair_day":"2026-03-23","closed":false},)"
    R"({"number":4,"kind":"ask","person":"kenji","made":"2026-03-22T14:00:00+00:00","made_by":10,"day":"2026-03-27","repaired":false,)"
    R"("offers":0,"notice":0,"visible":false,"repairs":false,"closed":true}]})";

}   // namespace kith::testing
