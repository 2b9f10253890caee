#include "daemon/options.hpp"

#include <CLI/CLI.hpp>

#include "config/plan_files.hpp"

namespace kith {

std::optional<Options> parse_options(int argc, char** argv, int& exit_code) {
    Options options;
    std::string plan;
    std::int64_t offset = 0;
    CLI::App app{"kithd keeps an eye on the plan and brings a small nudge when its moment comes. It is asked with kithctl."};
    app.set_version_flag("--version", "kithd " KITH_VERSION);
    app.add_option("--plan", plan, "The plan to follow (default: $XDG_CONFIG_HOME/kith/plan.yaml)");
    app.add_flag("--console", options.console, "Print notices on the terminal, even where there is a desktop");
    app.add_flag("--verbose", options.verbose, "Log more");
    app.add_option("--clock-offset", offset,
                   "For trying things out: let kithd's clock run this many seconds ahead (or behind, when negative)")
        ->check(CLI::Range(std::int64_t{-4'000'000'000}, std::int64_t{4'000'000'000}));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exit_code = app.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    options.plan = plan.empty() ? default_plan_path() : std::filesystem::path{plan};
    options.clock_offset = core::Seconds{offset};
    return options;
}

}   // namespace kith
