#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/render_measures.hpp"

namespace kith::ctl {

Exit report(const Arguments& given, Surroundings& world) {
    protocol::ReportParams params;
    params.weeks = given.number("--weeks").value_or(params.weeks);
    if (!given.words().empty()) params.person = given.words().front();
    return query<protocol::Report>(given, world, "report.show", params,
                                   [&](const protocol::Report& report) { return render(report, world.terminal); });
}

}   // namespace kith::ctl
