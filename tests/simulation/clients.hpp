#pragma once
// Clients of the control socket: what they send, drawn from numbers, and what every reply must be.

#include <cstdint>
#include <string>
#include <vector>

#include "config/plan.hpp"
#include "daemon/core/zone.hpp"

namespace kith::simulation {

class Random;

/// One line to the control socket, and what may come of it.
struct Request {
    std::string line;
    std::string id;   ///< as JSON; empty: a notification, which gets no reply
    enum class Kind : std::uint8_t {
        action,     ///< what it does is recorded, or it is refused
        purge,      ///< what it removes is recorded, and is nothing to undo
        question,   ///< leaves nothing behind
        nonsense    ///< is refused
    } kind = Kind::question;
};

/// `plan` may be null: then it is about nobody that is known. `edition`: below 3 nobody asks for quiet or pauses anything.
[[nodiscard]] Request draw_request(Random& random, const Plan* plan, unsigned edition);
/// What a person sends who sees a nudge and has no buttons.
[[nodiscard]] Request done_with(const std::string& item);

/// What a reply says.
struct Reply {
    bool refused = false;
    int code = 0;   ///< of a refusal
};
/// I12: throws a Violation where the reply is not one line of JSON that answers the request.
[[nodiscard]] Reply judge(const Request& request, const std::string& line);
/// The same of what a watching client is told.
void judge_notice(const std::string& line);

}   // namespace kith::simulation
