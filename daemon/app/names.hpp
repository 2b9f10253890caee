#pragma once
// The names people type → items and people of the plan: exact ids, unambiguous beginnings, and what they may have meant.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "config/plan.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::app {

/// Indices into the plan.
struct ItemName {
    std::size_t touchpoint = 0;
};
struct CheckinName {
    std::size_t checkin = 0;
};
struct PersonName {
    PersonIndex person = 0;
};
using Named = std::variant<ItemName, CheckinName, PersonName>;

/// An id, or a beginning that only one id has; case does not matter, and a person's name does for its id. Errors: unknown_name with the
/// nearest, ambiguous_name with the candidates.
[[nodiscard]] tl::expected<Named, protocol::Error> find_name(const Plan& plan, std::string_view text);

/// The same among people only.
[[nodiscard]] tl::expected<PersonIndex, protocol::Error> find_person(const Plan& plan, std::string_view text);

/// Touchpoints that are about this person.
[[nodiscard]] std::vector<std::size_t> touchpoints_about(const Plan& plan, PersonIndex person);
[[nodiscard]] bool is_about(const Touchpoint& touchpoint, PersonIndex person);

}   // namespace kith::app
