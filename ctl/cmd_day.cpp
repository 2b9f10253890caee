#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/render.hpp"

namespace kith::ctl {

Exit today(const Arguments& given, Surroundings& world) {
    return query<protocol::Today>(given, world, "day.today", protocol::NoParams{},
                                  [&](const protocol::Today& today) { return render(today, world.terminal); });
}

Exit agenda(const Arguments& given, Surroundings& world) {
    protocol::AgendaParams params;
    params.days = given.number("--days").value_or(params.days);
    params.limit = given.number("--limit").value_or(params.limit);
    return query<protocol::Agenda>(given, world, "agenda.list", params,
                                   [&](const protocol::Agenda& agenda) { return render_agenda(agenda, world.terminal); });
}

Exit next(const Arguments& given, Surroundings& world) {
    protocol::NextParams params;
    if (!given.words().empty()) {
        const auto count = whole_number(given.words().front(), 1, 1000);
        if (!count) {
            world.complain("next takes a whole number from 1 to 1000 (kithctl show NAME tells about one item)");
            return Exit::misunderstood;
        }
        params.count = *count;
    }
    return query<protocol::Agenda>(given, world, "agenda.next", params,
                                   [&](const protocol::Agenda& agenda) { return render_next(agenda, world.terminal); });
}

}   // namespace kith::ctl
