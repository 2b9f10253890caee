#pragma once
// When others sleep, by the hours that the plan tells of them, in their own zone (S1).

#include <compare>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/spans.hpp"

namespace kith::core {

/// Whoever names no `awake` never sleeps here, and costs nothing.
class Sleep {
  public:
    /// People whose sleep something minds. Equal ones have equal numbers.
    using Company = std::uint32_t;
    static constexpr Company nobody = 0;

    /// `zone`: of those who name none.
    Sleep(const Plan& plan, const Zone& zone);

    [[nodiscard]] Company of(PersonIndex person) const;
    /// All of them have to be awake / one of those not at a distance is enough.
    [[nodiscard]] Company all_of(const std::vector<PersonIndex>& people);
    [[nodiscard]] Company any_of(const std::vector<PersonIndex>& people);

    [[nodiscard]] bool asleep(Company company, Instant t) const;
    /// Where the company sleeps within `range`; clipped to it.
    [[nodiscard]] Spans spans(Company company, Span range) const;

  private:
    struct Hours {
        Window awake;
        Zone zone;
    };
    struct Who {
        std::vector<std::uint32_t> hours;   ///< sorted indices; empty: nobody's
        bool together = true;               ///< all of them have to be awake
        friend auto operator<=>(const Who&, const Who&) = default;
    };
    [[nodiscard]] Company numbered(Who who);

    const Plan* plan_;
    std::vector<Hours> hours_;
    std::map<PersonIndex, Company> of_;
    std::vector<Who> companies_;
    std::map<Who, Company> numbers_;
};

}   // namespace kith::core
