#pragma once
// Numbers from a seed: the same on every compiler and library (the standard's distributions are not).

#include <cstddef>
#include <cstdint>
#include <span>

namespace kith::simulation {

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast, and any seed is a good one.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// 0 … bound - 1; the bias is far below what a simulation can see.
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }
    /// first … last, both included.
    std::int64_t between(std::int64_t first, std::int64_t last) {
        return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
    }
    bool chance(unsigned percent) { return below(100) < percent; }
    /// Small numbers often, large ones sometimes: evenly spread over the orders of magnitude up to `most`.
    std::int64_t skewed(std::int64_t most) {
        std::int64_t bound = 1;
        while (bound < most && chance(80)) bound *= 2;
        return between(1, bound < most ? bound : most);
    }
    template <typename T, std::size_t Count>
    const T& pick(const T (&list)[Count]) {
        return list[below(Count)];
    }

  private:
    std::uint64_t state_;
};

/// One number out of several, for choices that must not depend on what was drawn before.
[[nodiscard]] inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c = 0) {
    return Random{Random{Random{a}.next() ^ b}.next() ^ c}.next();
}

/// Where days begin, end and jump in all the ways they do: half an hour of summer time, two hours of it, a ramadan without, a day left out.
inline constexpr const char* some_zones[] = {"Europe/Berlin",    "America/New_York",     "Australia/Lord_Howe", "Asia/Kathmandu",
                                             "America/Havana",   "Africa/Casablanca",    "Asia/Beirut",         "Pacific/Apia",
                                             "Antarctica/Troll", "America/St_Johns",     "Pacific/Chatham",     "Africa/Cairo",
                                             "Asia/Gaza",        "America/Scoresbysund", "Europe/Dublin",       "UTC"};

}   // namespace kith::simulation
