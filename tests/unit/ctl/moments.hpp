#pragma once
// A Sunday, and moments of it, for the tests of what pages look like.

#include "daemon/protocol/messages.hpp"

namespace kith::ctl::test {

inline constexpr const char* now = "2026-03-29T17:20:00+02:00";

inline protocol::Moment moment(const char* item, const char* what, const char* status, const char* at) {
    protocol::Moment result;
    result.item = item;
    result.what = what;
    result.status = status;
    result.at = at;
    return result;
}

inline protocol::Moment next_call() { return moment("call-mum", "Call Mum", "planned", "2026-04-04T16:00:00+02:00"); }

}   // namespace kith::ctl::test
