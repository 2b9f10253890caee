// set, unset, rename, remove, add, plan undo: the plan's file, changed as a careful person would.

#include <algorithm>
#include <utility>

#include "config/civil_text.hpp"
#include "config/plan_files.hpp"
#include "config/problem.hpp"
#include "ctl/add_options.hpp"
#include "ctl/commands.hpp"
#include "ctl/file_swap.hpp"
#include "ctl/last_edit.hpp"
#include "ctl/plan_edits.hpp"
#include "ctl/plan_ids.hpp"

namespace kith::ctl {
namespace {

/// NAME KEY VALUE, or a setting's KEY VALUE; without a value: the words after KEY are none.
struct Target {
    std::string name;   ///< empty: a setting
    std::string key;
    std::string value;
};

Target target_of(const Arguments& given) {
    const std::vector<std::string>& words = given.words();
    if (is_setting(words.front())) return {{}, words.front(), given.words_from(1)};
    return {words.front(), words.size() > 1 ? words[1] : std::string{}, words.size() > 2 ? given.words_from(2) : std::string{}};
}

std::string called(const Target& target) { return printable(target.name.empty() ? target.key : target.name + ": " + target.key); }

/// What has a moment of its own to tell of.
std::vector<std::string> told_of(const std::vector<PlanText>& texts, const std::string& name) {
    for (const PlanName& one : names_in_plan(texts))
        if (one.name == name && one.part == PlanPart::touchpoint) return {name};
    return {};
}

std::string key_of(const Option& option) {
    std::string key{option.name.substr(2)};
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
}

Exit add(PlanPart part, std::string_view kind, std::span<const Option> options, const Arguments& given, Surroundings& world) {
    auto before = plan_to_edit(world, true);
    if (!before) return before.error();
    const std::string said = given.words_from(0), id = id_of(said);
    std::vector<KeyAndText> keys;
    // What was said is kept where there is a place for it.
    if (id != said && part == PlanPart::person && !given.has("--name")) keys.push_back({"name", said});
    if (id != said && part == PlanPart::touchpoint && !given.has("--do")) keys.push_back({"do", said});
    for (const Option& option : options)
        if (const auto text = given.text(option.name); text && option.name != "--dry-run") keys.push_back({key_of(option), *text});
    auto after = try_edit(add_to_plan(*before, part, id, keys), world);
    if (!after) return after.error();
    const std::string what = printable(id) + " is in your plan now, " + std::string{kind} + '.';
    const std::vector<std::string> names = told_of(*after, id);
    return carry_out({*std::move(before), *std::move(after), what, {}, names}, given, world);
}

}   // namespace

Exit set_key(const Arguments& given, Surroundings& world) {
    const Target target = target_of(given);
    if (target.key.empty() || target.value.empty()) {
        world.complain(target.name.empty() ? "what should " + called(target) + " be? For example: kithctl set daily_limit 3"
                                           : "set what, and to what? For example: kithctl set " + printable(target.name) +
                                                 " every \"week on sun at 16:00\"");
        return Exit::misunderstood;
    }
    auto before = plan_to_edit(world);
    if (!before) return before.error();
    auto after = try_edit(set_in_plan(*before, target.name, {target.key, target.value}), world);
    if (!after) return after.error();
    const std::vector<std::string> names = told_of(*before, target.name);
    return carry_out({*std::move(before), *std::move(after), called(target) + " is now " + printable(target.value) + '.', {}, names}, given,
                     world);
}

Exit unset_key(const Arguments& given, Surroundings& world) {
    const Target target = target_of(given);
    if (target.key.empty() || !target.value.empty()) {
        world.complain("unset what? For example: kithctl unset mum space, or: kithctl unset daily_limit");
        return Exit::misunderstood;
    }
    auto before = plan_to_edit(world);
    if (!before) return before.error();
    auto after = try_edit(unset_in_plan(*before, target.name, target.key), world);
    if (!after) return after.error();
    const std::vector<std::string> names = told_of(*before, target.name);
    return carry_out({*std::move(before), *std::move(after), called(target) + " is no longer set.", {}, names}, given, world);
}

Exit rename_thing(const Arguments& given, Surroundings& world) {
    auto before = plan_to_edit(world);
    if (!before) return before.error();
    const std::string &from = given.words()[0], &to = given.words()[1];
    auto after = try_edit(rename_in_plan(*before, from, to), world);
    if (!after) return after.error();
    const std::vector<std::string> names = told_of(*after, to);
    return carry_out({*std::move(before),
                      *std::move(after),
                      printable(from) + " is called " + printable(to) + " now, and its history with it.",
                      {},
                      names},
                     given, world);
}

Exit remove_thing(const Arguments& given, Surroundings& world) {
    auto before = plan_to_edit(world);
    if (!before) return before.error();
    const std::string& name = given.words().front();
    auto after = try_edit(remove_from_plan(*before, name), world);
    if (!after) return after.error();
    if (!given.has("--yes") && !given.has("--dry-run")) {
        if (!world.reply || !world.terminal.interactive) {
            world.complain("removing wants --yes where nobody can be asked");
            return Exit::no;
        }
        if (!confirmed("Remove " + printable(name) + " from your plan? What has been stays in the history.", world)) {
            world.write("Nothing was changed.\n");
            return Exit::no;
        }
    }
    return carry_out(
        {*std::move(before), *std::move(after), printable(name) + " is no longer in your plan.", "kithctl plan undo brings it back.", {}},
        given, world);
}

Exit add_touchpoint(const Arguments& given, Surroundings& world) {
    return add(PlanPart::touchpoint, "a touchpoint", touchpoint_options, given, world);
}
Exit add_checkin(const Arguments& given, Surroundings& world) {
    return add(PlanPart::checkin, "a check-in", checkin_options, given, world);
}
Exit add_person(const Arguments& given, Surroundings& world) { return add(PlanPart::person, "a person", person_options, given, world); }
Exit add_solitude(const Arguments& given, Surroundings& world) {
    return add(PlanPart::solitude, "time for yourself", solitude_options, given, world);
}
Exit add_season(const Arguments& given, Surroundings& world) { return add(PlanPart::season, "a season", season_options, given, world); }

Exit plan_undo(const Arguments& given, Surroundings& world) {
    const std::optional<LastEdit> last = read_last_edit();
    if (!last || last->files.empty()) {
        world.complain("kithctl has changed nothing in your plan that it could take back");
        return Exit::no;
    }
    PlanEdit edit;
    for (const LastEdit::File& file : last->files) {
        edit.before.push_back({file.path, file.after});
        edit.after.push_back({file.path, file.before});
    }
    edit.names = last->names;
    edit.what = "Taken back. What was done: " + last->what;
    if (given.has("--dry-run")) return carry_out(edit, given, world);
    for (const LastEdit::File& file : last->files)
        if (!file_holds(file.path, file.after)) {
            world.complain(printable(file.path) +
                           " isn't as kithctl left it, so nothing was taken back. What was changed then: " + last->what);
            return Exit::no;
        }
    const Exit exit = carry_out(edit, given, world);
    if (exit == Exit::done) forget_last_edit();
    return exit;
}

}   // namespace kith::ctl
