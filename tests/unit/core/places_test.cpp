// S3, S8: the slots of a quota in the order of time, and the number that stands for one in the journal.

#include "daemon/core/places.hpp"

#include <algorithm>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/unit/core/instants.hpp"

namespace kith::core {
namespace {

Schedule quota(std::int32_t count, Unit unit) {
    Schedule schedule;
    schedule.every = QuotaCadence{.count = count, .unit = unit};
    return schedule;
}

std::vector<Place> walk(const SlotRule& rule, Date from, std::size_t count) {
    std::vector<Place> places;
    for (auto place = first_place(rule, from); place && places.size() < count; place = place_after(rule, place->slot))
        places.push_back(*place);
    return places;
}

}   // namespace

TEST_CASE("S8: a slot's number gives the slot again, and numbers that no slot has are refused") {
    for (const Date date : {Date{1970, 1, 1}, Date{2026, 3, 29}, Date{9999, 12, 31}, Date{1969, 12, 31}}) {
        CHECK(Slot::of_number(Slot{date}.number()) == Slot{date});
        CHECK(Slot{date}.date() == date);
        CHECK_FALSE(Slot{date}.is_part());
        for (const std::int32_t part : {0, 1, 99}) {
            const Slot slot = Slot::part_of(date, part);
            CHECK(Slot::of_number(slot.number()) == slot);
            CHECK(slot.is_part());
            CHECK(slot.date() == date);
            CHECK(slot.part() == part);
        }
    }
    for (const std::uint64_t contact : {std::uint64_t{0}, std::uint64_t{1}, (std::uint64_t{1} << 40U) - 1}) {
        const Slot slot = Slot::after_contact(contact, 12);
        CHECK(Slot::of_number(slot.number()) == slot);
        CHECK(slot.is_elapsed());
        CHECK_FALSE(slot.is_part());
        CHECK(slot.contact() == contact);
        CHECK(slot.returns() == 12);
        CHECK(slot_key(slot) == (contact == 0 ? std::string{"new"} : std::to_string(contact)) + "/12");
    }
    CHECK_FALSE(Slot::part_of(Date{9999, 12, 31}, 99).is_elapsed());
    CHECK(Slot{Date{2026, 3, 29}}.number() == Date{2026, 3, 29}.day_number());
    CHECK_FALSE(Slot::of_number(20'000'000).has_value());
    CHECK_FALSE(Slot::of_number(INT64_MAX).has_value());
    CHECK_FALSE(Slot::of_number(INT64_MIN).has_value());
}

TEST_CASE("S3: forwards and backwards a quota has the same slots, each in a run of its own") {
    for (const auto& [count, unit] :
         {std::pair{2, Unit::week}, std::pair{5, Unit::month}, std::pair{3, Unit::day}, std::pair{10, Unit::week}}) {
        const Schedule schedule = quota(count, unit);
        const SlotRule rule{&schedule, "hello", "mum"};
        const std::vector<Place> places = walk(rule, Date{2026, 2, 23}, 60);
        REQUIRE(places.size() == 60);
        for (std::size_t i = 1; i < places.size(); ++i) {
            CHECK(places[i - 1].slot < places[i].slot);
            CHECK(places[i - 1].date <= places[i].date);
            CHECK((places[i - 1].last < places[i].first || places[i].slices > 1));
            CHECK(place_before(rule, places[i].slot)->slot == places[i - 1].slot);
            CHECK(place_of(rule, places[i].slot)->date == places[i].date);
            CHECK(last_place(rule, places[i].date)->slot >= places[i].slot);
        }
    }
}

TEST_CASE("S3: what from, until and except leave out of a quota is passed over") {
    Schedule schedule = quota(1, Unit::day);
    schedule.from = Date{2026, 3, 2};
    schedule.until = Date{2026, 3, 20};
    schedule.except = {{Date{2026, 3, 4}, Date{2026, 3, 10}}};
    const SlotRule rule{&schedule, "hello", "mum"};
    std::vector<Date> dates;
    for (const Place& place : walk(rule, Date{2020, 1, 1}, 100)) dates.push_back(place.date);
    CHECK(dates.size() == 12);
    CHECK(dates.front() == Date{2026, 3, 2});
    CHECK(dates[2] == Date{2026, 3, 11});
    CHECK(dates.back() == Date{2026, 3, 20});
    CHECK(last_place(rule, Date{2026, 3, 9})->date == Date{2026, 3, 3});
    CHECK_FALSE(place_after(rule, Slot::part_of(Date{2026, 3, 20}, 0)).has_value());
    CHECK_FALSE(place_before(rule, Slot::part_of(Date{2026, 3, 2}, 0)).has_value());
    CHECK_FALSE(place_of(rule, Slot::part_of(Date{2026, 3, 5}, 0)).has_value());
    CHECK_FALSE(place_of(rule, Slot{Date{2026, 3, 3}}).has_value());
}

}   // namespace kith::core
