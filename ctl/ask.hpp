#pragma once
// One question to the daemon, and what to tell the person when there is no answer.

#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <tl/expected.hpp>

#include "ctl/arguments.hpp"
#include "ctl/client.hpp"
#include "ctl/surroundings.hpp"
#include "daemon/protocol/messages.hpp"

namespace kith::ctl {

/// Trouble in words for the person, and what to do next: one or several whole lines, printable.
[[nodiscard]] std::string explain(const Trouble& trouble);
[[nodiscard]] Exit exit_of(const Trouble& trouble);

/// The daemon's connection.
[[nodiscard]] Answer<Client> connect(const Surroundings& world);

/// Asks; when that fails, complains and returns how to end.
[[nodiscard]] tl::expected<boost::json::value, Exit> ask(Surroundings& world, std::string_view method, const boost::json::value& params);

/// As one line of JSON, inert on a terminal: control characters and direction marks are escaped, and, where the terminal has no UTF-8, all
/// that is not ASCII.
[[nodiscard]] std::string json_line(const boost::json::value& value, const Terminal& terminal);

/// Complains about an answer that is none, and how to end.
[[nodiscard]] Exit unreadable(const protocol::Error& error, Surroundings& world);

/// Asks, then prints the result as JSON if that was wished, and else as `render` puts it.
template <class Result, class Params, class Render>
[[nodiscard]] Exit query(const Arguments& given, Surroundings& world, std::string_view method, const Params& params, Render render) {
    const auto answer = ask(world, method, protocol::to_json(params));
    if (!answer) return answer.error();
    if (given.has("--json")) {
        world.write(json_line(*answer, world.terminal));
        return Exit::done;
    }
    const auto result = protocol::result_from_json<Result>(*answer);
    if (!result) return unreadable(result.error(), world);
    world.write(render(*result));
    return Exit::done;
}

}   // namespace kith::ctl
