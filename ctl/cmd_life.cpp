// Seasons of life, and the energy of a day.

#include "ctl/act.hpp"
#include "ctl/commands.hpp"
#include "ctl/table.hpp"

namespace kith::ctl {
namespace {

std::string dates_of(const protocol::SeasonLine& season) {
    std::string dates;
    if (season.from) dates += ", from " + *season.from;
    if (season.until) dates += ", until " + *season.until;
    return dates;
}

std::string render_seasons(const protocol::Seasons& seasons, const Terminal& terminal) {
    if (seasons.seasons.empty())
        return wrapped(
            "The plan has no seasons. One for hard weeks reads like this in it: seasons: {grief: {keep: minimum, daily_limit: 1}}",
            terminal.width);
    Table table{0};
    for (const protocol::SeasonLine& season : seasons.seasons)
        table.fact(season.id, season.words + dates_of(season) + (season.in_force ? " (now)" : ""));
    return table.print(terminal) + '\n' +
           wrapped((seasons.now ? "The season is " + *seasons.now : std::string{"No season is in force"}) + ".", terminal.width);
}

}   // namespace

Exit season(const Arguments& given, Surroundings& world) {
    if (given.words().empty())
        return query<protocol::Seasons>(given, world, "season.list", protocol::NoParams{},
                                        [&](const protocol::Seasons& seasons) { return render_seasons(seasons, world.terminal); });
    protocol::SeasonParams params;
    if (given.words().front() != "off") params.season = given.words().front();
    if (given.words().size() > 1) params.until = given.words_from(1);
    return act(given, world, "season.set", params);
}

Exit energy(const Arguments& given, Surroundings& world) {
    if (given.words().empty())
        return query<protocol::Seasons>(given, world, "season.list", protocol::NoParams{}, [&](const protocol::Seasons& seasons) {
            return wrapped("Today's energy: " + seasons.energy + ". kithctl energy low keeps only the minimum today.",
                           world.terminal.width);
        });
    return act(given, world, "energy.set", protocol::EnergyParams{given.words().front()});
}

}   // namespace kith::ctl
