// Seasons of life and the energy of a day, as the person says them (S6, P8, P10).

#include "config/civil_text.hpp"
#include "daemon/app/command_errors.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/names.hpp"
#include "daemon/app/said_until.hpp"
#include "daemon/app/views.hpp"
#include "daemon/core/seasons.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::app {
namespace {

using protocol::Error;
using protocol::ErrorCode;

Error unknown_season(const Plan& plan, const std::string& name) {
    if (plan.seasons.empty())
        return error(ErrorCode::unknown_name, "The plan has no seasons yet. One is written there as seasons: {" +
                                                  std::string{"grief: {keep: minimum, daily_limit: 1}}."});
    Error unknown = error(ErrorCode::unknown_name, "The plan has no season " + protocol::quoted(name) + ". There is ");
    for (const Season& season : plan.seasons) {
        unknown.message += (unknown.candidates.empty() ? "" : ", ") + season.id;
        unknown.candidates.push_back(season.id);
    }
    unknown.message += '.';
    return unknown;
}

std::string kept_words(const Season& season) {
    std::string words = season.keep == Season::Keep::minimum ? "only the minimum is kept" : "everything is kept";
    if (season.daily_limit) words += ", at most " + std::to_string(*season.daily_limit) + " a day";
    return words;
}

protocol::SeasonLine line_of(const Season& season, const core::Engine& engine) {
    protocol::SeasonLine line{.id = season.id,
                              .words = kept_words(season),
                              .from = {},
                              .until = {},
                              .in_force = engine.season() != nullptr && engine.season()->id == season.id};
    if (season.from) line.from = to_text(*season.from);
    if (season.until) line.until = to_text(*season.until);
    return line;
}

}   // namespace

tl::expected<protocol::Seasons, Error> Commands::seasons(const protocol::NoParams&) {
    const core::Engine& engine = *runtime_.engine();
    const Views views{engine, runtime_.now()};
    protocol::Seasons seasons{.seasons = {}, .now = views.season_words(), .energy = core::energy_name(engine.energy(runtime_.now()))};
    for (const Season& season : engine.plan().seasons) seasons.seasons.push_back(line_of(season, engine));
    return seasons;
}

tl::expected<protocol::Acted, Error> Commands::season(const protocol::SeasonParams& params) {
    const core::Engine& engine = *runtime_.engine();
    core::event::Season asked;
    if (params.season) {
        asked.id = params.season;
        if (core::find_season(engine.plan(), *params.season) == nullptr)
            return tl::unexpected{unknown_season(engine.plan(), *params.season)};
    } else if (params.until) {
        return tl::unexpected{error(ErrorCode::invalid_params, "A season is over at once: off stands alone.")};
    }
    if (params.until) {
        const auto until = parse_until(*params.until, engine, runtime_.now());
        if (!until) return tl::unexpected{until.error()};
        asked.until = *until;
    }
    const std::string kept = asked.id ? kept_words(*core::find_season(engine.plan(), *asked.id)) : "";
    const auto step = act(asked);   // after it the engine may be another, where the journal was reopened
    if (!step) return tl::unexpected{step.error()};
    const Views views{*runtime_.engine(), runtime_.now()};
    if (!asked.id) return acted("The season is over: everything comes as the plan has it.", {}, *step);
    const std::string until = asked.until ? " until " + views.until_words(*asked.until) : "";
    return acted(*asked.id + until + ": " + kept + ". kithctl season off ends it" + (asked.until ? " sooner." : "."), {}, *step);
}

tl::expected<protocol::Acted, Error> Commands::energy(const protocol::EnergyParams& params) {
    const auto level = core::parse_energy(params.level);
    if (!level)
        return tl::unexpected{
            error(ErrorCode::invalid_params, protocol::quoted(params.level) + " is no energy. Expected low, normal or high.")};
    const auto step = act(core::event::Energy{*level});
    if (!step) return tl::unexpected{step.error()};
    if (*level == core::Energy::low) return acted("Low energy today: only the minimum is kept. Tomorrow is another day.", {}, *step);
    return acted("Today's energy: " + params.level + ".", {}, *step);
}

std::optional<std::string> Commands::lived_again(const core::Step& step) const {
    for (const core::Record& record : step.records) {
        if (record.cause != step.records.front().cause) break;
        if (std::holds_alternative<core::record::SeasonChosen>(record.body)) {
            const Season* season = runtime_.engine()->season();
            return "Taken back: " + (season != nullptr ? "the season is " + season->id + "." : std::string{"no season is in force."});
        }
        if (std::holds_alternative<core::record::EnergySet>(record.body))
            return std::string{"Taken back: today's energy is "} + core::energy_name(runtime_.engine()->energy(runtime_.now())) + ".";
    }
    return std::nullopt;
}

void Commands::note_season(std::vector<std::string>& notes) const {
    const core::Engine& engine = *runtime_.engine();
    if (const auto words = Views{engine, runtime_.now()}.season_words())
        notes.push_back("The season is " + *words + ". kithctl season off ends it" +
                        (engine.season_ends(runtime_.now()) ? " sooner." : "."));
    if (engine.energy(runtime_.now()) == core::Energy::low) notes.emplace_back("Low energy today, as you said: only the minimum is kept.");
}

}   // namespace kith::app
