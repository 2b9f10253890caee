#pragma once
// One handler a command. Each says what there is to say and returns how it went.

#include <string>
#include <vector>

#include "ctl/arguments.hpp"
#include "ctl/surroundings.hpp"

namespace kith::ctl {

// cmd_day.cpp
Exit today(const Arguments& given, Surroundings& world);
Exit agenda(const Arguments& given, Surroundings& world);
Exit next(const Arguments& given, Surroundings& world);
// cmd_watch.cpp
Exit watch(const Arguments& given, Surroundings& world);
// cmd_look.cpp
Exit show(const Arguments& given, Surroundings& world);
Exit why(const Arguments& given, Surroundings& world);
Exit people(const Arguments& given, Surroundings& world);
Exit history(const Arguments& given, Surroundings& world);
Exit status(const Arguments& given, Surroundings& world);
/// `--version`: ours, and a word when the daemon that runs is another.
Exit version(const Arguments& given, Surroundings& world);
// cmd_week.cpp
Exit week(const Arguments& given, Surroundings& world);
// cmd_report.cpp
Exit report(const Arguments& given, Surroundings& world);
// cmd_export.cpp
Exit export_journal(const Arguments& given, Surroundings& world);
// cmd_act.cpp
Exit done(const Arguments& given, Surroundings& world);
Exit snooze(const Arguments& given, Surroundings& world);
Exit skip(const Arguments& given, Surroundings& world);
Exit log_contact(const Arguments& given, Surroundings& world);
Exit undo(const Arguments& given, Surroundings& world);
Exit try_notification(const Arguments& given, Surroundings& world);
// cmd_texts.cpp
Exit note_down(const Arguments& given, Surroundings& world);
Exit forget(const Arguments& given, Surroundings& world);
// cmd_hold.cpp
Exit quiet(const Arguments& given, Surroundings& world);
Exit pause(const Arguments& given, Surroundings& world);
Exit resume(const Arguments& given, Surroundings& world);
// cmd_life.cpp
Exit season(const Arguments& given, Surroundings& world);
Exit energy(const Arguments& given, Surroundings& world);
// cmd_follow_up.cpp
Exit promise(const Arguments& given, Surroundings& world);
Exit ask_for(const Arguments& given, Surroundings& world);
Exit timeout(const Arguments& given, Surroundings& world);
// cmd_plan.cpp
Exit plan_check(const Arguments& given, Surroundings& world);
Exit plan_show(const Arguments& given, Surroundings& world);
Exit plan_path(const Arguments& given, Surroundings& world);
// cmd_plan_init.cpp
Exit plan_init(const Arguments& given, Surroundings& world);
// cmd_edit.cpp
Exit set_key(const Arguments& given, Surroundings& world);
Exit unset_key(const Arguments& given, Surroundings& world);
Exit rename_thing(const Arguments& given, Surroundings& world);
Exit remove_thing(const Arguments& given, Surroundings& world);
Exit add_touchpoint(const Arguments& given, Surroundings& world);
Exit add_checkin(const Arguments& given, Surroundings& world);
Exit add_person(const Arguments& given, Surroundings& world);
Exit add_solitude(const Arguments& given, Surroundings& world);
Exit add_season(const Arguments& given, Surroundings& world);
Exit plan_undo(const Arguments& given, Surroundings& world);
// cmd_complete.cpp
/// `words`: those behind kithctl, the last one being typed.
Exit complete_line(const std::vector<std::string>& words, Surroundings& world);
// cmd_plan_edit.cpp
Exit plan_edit(const Arguments& given, Surroundings& world);
// cmd_cadence.cpp
Exit cadence(const Arguments& given, Surroundings& world);
// cmd_rehearse.cpp
Exit rehearse(const Arguments& given, Surroundings& world);
// cmd_demo.cpp
Exit demo(const Arguments& given, Surroundings& world);
// help.cpp
Exit help(const Arguments& given, Surroundings& world);

}   // namespace kith::ctl
