#pragma once
// What is legal in a plan and can't work as meant: warnings. Private to the reader.

#include "config/plan_sections.hpp"

namespace kith::reader {

/// For a plan without errors. Judged from weekdays and clock times alone, without a calendar: quiet hours and solitude that come every
/// week, exact times that come every day or week, windows as a whole.
void check_plan(const Reading& reading);

}   // namespace kith::reader
