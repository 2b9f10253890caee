#pragma once
// The plan and the zone that the programs of the benchmarks work with.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "config/plan_reader.hpp"
#include "daemon/core/unroll.hpp"
#include "daemon/core/zone.hpp"

namespace bench {

/// Clocks change in it.
inline constexpr const char* zone_name = "Europe/Berlin";

[[noreturn]] inline void fail(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

inline kith::core::Zone zone() {
    absl::TimeZone zone;
    if (!absl::LoadTimeZone(zone_name, &zone)) fail("this machine has no zones");
    return {zone, zone_name};
}

/// Laid out, as the engine plays it.
inline kith::Plan plan_of(std::string yaml) {
    const kith::PlanReading reading = kith::read_plan({{"plan.yaml", std::move(yaml)}});
    if (!reading.plan) fail("the benchmark's plan: " + kith::to_line(reading.problems.front()));
    return kith::core::unrolled(*reading.plan);
}

inline std::string content_of(const char* path) {
    std::ifstream file{path};
    if (!file) fail(std::string{"can't read "} + path);
    return {std::istreambuf_iterator<char>{file}, {}};
}

}   // namespace bench
