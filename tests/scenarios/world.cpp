#include "tests/scenarios/world.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "config/civil_text.hpp"
#include "config/plan_reader.hpp"
#include "daemon/app/past.hpp"
#include "daemon/app/said_when.hpp"
#include "daemon/app/views.hpp"
#include "daemon/core/seasons.hpp"

namespace kith::testing {
namespace {

core::Zone load_zone(const std::string& name) {
    absl::TimeZone zone;
    if (!absl::LoadTimeZone(name, &zone)) throw std::runtime_error{"no such zone: " + name};
    return core::Zone{zone, name};
}

std::string rest_of(std::istringstream& words) {
    std::string rest;
    std::getline(words >> std::ws, rest);
    return rest;
}

const char* refusal_name(core::Refusal::Code code) {
    switch (code) {
        case core::Refusal::Code::unknown_item:
            return "unknown item";
        case core::Refusal::Code::nothing_open:
            return "nothing open";
        case core::Refusal::Code::unknown_person:
            return "unknown person";
        case core::Refusal::Code::in_the_future:
            return "in the future";
        case core::Refusal::Code::nothing_to_undo:
            return "nothing to undo";
        case core::Refusal::Code::in_the_past:
            return "in the past";
        case core::Refusal::Code::not_hushed:
            return "not quiet";
        case core::Refusal::Code::not_paused:
            return "not paused";
        case core::Refusal::Code::too_many_pauses:
            return "too many pauses";
        case core::Refusal::Code::unknown_season:
            return "unknown season";
        case core::Refusal::Code::no_season:
            return "no season";
        case core::Refusal::Code::at_distance:
            return "at a distance";
        case core::Refusal::Code::too_many_follow_ups:
            break;
    }
    return "too many follow-ups";
}

}   // namespace

World::World(const std::string& zone, core::Instant start_at, const std::string& plan) : zone_{load_zone(zone)}, clock_{start_at} {
    use_plan(plan);
    start();
}

void World::use_plan(const std::string& yaml) {
    PlanReading reading = read_plan({{"plan.yaml", yaml}});
    if (!reading.plan) {
        std::string text = "the scenario's plan:";
        for (const Problem& problem : reading.problems) text += "\n" + to_line(problem);
        throw std::runtime_error{text};
    }
    plan_ = std::make_shared<const Plan>(std::move(*reading.plan));
}

void World::start() {
    runtime_.reset();
    desktop_ = std::make_unique<ModelDesktop>();
    desktop_->on_show = [this](const app::Notice& notice) {
        const core::Ledger& ledger = runtime_->engine()->ledger();
        std::string items;
        std::size_t count = 0;
        bool known = false;
        for (std::size_t i = 0; i < ledger.items(); ++i)
            for (const core::Occurrence& open : ledger.item(i).open)
                if (open.notice == notice.id && open.visible) {
                    const Touchpoint& touchpoint = runtime_->engine()->plan().touchpoints[i];
                    items += " " + touchpoint.id;
                    if (std::holds_alternative<OneOf>(touchpoint.audience))
                        items += ":" + runtime_->engine()->plan().people[runtime_->engine()->people_of(i, open.slot).front()].id;
                    ++count;
                    known = std::any_of(deeds_.begin(), deeds_.end(),
                                        [&](const Deed& deed) { return deed.text == "#" + std::to_string(notice.id); });
                }
        for (const core::FollowUp& one : ledger.follow_ups())
            if (!one.closed && one.visible && one.notice == notice.id) {
                const bool told = std::any_of(deeds_.begin(), deeds_.end(),
                                              [&](const Deed& deed) { return deed.text == "#" + std::to_string(notice.id); });
                const std::string how = told ? "again " : one.repairs ? "repair " : "offer ";
                deeds_.push_back({clock_.now(), how + core::follow_up_id(one.what.kind, one.what.number)});
                deeds_.push_back({clock_.now(), "#" + std::to_string(notice.id)});
                return;
            }
        const bool asks = !notice.actions.empty() && notice.actions.front().button == core::Button::lighter;
        const std::string verb = notice.actions.empty() ? "news" : asks ? "ask" : known ? "again" : count > 1 ? "gathered" : "nudge";
        deeds_.push_back({clock_.now(), verb + items});
        if (const std::size_t noted = notice.body.find("You noted: "); noted != std::string::npos)
            deeds_.push_back({clock_.now(), notice.body.substr(noted + 4, notice.body.find('\n', noted) - noted - 4)});
        deeds_.push_back({clock_.now(), "#" + std::to_string(notice.id)});   // not compared: which notices were seen
    };
    runtime_ = std::make_unique<app::Runtime>(
        clock_, *desktop_, journal_, [this](const std::string& name) { return name == "system" ? zone_ : load_zone(name); },
        [](app::LogLevel, const std::string&) {});
    runtime_->take_plan(plan_);
    desktop_->come();
    note_changes();
}

void World::note_changes() {
    for (; records_told_ < journal_.records.size(); ++records_told_) {
        const core::Record& record = journal_.records[records_told_];
        if (const auto* closed = std::get_if<core::record::Closed>(&record.body)) {
            if (closed->how != core::Ending::lapsed && closed->how != core::Ending::withdrawn) continue;
            std::string text = app::ending_name(closed->how) + " " + closed->what.item;
            if (closed->why != core::Gate::none) text += " " + app::gate_name(closed->why);
            deeds_.push_back({clock_.now(), text});
        } else if (const auto* ended = std::get_if<core::record::FollowUpClosed>(&record.body)) {
            if (ended->how == core::Ending::withdrawn)
                deeds_.push_back({clock_.now(), "withdrawn " + core::follow_up_id(ended->what.kind, ended->what.number)});
        } else if (std::holds_alternative<core::record::Away>(record.body)) {
            deeds_.push_back({clock_.now(), "away"});
        }
    }
    const bool in_trouble = !runtime_->journal_trouble().empty();
    if (in_trouble != was_in_trouble_) deeds_.push_back({clock_.now(), in_trouble ? "trouble" : "well"});
    was_in_trouble_ = in_trouble;
}

void World::run_to(core::Instant when) {
    // A core that asked to be woken for ever at the same moment would hang here: that is a defect to report, not to wait for.
    int at_one_moment = 0;
    core::Instant last = core::Instant::min();
    while (auto alarm = clock_.next_alarm()) {
        if (*alarm > when) break;
        at_one_moment = *alarm == last ? at_one_moment + 1 : 0;
        last = *alarm;
        if (at_one_moment > 100) throw std::runtime_error{"the engine asks to be woken at " + print(*alarm) + " again and again"};
        clock_.pass_to(*alarm);
        clock_.ring();
        note_changes();
    }
    if (when > clock_.now()) clock_.pass_to(when);
}

void World::happen(const std::string& text, const std::string& plan) {
    std::istringstream words{text};
    std::string verb;
    words >> verb;
    if (verb == "done" || verb == "skip" || verb == "snooze")
        act_on(words, verb);
    else if (verb == "log")
        log(words);
    else if (verb == "season" || verb == "energy")
        live(verb, words);
    else if (verb == "quiet" || verb == "pause" || verb == "resume")
        hold(verb, words);
    else if (verb == "note" || verb == "forget")
        write_down(verb, words);
    else if (verb == "promise" || verb == "timeout" || verb == "ask")
        follow_up(verb, words);
    else if (verb == "undo") {
        if (auto step = runtime_->undo(); !step)
            deeds_.push_back({clock_.now(), std::string{"refused "} +
                                                (step.error().refusal ? refusal_name(step.error().refusal->code) : "by the journal")});
    } else if (verb == "click")
        click(words);
    else if (verb == "dismiss" || verb == "expire" || verb == "server")
        desktop(verb, words);
    else {
        if (verb == "plan" || !plan.empty()) use_plan(plan);
        if (verb == "plan")
            runtime_->take_plan(plan_);
        else
            machine(verb, words);
    }
    note_changes();
}

void World::act(const core::Event& event) {
    auto step = runtime_->act(event);
    if (!step)
        deeds_.push_back(
            {clock_.now(), std::string{"refused "} + (step.error().refusal ? refusal_name(step.error().refusal->code) : "by the journal")});
}

void World::act_on(std::istringstream& words, const std::string& verb) {
    std::string item;
    words >> item;
    if (verb == "done") return act(core::event::Done{.item = item, .kind = {}, .minutes = {}, .felt = {}, .note = {}});
    if (verb == "skip") return act(core::event::Skip{item});
    const std::string to = rest_of(words);
    if (to == "tonight") return act(core::event::Snooze{item, core::Tonight{}});
    if (to == "tomorrow") return act(core::event::Snooze{item, core::Tomorrow{}});
    act(core::event::Snooze{item, parse_duration(to).value()});
}

void World::log(std::istringstream& words) {
    core::event::Log log;
    std::string word;
    while (words >> word && word != "on" && word != "by") log.people.push_back(word);
    if (word == "by") words >> log.kind >> word;
    if (word == "on") log.when = app::parse_when(rest_of(words), zone_, clock_.now()).value();
    act(log);
}

void World::write_down(const std::string& verb, std::istringstream& words) {
    std::string name;
    words >> name;
    if (verb == "note") return act(core::event::Note{{name}, rest_of(words)});
    if (auto gone = runtime_->forget({.names = {name}, .records = {}}); !gone) deeds_.push_back({clock_.now(), "refused by the journal"});
}

void World::hold(const std::string& verb, std::istringstream& words) {
    std::string id;
    if (verb != "quiet") words >> id;
    std::string until = rest_of(words);
    if (until.starts_with("until ")) until = until.substr(6);
    const std::optional<core::Instant> when = until.empty() || until == "off" ? std::nullopt : std::optional{parse(until)};
    if (verb == "quiet") return act(core::event::Hush{when});
    if (verb == "pause") return act(core::event::Pause{id, when});
    act(core::event::Resume{id});
}

void World::live(const std::string& verb, std::istringstream& words) {
    std::string what;
    words >> what;
    if (verb == "energy") return act(core::event::Energy{core::parse_energy(what).value()});
    std::string until = rest_of(words);
    if (until.starts_with("until ")) until = until.substr(6);
    act(core::event::Season{what == "off" ? std::nullopt : std::optional{what},
                            until.empty() ? std::nullopt : std::optional{parse(until)}});
}

// promise PERSON at TIME, timeout PERSON until TIME, ask PERSON on DATE
void World::follow_up(const std::string& verb, std::istringstream& words) {
    using Kind = core::FollowUpKind;
    core::event::FollowUp asked{.kind = verb == "promise" ? Kind::promise
                                        : verb == "ask"   ? Kind::ask
                                                          : Kind::come_back,
                                .person = {},
                                .time = {},
                                .text = "something of theirs"};
    std::string joint;
    words >> asked.person >> joint;
    const std::string when = rest_of(words);
    if (asked.kind == Kind::ask)
        asked.time.day = parse_date(when).value();
    else
        asked.time.at = parse(when);
    act(asked);
}

core::NoticeId World::notice_of(const std::string& item) const {
    const core::Ledger& ledger = runtime_->engine()->ledger();
    if (const auto number = core::follow_up_number(item))
        if (const core::FollowUp* const one = ledger.find_follow_up(*number); one != nullptr && desktop_->shown.contains(one->notice))
            return one->notice;
    const auto index = runtime_->engine()->find_item(item);
    if (!index) throw std::runtime_error{"no item " + item};
    for (const core::Occurrence& open : ledger.item(*index).open)
        if (desktop_->shown.contains(open.notice)) return open.notice;
    throw std::runtime_error{"nothing on the screen tells of " + item + " at " + print(clock_.now())};
}

void World::click(std::istringstream& words) {
    static const std::pair<const char*, core::Button> buttons[] = {{"done", core::Button::done},
                                                                   {"later", core::Button::later},
                                                                   {"not-today", core::Button::not_today},
                                                                   {"one-by-one", core::Button::one_by_one},
                                                                   {"lighter", core::Button::lighter}};
    std::string name;
    words >> name;
    auto button = std::find_if(std::begin(buttons), std::end(buttons), [&](const auto& one) { return name == one.first; });
    if (button == std::end(buttons)) throw std::runtime_error{"no button " + name};
    if (button->second == core::Button::lighter) return desktop_->click(desktop_->shown.rbegin()->first, button->second);
    desktop_->click(notice_of(rest_of(words)), button->second);
}

void World::desktop(const std::string& verb, std::istringstream& words) {
    const std::string what = rest_of(words);
    if (verb == "dismiss") return desktop_->leave(notice_of(what), core::Fate::dismissed);
    if (verb == "expire") return desktop_->leave(notice_of(what), core::Fate::expired);
    if (what == "gone") return desktop_->go();
    desktop_->come();
}

void World::machine(const std::string& verb, std::istringstream& words) {
    std::string what = rest_of(words);
    if (what.starts_with("until ")) what = what.substr(6);
    if (verb == "sleep") return clock_.sleep_to(parse(what));
    if (verb == "off") {
        runtime_.reset();
        clock_.skip_to(parse(what));
        return start();
    }
    if (verb == "clock" && (what == "doubtful" || what == "trusted")) return clock_.be_synchronised(what == "trusted");
    if (verb == "clock") return clock_.set_to(parse(what));
    if (verb == "zone") {
        zone_ = load_zone(what);
        return clock_.change_zone();
    }
    if (verb == "news") {
        std::istringstream rest{what};
        std::string subject;
        rest >> subject;
        using Subject = core::event::News::Subject;
        return runtime_->take_news({subject == "plan" ? Subject::plan : Subject::journal, rest_of(rest)});
    }
    if (verb == "presence") {
        return runtime_->take_presence({.do_not_disturb = what == "do-not-disturb", .away = what == "away"});
    }
    if (verb == "journal") {
        journal_.fails = what == "fails";
        return;
    }
    throw std::runtime_error{"what happens is not understood: " + verb};
}

core::Instant World::parse(const std::string& text) const {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    const int fields = std::sscanf(text.c_str(), "%d-%d-%d %d:%d:%d", &year, &month, &day, &hour, &minute, &second);
    if (fields < 5) throw std::runtime_error{"not a moment: " + text};
    return zone_.at(Date{year, month, day}, TimeOfDay{static_cast<std::int16_t>(hour * 60 + minute)}) + core::Seconds{second};
}

std::string World::print(core::Instant instant) const {
    const core::Zone::Local local = zone_.local(instant);
    return to_text(local.date) + " " + to_text(local.time);
}

}   // namespace kith::testing
