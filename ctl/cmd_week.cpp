#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/render_measures.hpp"

namespace kith::ctl {

Exit week(const Arguments& given, Surroundings& world) {
    return query<protocol::Week>(given, world, "week.show", protocol::NoParams{},
                                 [&](const protocol::Week& week) { return render(week, world.terminal); });
}

}   // namespace kith::ctl
