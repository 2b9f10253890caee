#pragma once
// What the daemon answered, as pages for people. Pure: the same values and the same terminal give the same text. Practices decide the tone:
// nothing is counted against anybody, and silence is a good day.

#include <string>

#include "ctl/terminal.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::ctl {

// render_day.cpp
[[nodiscard]] std::string render(const protocol::Today& today, const Terminal& terminal);
/// `kithctl agenda`, by day.
[[nodiscard]] std::string render_agenda(const protocol::Agenda& agenda, const Terminal& terminal);
/// `kithctl next`: a line each.
[[nodiscard]] std::string render_next(const protocol::Agenda& agenda, const Terminal& terminal);
[[nodiscard]] std::string render(const protocol::Acted& acted, std::string_view now, const Terminal& terminal);

/// `Call Mum, Sunday 16:00`.
[[nodiscard]] std::string moment_line(const protocol::Moment& moment, std::string_view now);

// render_look.cpp
[[nodiscard]] std::string render(const protocol::Card& card, const Terminal& terminal);
[[nodiscard]] std::string render(const protocol::Why& why, const Terminal& terminal);
[[nodiscard]] std::string render(const protocol::People& people, const Terminal& terminal);
[[nodiscard]] std::string render(const protocol::History& history, const Terminal& terminal);
/// `version`: of this kithctl, to be compared.
[[nodiscard]] std::string render(const protocol::Status& status, std::string_view version, const Terminal& terminal);

/// A sentence when a daemon of another version answers; empty when it is ours.
[[nodiscard]] std::string version_advice(std::string_view ours, std::string_view daemons);

}   // namespace kith::ctl
