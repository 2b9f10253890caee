#pragma once
// The journal as the plain facts that the measures stand on (core/insight.hpp). It is read a page at a time: what is kept of a year is small,
// whatever notes were written in it.

#include <vector>

#include <tl/expected.hpp>

#include "config/plan.hpp"
#include "daemon/app/ports.hpp"
#include "daemon/core/insight.hpp"

namespace kith::app {

struct Facts {
    std::vector<core::ContactFact> contacts;   ///< in the order they were told
    std::vector<core::EndingFact> endings;
};

/// What was recorded since that moment, with the ids that `plan` has now. What was taken back is not among it, nor a contact dated after `now` (T8).
[[nodiscard]] tl::expected<Facts, StoreError> facts_since(Journal& journal, const Plan& plan, core::Instant since, core::Instant now);

}   // namespace kith::app
