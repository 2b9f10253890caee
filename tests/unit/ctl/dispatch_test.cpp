#include <set>

#include "ctl/command_table.hpp"
#include "ctl/help.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/tiny_daemon.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith;
using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

std::string name_of(const std::vector<std::string>& line) {
    const auto named = find_command(line);
    return named ? std::string{named->command->name} : "!" + named.error();
}

}   // namespace

TEST_CASE("commands are found by name, by alias and by an unambiguous beginning") {
    CHECK(name_of({}) == "today");
    CHECK(name_of({"agenda"}) == "agenda");
    CHECK(name_of({"hist"}) == "history");
    CHECK(name_of({"later"}) == "snooze");
    CHECK(name_of({"plan", "check"}) == "plan check");
    CHECK(name_of({"pl", "ch"}) == "plan check");
    CHECK(find_command({"plan", "check", "x"}).value().words == 2);
    CHECK(find_command({"done", "x"}).value().words == 1);
}

TEST_CASE("an ambiguous beginning lists what it may mean") {
    CHECK(name_of({"s"}) == "!\"s\" may mean snooze, skip, season, show, set or status");
    CHECK(name_of({"plan", "c"}) == "plan check");
    CHECK(name_of({"p"}) == "!\"p\" may mean pause, promise, people or plan");
    CHECK(name_of({"plan"}) == "!plan what? There is plan check, show, path, init, edit or undo");
}

TEST_CASE("an unknown command names the nearest") {
    CHECK(name_of({"agneda"}) == "!there is no command \"agneda\"; did you mean agenda?");
    CHECK(name_of({"plan", "chekc"}) == "!there is no command \"plan chekc\"; did you mean plan check?");
    CHECK(name_of({"xyzzy"}) == "!there is no command \"xyzzy\"; kithctl help lists the commands");
    CHECK(name_of({"\x1b[31m"}) == "!there is no command \"\\x1B[31m\"; kithctl help lists the commands");
    CHECK(name_of({""}) == "!there is no command \"\"; kithctl help lists the commands");
}

TEST_CASE("the command table: names are unique, complete and of one family each") {
    std::set<std::string_view> names;
    for (const Command& command : commands()) {
        CHECK(names.insert(command.name).second);
        CHECK_FALSE(command.summary.empty());
        CHECK(command.summary.back() != '.');
        CHECK(command.handler != nullptr);
        CHECK(command.least_words <= command.most_words);
        CHECK(command.words.empty() == (command.most_words == 0));
        for (const Option& option : command.options) {
            CHECK(option.name.starts_with("--"));
            CHECK_FALSE(option.help.empty());
        }
        if (!command.name.starts_with("plan ") && !command.name.starts_with("add "))
            CHECK(command.name.find(' ') == std::string_view::npos);
    }
    for (const Alias& alias : aliases()) {
        CHECK(names.count(alias.command) == 1);
        CHECK(names.count(alias.word) == 0);
    }
}

TEST_CASE("help lists every command and fits 80 columns") {
    const std::string text = general_help(screen(80));
    for (const Command& command : commands()) CHECK(text.find(std::string{command.summary}) != std::string::npos);
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != std::string::npos; begin = end + 1, end = text.find('\n', begin))
        CHECK(columns(std::string_view{text}.substr(begin, end - begin)) <= 80);
    for (const std::string code : {"0 when all went well", "1 when", "2 when", "3 when"}) CHECK(text.find(code) != std::string::npos);
}

TEST_CASE("each command has its own help, wherever it is asked for") {
    TestWorld world;
    for (const std::vector<std::string>& line : {std::vector<std::string>{"help", "snooze"},
                                                 {"snooze", "--help"},
                                                 {"snooze", "-h"},
                                                 {"snooze", "call-mum", "--help"},
                                                 {"sn", "-h"}}) {
        CHECK(world.run(line) == 0);
        CHECK(world.written ==
              "Later: 20m, 1h (the default), tonight, tomorrow, 3 days.\n"
              "\n"
              "kithctl snooze NAME [UNTIL] [OPTIONS]\n"
              "  --json  The answer as one line of JSON\n"
              "\n"
              "NAME is an item or a person of your plan; the beginning of a name is enough where only one begins so.\n");
        CHECK(world.complaint.empty());
    }
    CHECK(world.run({"plan", "--help"}) == 0);
    CHECK(world.written.find("plan check [FILE]") != std::string::npos);
    CHECK(world.run({"help", "plan"}) == 0);
    CHECK(world.written.find("plan check [FILE]") != std::string::npos);
    CHECK(world.run({"--help"}) == 0);
    CHECK(world.written == general_help(Terminal{}));
    CHECK(world.run({"help", "xyzzy"}) == 2);
}

