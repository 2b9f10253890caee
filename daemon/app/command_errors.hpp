#pragma once
// How the handlers of the control socket say no.

#include <string>
#include <utility>

#include "daemon/protocol/messages.hpp"

namespace kith::app {

[[nodiscard]] inline protocol::Error error(protocol::ErrorCode code, std::string message) {
    return {.code = code, .message = std::move(message), .candidates = {}};
}

[[nodiscard]] inline protocol::Error journal_error(const std::string& what) {
    return error(protocol::ErrorCode::journal_unavailable, "The journal can't be used just now: " + what);
}

}   // namespace kith::app
