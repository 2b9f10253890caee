#pragma once
// Does somebody always sleep at a time of the plan's day? Private to the reader.

#include "config/plan.hpp"

namespace kith::reader {

/// True when `person` sleeps through all of the `length` minutes from `begin` (minutes of the plan's day) in every month of a year. False
/// where that can't be told: no `awake`, or two zones of which one is the machine's.
[[nodiscard]] bool always_asleep(const Plan& plan, const Person& person, int begin, int length);

}   // namespace kith::reader
