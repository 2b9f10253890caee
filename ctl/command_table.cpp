#include "ctl/command_table.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "config/problem.hpp"
#include "ctl/add_options.hpp"
#include "ctl/commands.hpp"
#include "daemon/protocol/limits.hpp"

namespace kith::ctl {
namespace {

constexpr Option json{.name = "--json", .help = "The answer as one line of JSON"};
constexpr Option note{.name = "--note", .value = "TEXT", .help = "A note to yourself about it"};
constexpr Option kind{.name = "--kind", .value = "KIND", .help = "message, voice, call, in-person, or a word of your own"};
constexpr Option minutes{.name = "--minutes", .value = "N", .help = "How long it took", .least = 1, .most = 1440};
constexpr Option felt{
    .name = "--felt", .value = "HOW", .help = "How it left you: lighter, same or heavier", .choices = "lighter same heavier"};

constexpr Option only_json[] = {json};
constexpr Option agenda_options[] = {{.name = "--days", .value = "N", .help = "How many days to look ahead (7)", .least = 1, .most = 3660},
                                     {.name = "--limit", .value = "N", .help = "At most so many lines (20)", .least = 1, .most = 100'000},
                                     json};
constexpr Option done_options[] = {kind, minutes, felt, note, json};
constexpr Option log_options[] = {
    kind, minutes,
    felt, {.name = "--on", .value = "WHEN", .help = "When it was, if not just now: yesterday, 18:00, 2026-03-29", .alias = "--when"},
    note, json};
constexpr Option promise_options[] = {{.name = "--in", .value = "TIME", .help = "After so long: 20m (the default), 2h"},
                                      {.name = "--at", .value = "WHEN", .help = "At this time: 19:30, \"tomorrow 10:00\""},
                                      json};
constexpr Option ask_options[] = {{.name = "--by", .value = "DAY", .help = "Which day: fri, tomorrow, 2026-03-29 (in a week)"}, json};
constexpr Option history_options[] = {{.name = "--limit", .value = "N", .help = "At most so many lines (20)", .least = 1, .most = 1000},
                                      {.name = "--since", .value = "DATE", .help = "Nothing before this date, as 2026-03-29"},
                                      json};
constexpr Option report_options[] = {
    {.name = "--weeks", .value = "N", .help = "Count contact over so many weeks (12)", .least = 1, .most = 52}, json};
constexpr Option export_options[] = {
    {.name = "--output", .value = "FILE", .help = "Into this new file instead of standard output", .alias = "-o"}};
constexpr Option init_options[] = {{.name = "--from-example", .help = "Begin with the commented example"}, dry_run};
constexpr Option edit_options[] = {dry_run};
constexpr Option remove_options[] = {{.name = "--yes", .help = "Don't ask"}, dry_run};
constexpr Option cadence_options[] = {
    {.name = "--from", .value = "DATE", .help = "What from: means in a plan; the list begins there"},
    {.name = "--count", .value = "N", .help = "How many moments to list (5)", .least = 1, .most = 1000},
    {.name = "--zone", .value = "ZONE", .help = "A time zone such as Europe/Berlin; else the machine's"},
    {.name = "--between", .value = "HH:MM-HH:MM", .help = "The window, where no time is named (09:00-21:00)"},
    json};

constexpr Option forget_options[] = {{.name = "--note",
                                      .value = "N",
                                      .help = "Only this text, by its seq in kithctl history --json",
                                      .least = 1,
                                      .most = std::numeric_limits<std::int64_t>::max()},
                                     {.name = "--yes", .help = "Don't ask"},
                                     json};

constexpr Option rehearse_options[] = {
    {.name = "--from", .value = "DATE", .help = "Tell from this day on instead of from now, as 2026-03-29"},
    {.name = "--absent", .value = "FROM..TO", .help = "As if you were away on these days"},
    {.name = "--without-state", .value = "FILE", .help = "This plan, with nothing open and no history; needs no daemon"},
    json};

constexpr Option demo_options[] = {
    {.name = "--days", .value = "N", .help = "How many days to play (7)", .least = 1, .most = 366},
    {.name = "--seconds", .value = "N", .help = "How long it takes (60); 0 doesn't wait at all", .least = 0, .most = 3600}};

constexpr std::string_view day_group = "Your day";
constexpr std::string_view answer_group = "Answering";
constexpr std::string_view look_group = "Looking closer";
constexpr std::string_view edit_group = "Changing the plan";
constexpr std::string_view plan_group = "The plan";
constexpr std::string_view rest_group = "The rest";

constexpr std::string_view name_details =
    "NAME is an item or a person of your plan; the beginning of a name is enough where only one begins so.";

constexpr Command command_table[] = {
    {"today", "", 0, 0, "What waits for you, what is to come, what is done", day_group, only_json, "", today},
    {"agenda", "", 0, 0, "What comes in the next days", day_group, agenda_options, "", agenda},
    {"next", "[N]", 0, 1, "What comes next, or the next N", day_group, only_json, "", next},
    {"watch", "", 0, 0, "A line whenever something changes, until Ctrl-C", day_group, only_json, "", watch},

    {"done", "NAME", 1, 1, "It happened", answer_group, done_options, name_details, done},
    {"snooze", "NAME [UNTIL]", 1, 5, "Later: 20m, 1h (the default), tonight, tomorrow, 3 days", answer_group, only_json, name_details,
     snooze},
    {"skip", "NAME", 1, 1, "Not this time", answer_group, only_json, name_details, skip},
    {"log", "PERSON...", 1, protocol::limits::people_in_a_log, "You were in touch by yourselves", answer_group, log_options,
     "For example:\n\n    kithctl log mum sam --kind call --minutes 30 --on yesterday", log_contact},
    {"quiet", "UNTIL", 1, 5, "Nothing at all: 2h, until tomorrow, until 18:00, off", answer_group, only_json,
     "What is alive still comes when it ends. For example:\n\n"
     "    kithctl quiet 2h\n"
     "    kithctl quiet until sunday\n"
     "    kithctl quiet until 2026-03-29 18:00\n"
     "    kithctl quiet off",
     quiet},
    {"pause", "NAME [UNTIL]", 1, 6, "Nothing of an item, or about a person, for a while", answer_group, only_json,
     "NAME is an item or a person of your plan; the beginning of a name is enough where only one begins so. What is open of it closes, and "
     "counts neither way. For example:\n\n"
     "    kithctl pause mum\n"
     "    kithctl pause mum until 2026-12-24\n"
     "    kithctl pause call-mum for 2 weeks",
     pause},
    {"resume", "NAME", 1, 1, "What was paused may come again", answer_group, only_json, name_details, resume},
    {"season", "[NAME ...]", 0, 6, "Which season of life it is; begin one, or off", answer_group, only_json,
     "In a season that keeps the minimum, only what is marked minimum in your plan comes. For example:\n\n"
     "    kithctl season grief\n"
     "    kithctl season grief until 2027-02-01\n"
     "    kithctl season off",
     season},
    {"energy", "[LEVEL]", 0, 1, "How much there is to give today: low, normal, high", answer_group, only_json,
     "On a day of low energy only what is marked minimum in your plan comes. Tomorrow begins anew.", energy},
    {"note", "PERSON TEXT...", 2, 200, "Something to remember, for the next nudge about somebody", answer_group, only_json,
     "It stands in the next nudge about them, once, and in kithctl show PERSON. For example:\n\n"
     "    kithctl note kenji \"interview on Thursday\"",
     note_down},
    {"promise", "PERSON TEXT", 2, 60, "Come back to somebody: in 20 minutes, or when you say", answer_group, promise_options,
     "It comes at its time, and twice more ten minutes apart. Then it waits in today until you answer it. For example:\n\n"
     "    kithctl promise sam \"hear about the trip\" --in 20m\n"
     "    kithctl promise mum \"look for the photo\" --at \"tomorrow 10:00\"",
     promise},
    {"ask", "PERSON TEXT", 2, 60, "Ask somebody for something specific, some day", answer_group, ask_options,
     "It comes once on that day, and waits in today until you answer it. For example:\n\n"
     "    kithctl ask kenji \"ride to the airport\" --by fri",
     ask_for},
    {"timeout", "PERSON ...", 1, 3, "A pause of 20 to 60 minutes, and the return from it", answer_group, only_json,
     "For a conflict that got too hot: kith brings you back when the time (30m) is over. For example:\n\n"
     "    kithctl timeout sam 40m",
     timeout},
    {"undo", "", 0, 0, "Take back the latest of these", answer_group, only_json, "", undo},

    {"show", "NAME", 1, 1, "An item or a person", look_group, only_json, name_details, show},
    {"why", "NAME", 1, 1, "Why it comes when it comes, or doesn't", look_group, only_json, name_details, why},
    {"people", "", 0, 0, "Your people, when you last met, what comes next", look_group, only_json, "", people},
    {"history", "[NAME]", 0, 1, "What happened, newest first", look_group, history_options, name_details, history},
    {"week", "", 0, 0, "Where the week stands", look_group, only_json,
     "A check-in is meaningful, and so is a call or a meeting of 15 minutes or more, or of no stated length. All else is small, and small "
     "things carry far. What you hope for is week: in the plan.",
     week},
    {"report", "[PERSON]", 0, 1, "What the past adds up to: how contact spreads, and feels", look_group, report_options,
     "PERSON is a person of your plan; the beginning of a name is enough where only one begins so. What you declined, and what came while "
     "you "
     "were away, lowers nothing here.",
     report},
    {"export", "", 0, 0, "The whole journal as lines of JSON", look_group, export_options,
     "One record a line, oldest first. A file that exists is never written over.", export_journal},

    {"add touchpoint", "NAME", 1, 8, "Something recurring to do with somebody", edit_group, touchpoint_options,
     "NAME is what you call it; a text such as \"Call Mum\" is kept as what to do. For example:\n\n"
     "    kithctl add touchpoint call-mum --do \"Call {name}\" --with mum --every \"week on sun at 16:00\"\n"
     "    kithctl add touchpoint hello --each friends --every \"4 weeks after contact\"",
     add_touchpoint},
    {"add checkin", "NAME", 1, 8, "A guided half hour with somebody, every so often", edit_group, checkin_options,
     "For example:\n\n    kithctl add checkin sam-weekly --with sam --every \"week on sun at 18:30\"", add_checkin},
    {"add person", "NAME", 1, 8, "Somebody who matters to you", edit_group, person_options,
     "For example:\n\n    kithctl add person Mum --circle family --born 03-02", add_person},
    {"add solitude", "NAME", 1, 8, "Time that is yours; nothing comes then", edit_group, solitude_options,
     "For example:\n\n    kithctl add solitude long-walk --every \"week on sat\" --between 10:00-12:00", add_solitude},
    {"add season", "NAME", 1, 8, "A stretch of life in which less is enough", edit_group, season_options,
     "For example:\n\n    kithctl add season grief --keep minimum --daily-limit 1", add_season},
    {"set", "NAME KEY VALUE", 2, 60, "Change an item, a person, a season or a setting", edit_group, edit_options,
     "Only that changes; comments and all else in the file stay as you wrote them. A list is written a, b; what stands below a key is "
     "reached with a dot. For example:\n\n"
     "    kithctl set call-mum every \"mon 19:00\"\n"
     "    kithctl set mum space 3d\n"
     "    kithctl set daily_limit 3\n"
     "    kithctl set call-mum minimum.every \"2 weeks on sun\"",
     set_key},
    {"unset", "NAME KEY", 1, 2, "Take a key out, so that its usual value holds", edit_group, edit_options,
     "For example:\n\n    kithctl unset mum space\n    kithctl unset daily_limit", unset_key},
    {"rename", "NAME NEW", 2, 2, "Call an item or a person something else", edit_group, edit_options,
     "What names it follows, and so does its history: the former name is kept under was.", rename_thing},
    {"remove", "NAME", 1, 1, "Take something out of the plan", edit_group, remove_options, "What has been stays in the history.",
     remove_thing},

    {"plan check", "[FILE]", 0, 1, "What is wrong with the plan, and what may have been meant", plan_group, only_json,
     "Works without the daemon. FILE is another plan than yours.", plan_check},
    {"plan show", "", 0, 0, "The plan as kith reads it", plan_group, only_json, "Works without the daemon.", plan_show},
    {"plan path", "", 0, 0, "Where the plan lies", plan_group, {}, "", plan_path},
    {"plan init", "", 0, 0, "Write a first plan, out of a few questions", plan_group, init_options, "A plan that exists is never touched.",
     plan_init},
    {"plan edit", "", 0, 0, "Your editor on a copy, checked before it counts", plan_group, edit_options,
     "VISUAL or EDITOR is opened on a copy of the plan. What you save is checked; with a mistake in it you are asked what to do, and the "
     "plan "
     "stays as it was until it is right.",
     plan_edit},
    {"plan undo", "", 0, 0, "Take back what kithctl changed last in the plan", plan_group, edit_options,
     "If the file is still as kithctl left it.", plan_undo},
    {"cadence", "CADENCE", 1, 40, "What a cadence means, and its next moments", plan_group, cadence_options,
     "Needs neither the daemon nor a plan. A cadence is one of:\n\n"
     "    day                         every day, some time in the window\n"
     "    week on sun at 16:00        every Sunday at that time\n"
     "    2 weeks on mon, thu         every second week, on both days\n"
     "    month on day 15             on the 15th; 31 means a month's last day\n"
     "    month on last fri at 19:00  first to fourth, last; or: on last day\n"
     "    year on 03-02               or: year on first mon of may\n"
     "    weekday at 08:30            Monday to Friday; or: weekend\n"
     "    3 times a week              or a day, a month; kith chooses the days\n"
     "    4 weeks after contact       counted from when you were last in touch\n\n"
     "Without a day after on, kith chooses one for each item, always the same.",
     cadence},

    {"rehearse", "[PERIOD]", 0, 4, "What the plan would do from here on, without doing it", plan_group, rehearse_options,
     "PERIOD is a time such as 14d (the default), 8 weeks or 2 months. What is open now, what has been and who was last in touch is asked "
     "of "
     "kithd once; all else happens here, and nothing is recorded. For example:\n\n"
     "    kithctl rehearse 2 months --absent 2026-08-03..2026-08-16\n"
     "    kithctl rehearse --without-state holidays.yaml --from 2026-08-01",
     rehearse},

    {"status", "", 0, 0, "How the daemon, the journal and the notifications are", rest_group, only_json, "", status},
    {"forget", "[NAME]", 0, 1, "Remove for good what you wrote about a person or an item", rest_group, forget_options,
     "NAME is a person or an item of your plan, or was once. Their notes, and those of contacts with them, are removed from the journal "
     "and from "
     "all its backups; journals that were set aside as damaged are deleted. That something happened, and when, stays in the history. This "
     "can't be taken back. For example:\n\n"
     "    kithctl forget kenji\n"
     "    kithctl forget --note 1234",
     forget},
    {"try", "", 0, 0, "Show a trial notification; nothing is recorded", rest_group, only_json, "", try_notification},
    {"demo", "", 0, 0, "A week of the example plan, played in a minute", rest_group, demo_options,
     "Needs neither the daemon nor a desktop. Nothing is recorded.", demo},
    {"help", "[COMMAND]", 0, 2, "This list, or more about a command", rest_group, {}, "", help},
};

constexpr Alias alias_table[] = {{"later", "snooze"}, {"did", "done"}};

std::string_view first_word(const Command& command) { return command.name.substr(0, command.name.find(' ')); }

bool is_pair(const Command& command) { return command.name.find(' ') != std::string_view::npos; }

std::string_view second_word(const Command& command) { return is_pair(command) ? command.name.substr(command.name.find(' ') + 1) : ""; }

std::string listed(const std::vector<std::string_view>& names) {
    std::string result;
    for (std::size_t at = 0; at < names.size(); ++at)
        result += (at == 0 ? "" : at + 1 == names.size() ? " or " : ", ") + std::string{names[at]};
    return result;
}

/// The one of `names` that `word` is or begins; an error says what `word` was taken for.
tl::expected<std::string_view, std::string> choose(std::string_view word, const std::vector<std::string_view>& names,
                                                   std::string_view context) {
    std::vector<std::string_view> beginning;
    for (const std::string_view name : names) {
        if (name == word) return name;
        if (name.starts_with(word) && !word.empty()) beginning.push_back(name);
    }
    if (beginning.size() == 1) return beginning.front();
    const std::string said = '"' + std::string{context} + printable(word) + '"';
    if (beginning.size() > 1) return tl::unexpected{said + " may mean " + listed(beginning)};
    const std::string near = nearest(word, names);
    const std::string advice = near.empty() ? "; kithctl help lists the commands" : "; did you mean " + std::string{context} + near + '?';
    return tl::unexpected{"there is no command " + said + advice};
}

}   // namespace

std::span<const Command> commands() { return command_table; }

std::span<const Alias> aliases() { return alias_table; }

std::vector<const Command*> family(std::string_view first) {
    std::vector<const Command*> result;
    for (const Command& command : command_table)
        if (is_pair(command) && first_word(command) == first) result.push_back(&command);
    return result;
}

tl::expected<Named, std::string> find_command(const std::vector<std::string>& line) {
    std::string_view word = line.empty() ? "today" : std::string_view{line.front()};
    for (const Alias& alias : alias_table)
        if (alias.word == word) word = alias.command;
    std::vector<std::string_view> names;
    for (const Command& command : command_table)
        if (names.empty() || names.back() != first_word(command)) names.push_back(first_word(command));
    const auto first = choose(word, names, "");
    if (!first) return tl::unexpected{first.error()};
    const auto pairs = family(*first);
    if (pairs.empty()) {
        const auto* found = std::find_if(std::begin(command_table), std::end(command_table),
                                         [&](const Command& command) { return command.name == *first; });
        return Named{found, 1};
    }
    std::vector<std::string_view> second_words;
    for (const Command* command : pairs) second_words.push_back(second_word(*command));
    const std::string context = std::string{*first} + ' ';
    if (line.size() < 2 || line[1].starts_with('-')) return tl::unexpected{context + "what? There is " + context + listed(second_words)};
    const auto second = choose(line[1], second_words, context);
    if (!second) return tl::unexpected{second.error()};
    for (const Command* command : pairs)
        if (second_word(*command) == *second) return Named{command, 2};
    return tl::unexpected{"there is no command " + context + printable(line[1])};
}

}   // namespace kith::ctl