TEST_CASE("2: a command line that isn't understood is told so, and nothing is done") {
    TestWorld world;
    CHECK(world.run({"agneda"}) == 2);
    CHECK(world.complaint == "there is no command \"agneda\"; did you mean agenda?\n");
    CHECK(world.run({"done"}) == 2);
    CHECK(world.complaint == "something is missing: kithctl done NAME\n");
    CHECK(world.run({"done", "a", "b"}) == 2);
    CHECK(world.complaint == "too many words: kithctl done NAME\n");
    CHECK(world.run({"undo", "that"}) == 2);
    CHECK(world.complaint == "more than was expected: kithctl undo\n");
    CHECK(world.run({"agenda", "--dayz", "3"}) == 2);
    CHECK(world.complaint == "there is no option --dayz here; did you mean --days? (kithctl help agenda tells more)\n");
    CHECK(world.run({"next", "few"}) == 2);
    CHECK(world.run({"plan"}) == 2);
    CHECK(world.written.empty());
}

TEST_CASE("3: when the daemon is away, one message says how to start it") {
    const Folder folder;
    const Variable config{"XDG_CONFIG_HOME", folder.path()};
    TestWorld world;
    world.socket = folder / "none";
    for (const std::vector<std::string>& line :
         {std::vector<std::string>{}, {"today"}, {"--json"}, {"done", "call-mum"}, {"watch"}, {"export"}, {"status"}}) {
        CHECK(world.run(line) == 3);
        CHECK(world.complaint.find("systemctl --user start kithd") != std::string::npos);
        CHECK(world.complaint.find("kithctl plan init") != std::string::npos);
        CHECK(world.written.empty());
    }
    std::filesystem::create_directory(folder / "kith");
    folder.write("kith/plan.yaml", "# mine\n");
    CHECK(world.run({}) == 3);
    CHECK(world.complaint ==
          "kithd isn't running. Start it with\n    systemctl --user start kithd\nor run kithd in a terminal of its own.\n");
}

TEST_CASE("3: without a place for a socket the reason is told") {
    TestWorld world;
    CHECK(world.run({"today"}) == 3);
    CHECK(world.complaint == "kithd can't be reached: there is no place for a socket\n");
}

TEST_CASE("3: a daemon that doesn't answer is given up on, with words") {
    const TinyDaemon daemon{[](Peer& peer) {
        while (!peer.line().empty()) {
        }
    }};
    TestWorld world;
    world.socket = daemon.path();
    world.surroundings.answer_deadline = std::chrono::milliseconds{30};
    CHECK(world.run({"today"}) == 3);
    CHECK(world.complaint == "kithd doesn't answer: no answer came. Have a look with\n    systemctl --user status kithd\n");
}

TEST_CASE("1: what the daemon declines is told in its words, and in nothing but print") {
    const TinyDaemon daemon{refusing(
        {protocol::ErrorCode::ambiguous_name, "\"call\" could be 2 things: call-mum, call\x1b-sam", {"call-mum", "call\x1b-sam"}})};
    TestWorld world;
    world.socket = daemon.path();
    CHECK(world.run({"done", "call"}) == 1);
    CHECK(world.complaint == "\"call\" could be 2 things: call-mum, call\\x1B-sam\n");
}

TEST_CASE("2: parameters that the daemon doesn't understand are a misunderstanding too") {
    const TinyDaemon daemon{refusing({protocol::ErrorCode::invalid_params, "when: \"yesteryear\" is no time", {}})};
    TestWorld world;
    world.socket = daemon.path();
    CHECK(world.run({"log", "mum", "--on", "yesteryear"}) == 2);
    CHECK(world.complaint == "when: \"yesteryear\" is no time\n");
}

