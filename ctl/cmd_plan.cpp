#include "config/plan_files.hpp"
#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/plan_page.hpp"
#include "ctl/plan_texts.hpp"

namespace kith::ctl {
namespace {

tl::expected<PlanReading, Exit> read(const std::string& file, Surroundings& world) {
    return plan_texts(file, world).map([](std::vector<PlanText>&& texts) { return read_plan(std::move(texts)); });
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
