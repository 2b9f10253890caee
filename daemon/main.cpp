// kithd: read, build, run, stop. The only place that sees everything.

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/sinks/systemd_sink.h>
#include <spdlog/spdlog.h>
#include <boost/asio.hpp>

#include "daemon/adapters/console_desktop.hpp"
#include "daemon/adapters/control_server.hpp"
#include "daemon/adapters/data_folder.hpp"
#include "daemon/adapters/libnotify_desktop.hpp"
#include "daemon/adapters/plan_watcher.hpp"
#include "daemon/adapters/shifted_clock.hpp"
#include "daemon/adapters/sqlite_journal.hpp"
#include "daemon/adapters/system_clock.hpp"
#include "daemon/adapters/system_zone.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/plan_source.hpp"
#include "daemon/app/runtime.hpp"
#include "daemon/options.hpp"
#include "daemon/protocol/socket_path.hpp"

namespace {

using namespace kith;

void set_up_log(bool verbose) {
    // systemd sets JOURNAL_STREAM for what is connected to its journal.
    auto logger = std::getenv("JOURNAL_STREAM") != nullptr
                      ? std::make_shared<spdlog::logger>("kithd", std::make_shared<spdlog::sinks::systemd_sink_st>("kithd"))
                      : std::make_shared<spdlog::logger>("kithd", std::make_shared<spdlog::sinks::stderr_color_sink_st>());
    logger->set_pattern(std::getenv("JOURNAL_STREAM") != nullptr ? "%v" : "%H:%M:%S %^%l%$ %v");
    logger->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

void log(app::LogLevel level, const std::string& text) {
    switch (level) {
        case app::LogLevel::info:
            return spdlog::info("{}", text);
        case app::LogLevel::warning:
            return spdlog::warn("{}", text);
        case app::LogLevel::error:
            return spdlog::error("{}", text);
    }
}

core::Zone find_zone(const std::string& name) {
    if (name == "system") return adapters::system_zone();
    // The reader refuses names that the zone database does not have; one that went since is no reason to stop.
    if (auto zone = adapters::named_zone(name)) return *zone;
    spdlog::warn("The zone {} is not on this machine any more; the machine's own is used.", name);
    return adapters::system_zone();
}

std::unique_ptr<app::Desktop> make_desktop(boost::asio::io_context& loop, bool console) {
    if (!console && adapters::session_bus_expected()) return adapters::make_libnotify_desktop(loop);
    return adapters::make_console_desktop(loop);
}

int run(const Options& options) {
    const auto folder = adapters::data_folder();
    if (!folder) return spdlog::error("{}", folder.error()), EXIT_FAILURE;
    const std::string socket = protocol::control_socket_path();
    if (socket.empty()) return spdlog::error("{}", protocol::no_runtime_dir()), EXIT_FAILURE;
    auto journal = adapters::open_journal(*folder);
    if (!journal) return spdlog::error("{}", journal.error().what), EXIT_FAILURE;
    for (const std::string& warning : (*journal)->take_warnings()) spdlog::warn("{}", warning);

    boost::asio::io_context loop{1};
    const std::unique_ptr<app::Clock> clock = adapters::shifted(adapters::make_system_clock(loop), options.clock_offset);
    const std::unique_ptr<app::Desktop> desktop = make_desktop(loop, options.console);
    app::Runtime runtime{*clock, *desktop, **journal, find_zone, log};
    app::PlanSource plan{options.plan};
    app::Commands commands{runtime, plan.state(), KITH_VERSION};
    adapters::ControlServer control{loop, commands};
    if (auto listening = control.listen_at(socket); !listening) return spdlog::error("{}", listening.error()), EXIT_FAILURE;

    std::string told;
    auto take_plan = [&] {
        if (auto good = plan.read()) runtime.take_plan(std::move(good));
        if (plan.summary() == told) return;
        told = plan.summary();
        log(plan.state().state == "good" ? app::LogLevel::info : app::LogLevel::warning, plan.summary());
    };
    boost::asio::signal_set stop{loop, SIGINT, SIGTERM};
    stop.async_wait([&](const boost::system::error_code& error, int) {
        if (!error) loop.stop();
    });
    boost::asio::signal_set reload{loop, SIGHUP};
    std::function<void()> await_reload = [&] {
        reload.async_wait([&](const boost::system::error_code& error, int) {
            if (error) return;
            take_plan();
            await_reload();
        });
    };
    await_reload();
    const adapters::PlanWatcher watcher{loop, options.plan, take_plan};
    if (!watcher.watching())
        spdlog::warn("Changes of the plan can't be noticed here (inotify is used up). After an edit: kill -HUP {}", getpid());
    take_plan();
    spdlog::info("kithd {} is here. Ask it with kithctl.", KITH_VERSION);
    loop.run();
    runtime.leave();
    spdlog::info("kithd leaves. What is open will be here again next time.");
    return EXIT_SUCCESS;
}

}   // namespace

int main(int argc, char** argv) {
    int exit_code = EXIT_SUCCESS;
    const std::optional<Options> options = parse_options(argc, argv, exit_code);
    if (!options) return exit_code;
    std::signal(SIGPIPE, SIG_IGN);
    set_up_log(options->verbose);
    try {
        return run(*options);
    } catch (const std::exception& error) {
        spdlog::critical("kithd stops: {}. Please report it.", error.what());
        return EXIT_FAILURE;
    }
}
