#pragma once
// From what people call something to its name in the plan.

#include <string>
#include <string_view>

namespace kith::ctl {

/// Letters of any script, digits, - and _: `Call Mum` becomes call-mum.
[[nodiscard]] std::string id_of(std::string_view name);

}   // namespace kith::ctl
