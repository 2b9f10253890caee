#include "config/civil_text.hpp"
#include "config/problem.hpp"
#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/machine_zone.hpp"

namespace kith::ctl {
namespace {

std::string line_of(const protocol::Changed& changed, const core::Zone& zone) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    std::string line = to_text(zone.local(now).time) + ' ';
    for (std::size_t at = 0; at < changed.what.size(); ++at) line += (at == 0 ? " " : ", ") + printable(changed.what[at]);
    return line + '\n';
}

Exit ended(const Trouble& trouble, Surroundings& world) {
    world.complain(explain(trouble));
    return exit_of(trouble);
}

}   // namespace

Exit watch(const Arguments& given, Surroundings& world) {
    auto client = connect(world);
    if (!client) return ended(client.error(), world);
    if (const auto started = client->call("watch.start", boost::json::object{}); !started) return ended(started.error(), world);
    const auto zone = machine_zone();
    for (;;) {
        const auto changed = client->next_change();
        if (!changed) {
            const bool went = changed.error().kind == Trouble::Kind::broken;
            world.complain(went ? "kithd ended, so there is nothing more to watch" : explain(changed.error()));
            return exit_of(changed.error());
        }
        world.write(given.has("--json") ? json_line(protocol::to_json(*changed), world.terminal)
                                        : line_of(*changed, zone.value_or(core::Zone{})));
    }
}

}   // namespace kith::ctl
