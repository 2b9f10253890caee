#include "config/plan_files.hpp"
#include "config/problem.hpp"
#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/plan_page.hpp"

namespace kith::ctl {
namespace {

constexpr std::string_view no_home = "neither XDG_CONFIG_HOME nor HOME is set, so there is no place where a plan could lie";
constexpr std::string_view how_to_begin = "Write a first one with\n    kithctl plan init --from-example";

/// The plan at `file`, or at its usual place. Where there is none to read, it says so and how to end.
tl::expected<PlanReading, Exit> read(const std::string& file, Surroundings& world) {
    const auto path = file.empty() ? default_plan_path() : std::filesystem::path{file};
    if (path.empty()) {
        world.complain(no_home);
        return tl::unexpected{Exit::no};
    }
    auto texts = load_plan_texts(path);
    if (!texts) {
        world.complain(to_line(texts.error()));
        return tl::unexpected{Exit::no};
    }
    if (texts->empty()) {
        world.complain(file.empty() ? "there is no plan yet at " + printable(path.native()) + ". " + std::string{how_to_begin}
                                    : printable(file) + ": there is no such file");
        return tl::unexpected{Exit::no};
    }
    return read_plan(std::move(*texts));
}

}   // namespace

Exit plan_check(const Arguments& given, Surroundings& world) {
    const auto reading = read(given.words().empty() ? "" : given.words().front(), world);
    if (!reading) return reading.error();
    world.write(given.has("--json") ? json_line(check_json(*reading), world.terminal) : check_page(*reading, world.terminal));
    return reading->plan ? Exit::done : Exit::no;
}

Exit plan_show(const Arguments& given, Surroundings& world) {
    const auto reading = read("", world);
    if (!reading) return reading.error();
    if (!reading->plan) {
        world.complain("the plan has problems, so it can't be shown; kithctl plan check explains them");
        return Exit::no;
    }
    world.write(given.has("--json") ? json_line(plan_json(*reading->plan), world.terminal) : plan_page(*reading->plan, world.terminal));
    return Exit::done;
}

Exit plan_path(const Arguments&, Surroundings& world) {
    const auto path = default_plan_path();
    if (path.empty()) {
        world.complain(no_home);
        return Exit::no;
    }
    // As it is: this is for other programs to use.
    world.write(path.native() + '\n');
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) world.complain("there is no plan yet. " + std::string{how_to_begin});
    return Exit::done;
}

}   // namespace kith::ctl
