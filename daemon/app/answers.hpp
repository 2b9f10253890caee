#pragma once
// The longer answers: `show` and `why`.

#include "daemon/app/names.hpp"
#include "daemon/app/runtime.hpp"
#include "daemon/app/views.hpp"

namespace kith::app {

/// What `show ITEM|PERSON` says. Errors: the journal's.
[[nodiscard]] tl::expected<protocol::Card, StoreError> card(Runtime& runtime, const Named& named);

/// What `why ITEM|PERSON` says: the next moment and the rule behind it, or the gate that holds it and until when; and for the past the fate
/// of the latest nudges.
[[nodiscard]] tl::expected<protocol::Why, StoreError> why(Runtime& runtime, const Named& named);

/// The newest `limit` lines about an item and/or a person that are worth reading.
[[nodiscard]] tl::expected<std::vector<protocol::HistoryLine>, StoreError> past_lines(Runtime& runtime, HistoryQuery query);

/// Has the query ask about what is named so, and was named otherwise before.
void ask_about(HistoryQuery& query, const Plan& plan, const Named& named);

/// The latest few notes about a person, newest first; those of contacts too.
[[nodiscard]] tl::expected<std::vector<protocol::HistoryLine>, StoreError> noted_about(Runtime& runtime, const Named& person);

}   // namespace kith::app