TEST_CASE("each command asks what it should ask") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
        {{"agenda", "--days", "3", "--limit", "5"}, R"(agenda.list {"days":3,"limit":5})"},
        {{"next", "4"}, R"(agenda.next {"count":4})"},
        {{"week"}, R"(week.show {})"},
        {{"report"}, R"(report.show {"weeks":12})"},
        {{"report", "mum", "--weeks", "4"}, R"(report.show {"person":"mum","weeks":4})"},
        {{"done", "call-mum", "--kind", "call", "--minutes", "20", "--felt", "lighter", "--note", "good"},
         R"(occurrence.done {"name":"call-mum","kind":"call","minutes":20,"felt":"lighter","note":"good"})"},
        {{"snooze", "dinner", "3", "days"}, R"(occurrence.snooze {"name":"dinner","to":"3 days"})"},
        {{"later", "dinner"}, R"(occurrence.snooze {"name":"dinner","to":"1h"})"},
        {{"log", "mum", "sam", "--kind", "call", "--minutes", "30", "--on", "yesterday"},
         R"(contact.log {"people":["mum","sam"],"kind":"call","minutes":30,"when":"yesterday"})"},
        {{"log", "mum", "--when", "18:00"}, R"(contact.log {"people":["mum"],"when":"18:00"})"},
        {{"history", "mum", "--since", "2026-03-01"}, R"(history.list {"limit":20,"name":"mum","since":"2026-03-01"})"},
        {{"quiet", "2h"}, R"(quiet.set {"to":"2h"})"},
        {{"quiet", "until", "2026-03-29", "18:00"}, R"(quiet.set {"to":"until 2026-03-29 18:00"})"},
        {{"quiet", "off"}, R"(quiet.set {"to":"off"})"},
        {{"pause", "mum"}, R"(pause.set {"name":"mum"})"},
        {{"pause", "mum", "for", "2", "weeks"}, R"(pause.set {"name":"mum","until":"for 2 weeks"})"},
        {{"resume", "mum"}, R"(pause.end {"name":"mum"})"},
        {{"season"}, "season.list {}"},
        {{"season", "grief", "until", "2027-02-01"}, R"(season.set {"season":"grief","until":"until 2027-02-01"})"},
        {{"season", "off"}, "season.set {}"},
        {{"energy"}, "season.list {}"},
        {{"energy", "low"}, R"(energy.set {"level":"low"})"},
        {{"undo"}, "action.undo {}"},
        {{"skip", "dinner"}, R"(occurrence.skip {"name":"dinner"})"},
        {{"why", "dinner"}, R"(item.why {"name":"dinner"})"}};
    for (const auto& [line, expected] : cases) {
        std::string asked;
        {
            const TinyDaemon daemon{answering([&](const protocol::Request& request) {
                asked = request.method + ' ' + boost::json::serialize(request.params);
                return boost::json::object{{"answered", true}};
            })};
            TestWorld world;
            world.socket = daemon.path();
            auto with_json = line;
            with_json.push_back("--json");
            CHECK(world.run(with_json) == 0);
            CHECK(world.written == "{\"answered\":true}\n");   // the protocol's own object, untouched
        }
        CHECK(asked == expected);
    }
}

TEST_CASE("a daemon of another version is told plainly by --version, and only then") {
    const auto version_of_daemon = [](const std::string& version) {
        const TinyDaemon daemon{answering([&](const protocol::Request&) {
            protocol::Status status;
            status.version = version;
            return protocol::to_json(status);
        })};
        TestWorld world;
        world.socket = daemon.path();
        CHECK(world.run({"--version"}) == 0);
        CHECK(world.complaint.empty());
        return world.written;
    };
    CHECK(version_of_daemon("0.1.0") == "kithctl 0.1.0\n");
    CHECK(version_of_daemon("0.0.9") ==
          "kithctl 0.1.0\nkithd 0.0.9 is running, this is kithctl 0.1.0. To run the same:\n    systemctl --user restart kithd\n");
    TestWorld away;
    CHECK(away.run({"--version"}) == 0);
    CHECK(away.written == "kithctl 0.1.0\n");
    CHECK(away.complaint.empty());
}
