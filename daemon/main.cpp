// kithd: read, build, run, stop. The only place that sees everything.

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <memory>

#include <spdlog/spdlog.h>
#include <boost/asio.hpp>

#include "daemon/adapters/console_desktop.hpp"
#include "daemon/adapters/control_server.hpp"
#include "daemon/adapters/data_folder.hpp"
#include "daemon/adapters/last_good_plan.hpp"
#include "daemon/adapters/libnotify_desktop.hpp"
#include "daemon/adapters/logging.hpp"
#include "daemon/adapters/plan_watcher.hpp"
#include "daemon/adapters/session_monitor.hpp"
#include "daemon/adapters/shifted_clock.hpp"
#include "daemon/adapters/sqlite_journal.hpp"
#include "daemon/adapters/system_clock.hpp"
#include "daemon/adapters/system_zone.hpp"
#include "daemon/adapters/systemd_notify.hpp"
#include "daemon/adapters/systemd_sockets.hpp"
#include "daemon/adapters/systemd_status.hpp"
#include "daemon/app/commands.hpp"
#include "daemon/app/plan_source.hpp"
#include "daemon/app/runtime.hpp"
#include "daemon/options.hpp"
#include "daemon/protocol/socket_path.hpp"

namespace {

using namespace kith;

/// Waiting would not mend it, so systemd does not start kithd again (RestartPreventExitStatus= in kithd.service). EX_CONFIG of sysexits.h.
constexpr int needs_a_person = 78;

int give_up(const std::string& why, int exit_code = EXIT_FAILURE) {
    spdlog::error("{}", why);
    return exit_code;
}

core::Zone find_zone(const std::string& name) {
    if (name == "system") return adapters::system_zone();
    // The reader refuses names that the zone database does not have; one that went since is no reason to stop.
    if (auto zone = adapters::named_zone(name)) return *zone;
    spdlog::warn("The zone {} is not on this machine any more; the machine's own is used.", name);
    return adapters::system_zone();
}

tl::expected<void, std::string> start_listening(adapters::ControlServer& control) {
    const auto passed = adapters::socket_from_systemd();
    if (!passed) return tl::unexpected{passed.error()};
    if (*passed) return control.adopt(**passed);
    const std::string place = protocol::control_socket_path();
    if (place.empty()) return tl::unexpected{std::string{protocol::no_runtime_dir()}};
    return control.listen_at(place);
}

int run(const Options& options) {
    const auto folder = adapters::data_folder();
    if (!folder) return give_up(folder.error(), needs_a_person);
    auto journal = adapters::open_journal(*folder);
    // Another kithd may go away by itself.
    if (!journal)
        return give_up(journal.error().what, journal.error().kind == adapters::OpenError::Kind::locked ? EXIT_FAILURE : needs_a_person);

    adapters::SystemdNotify systemd;
    boost::asio::io_context loop{1};
    const std::unique_ptr<app::Clock> clock = adapters::shifted(adapters::make_system_clock(loop), options.clock_offset);
    // A service has no terminal to print on, so it waits for a session bus where there is none yet.
    const bool on_desktop = !options.console && (systemd.listening() || adapters::session_bus_expected());
    const std::unique_ptr<app::Desktop> desktop =
        on_desktop ? adapters::make_libnotify_desktop(loop) : adapters::make_console_desktop(loop, *clock);
    const std::unique_ptr<app::Presence> presence = on_desktop ? adapters::make_session_monitor(loop) : nullptr;
    app::Runtime runtime{*clock, *desktop, **journal, find_zone, adapters::log};
    // The journal warns from inside its calls; what the person is to know of it is told when they have ended.
    const auto tell_of_journal = [&] { runtime.take_news({core::event::News::Subject::journal, (*journal)->rescued()}); };
    (*journal)->on_warning([&](const std::string& warning) {
        spdlog::warn("{}", warning);
        boost::asio::post(loop, tell_of_journal);
    });
    const std::unique_ptr<app::PlanKeeper> keeper = adapters::make_plan_keeper(*folder);
    app::PlanSource plan{options.plan, *keeper};
    app::Commands commands{runtime, plan.state(), KITH_VERSION};
    adapters::ControlServer control{loop, commands};
    if (auto listening = start_listening(control); !listening) return give_up(listening.error());

    (*journal)->keep_backups([&](core::Instant now) {
        return runtime.engine() != nullptr ? runtime.engine()->days().day_of(now) : core::Zone{}.local(now).date;
    });
    std::string told;
    auto take_plan = [&] {
        if (auto good = plan.read()) runtime.take_plan(std::move(good));
        runtime.take_news({core::event::News::Subject::plan, plan.trouble()});
        if (plan.summary() == told) return;
        told = plan.summary();
        adapters::log(plan.state().state == "good" ? app::LogLevel::info : app::LogLevel::warning, plan.summary());
    };
    boost::asio::signal_set stop{loop, SIGINT, SIGTERM};
    stop.async_wait([&](const boost::system::error_code& error, int) {
        if (!error) loop.stop();
    });
    const auto status = [&] { return adapters::status_line(runtime, plan.state()); };
    boost::asio::signal_set reload{loop, SIGHUP};
    std::function<void()> await_reload = [&] {
        reload.async_wait([&](const boost::system::error_code& error, int) {
            if (error) return;
            systemd.reloading();
            take_plan();
            systemd.ready(status());
            await_reload();
        });
    };
    await_reload();
    const adapters::PlanWatcher watcher{loop, options.plan, take_plan};
    if (!watcher.watching())
        spdlog::warn("Changes of the plan can't be noticed here (inotify is used up). After an edit: kill -HUP {}", getpid());
    if (presence) {
        presence->listen([&] {
            const auto [do_not_disturb, locked, asleep] = presence->state();
            spdlog::debug("Do-not-disturb: {}, locked: {}, asleep: {}.", do_not_disturb, locked, asleep);
            runtime.take_presence({.do_not_disturb = do_not_disturb, .away = locked || asleep});
        });
    }
    take_plan();
    spdlog::info("kithd {} is here. Ask it with kithctl.", KITH_VERSION);
    systemd.ready(status());
    systemd.run(loop, status);
    systemd.stopping();
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
    adapters::set_up_log(options->verbose);
    try {
        return run(*options);
    } catch (const std::exception& error) {
        spdlog::critical("kithd stops: {}. Please report it.", error.what());
        return EXIT_FAILURE;
    }
}
