#pragma once
// What a person types for a key of the plan → the value that stands there.

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "config/value.hpp"

namespace kith {

/// `key`: the last of its path. Lists are split at commas, `[…]` and `{…}` are read as YAML, the texts `do` and `name` and each prompt are taken as they are.
/// An error is a sentence.
[[nodiscard]] tl::expected<Value, std::string> typed_value(std::string_view key, std::string_view text);

}   // namespace kith
