#include <sys/stat.h>

#include "ctl/example_plan.hpp"
#include "ctl/plan_page.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/folder.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith;
using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

constexpr const char* three_mistakes = R"(people:
  mum: {name: Mum, circel: family}
touchpoints:
  call-mum:
    with: mom
    every: wek on sun at 16:00
)";

constexpr const char* good = R"(quiet: [22:00-08:00]
people:
  mum: {name: Mum, circle: family, born: 03-02}
  kenji: {name: Kenji, circle: friends, awake: 09:00-22:00, space: 3d}
touchpoints:
  call-mum: {do: "Call {name}", with: mum, every: week on sun at 16:00, by: call}
  hello: {do: "Say hello to {name}", each: friends, every: 4 weeks after contact}
  note: {one_of: [mum, kenji], every: 2 times a week}
checkins:
  kenji-weekly: {with: kenji, every: week on sat at 18:30}
seasons:
  grief: {keep: minimum, daily_limit: 1}
)";

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

unsigned mode_of(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

/// An XDG_CONFIG_HOME of the test's own.
struct Home {
    Folder folder;
    Variable config{"XDG_CONFIG_HOME", folder.path()};
    TestWorld world;
    void plan(const std::string& text) const {
        std::filesystem::create_directories(folder / "kith");
        folder.write("kith/plan.yaml", text);
    }
};

}   // namespace

TEST_CASE("20: plan check tells every mistake with its place and a hint, and counts them") {
    const Folder folder;
    folder.write("plan.yaml", three_mistakes);
    const std::string file = folder / "plan.yaml";
    TestWorld world;
    CHECK(world.run({"plan", "check", file}) == 1);
    const auto lines = lines_of(world.written);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].starts_with(file + ":2:20: "));
    CHECK(lines[0].find("did you mean circle?") != std::string::npos);
    CHECK(lines[1].starts_with(file + ":5:11: "));
    CHECK(lines[1].find("did you mean mum?") != std::string::npos);
    CHECK(lines[2].starts_with(file + ":6:12: "));
    CHECK(lines[2].find("week") != std::string::npos);
    CHECK(lines[3] == "3 problems");
    CHECK(world.complaint.empty());
}

TEST_CASE("plan check --json gives every problem apart") {
    const Folder folder;
    folder.write("plan.yaml", three_mistakes);
    TestWorld world;
    CHECK(world.run({"plan", "check", folder / "plan.yaml", "--json"}) == 1);
    const auto json = boost::json::parse(world.written);
    CHECK(json.at("good") == false);
    CHECK(json.at("untold") == 0);
    REQUIRE(json.at("problems").as_array().size() == 3);
    CHECK(json.at("problems").at(0).at("severity") == "error");
    CHECK(json.at("problems").at(0).at("line") == 2);
    CHECK(json.at("problems").at(0).at("column") == 20);
}

TEST_CASE("plan check: a good plan is called good, and what isn't acted on yet is named") {
    const Folder folder;
    folder.write("plan.yaml", good);
    TestWorld world;
    CHECK(world.run({"plan", "check", folder / "plan.yaml"}) == 0);
    const auto lines = lines_of(world.written);
    REQUIRE(lines.size() >= 2);
    CHECK(lines[lines.size() - 2] == "The plan is good: 2 people, 3 touchpoints, 1 check-in.");
    CHECK(lines.back() == "Understood, but not acted on by this version yet: kenji-weekly (check-in).");
}

TEST_CASE("plan check: warnings are told and do no harm") {
    const Folder folder;
    folder.write("plan.yaml",
                 "quiet: [15:00-17:00]\npeople:\n  mum: {name: Mum}\ntouchpoints:\n  call: {with: mum, every: week on sun at 16:00}\n");
    TestWorld world;
    CHECK(world.run({"plan", "check", folder / "plan.yaml"}) == 0);
    CHECK(world.written.find(": warning: ") != std::string::npos);
    CHECK(lines_of(world.written).back() == "The plan is good: 1 person, 1 touchpoint; 1 warning.");
}

TEST_CASE("plan check: beyond the listed problems the rest is counted") {
    PlanReading reading;
    reading.problems.push_back({Problem::Severity::error, "plan.yaml", {3, 1}, "\"x\" is no setting", "", ""});
    reading.problems.push_back({Problem::Severity::warning, "plan.yaml", {4, 1}, "late", "", ""});
    reading.untold = 12;
    CHECK(check_page(reading, Terminal{}) ==
          "plan.yaml:3:1: \"x\" is no setting\n"
          "plan.yaml:4:1: warning: late\n"
          "13 problems (12 of them not listed), 1 warning\n");
}

TEST_CASE("plan check: no plan, no file, no readable file") {
    Home home;
    CHECK(home.world.run({"plan", "check"}) == 1);
    CHECK(home.world.complaint.find("kithctl plan init") != std::string::npos);
    CHECK(home.world.run({"plan", "check", home.folder / "other.yaml"}) == 1);
    CHECK(home.world.complaint == home.folder / "other.yaml" + ": there is no such file\n");
    CHECK(home.world.run({"plan", "check", home.folder.path()}) == 1);
    CHECK_FALSE(home.world.complaint.empty());
    CHECK(home.world.run({"plan", "show"}) == 1);
    home.plan(three_mistakes);
    CHECK(home.world.run({"plan", "show"}) == 1);
    CHECK(home.world.complaint == "the plan has problems, so it can't be shown; kithctl plan check explains them\n");
}

TEST_CASE("plan init writes the example for its owner alone, and never again") {
    Home home;
    const Variable config{"XDG_CONFIG_HOME", home.folder / "new/config"};
    const std::string plan = home.folder / "new/config/kith/plan.yaml";
    CHECK(home.world.run({"plan", "init", "--from-example"}) == 0);
    CHECK(home.world.written.starts_with("Wrote " + plan + "\n"));
    CHECK(home.folder.read("new/config/kith/plan.yaml") == example_plan);
    CHECK(mode_of(plan) == 0600);
    CHECK(mode_of(home.folder / "new/config/kith") == 0700);
    CHECK(mode_of(home.folder / "new") == 0700);

    CHECK(home.world.run({"plan", "check"}) == 0);

    home.folder.write("new/config/kith/plan.yaml", "# mine\n");
    CHECK(home.world.run({"plan", "init", "--from-example"}) == 1);
    CHECK(home.world.complaint == "there is a plan already, and it stays as it is: " + plan + "\n");
    CHECK(home.folder.read("new/config/kith/plan.yaml") == "# mine\n");
}

TEST_CASE("plan init keeps away from a link that leads nowhere and from a plan.d") {
    Home home;
    std::filesystem::create_directories(home.folder / "kith/plan.d");
    std::filesystem::create_symlink(home.folder / "elsewhere.yaml", home.folder / "kith/plan.yaml");
    CHECK(home.world.run({"plan", "init", "--from-example"}) == 1);
    CHECK_FALSE(std::filesystem::exists(home.folder / "elsewhere.yaml"));
    std::filesystem::remove(home.folder / "kith/plan.yaml");
    home.folder.write("kith/plan.d/work.yaml", "people:\n  mum: {name: Mum}\n");
    CHECK(home.world.run({"plan", "init", "--from-example"}) == 1);
    CHECK(home.world.complaint == "there is a plan already, and it stays as it is: " + home.folder / "kith/plan.d/work.yaml\n");
}

TEST_CASE("plan init without a beginning says which there is") {
    Home home;
    CHECK(home.world.run({"plan", "init"}) == 1);
    CHECK(home.world.complaint ==
          "nobody is here to answer questions. Begin with the commented example:\n    kithctl plan init --from-example\n");
    CHECK_FALSE(std::filesystem::exists(home.folder / "kith"));
}

TEST_CASE("the embedded example is config/example.yaml") {
    std::ifstream file{KITH_SOURCE_DIR "/config/example.yaml", std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    CHECK(example_plan == text.str());
}

TEST_CASE("plan path prints the path, and says so apart when nothing is there") {
    Home home;
    CHECK(home.world.run({"plan", "path"}) == 0);
    CHECK(home.world.written == home.folder / "kith/plan.yaml\n");
    CHECK(home.world.complaint == "there is no plan yet. Write a first one with\n    kithctl plan init\n");
    home.plan("# mine\n");
    CHECK(home.world.run({"plan", "path"}) == 0);
    CHECK(home.world.complaint.empty());
}

TEST_CASE("plan show: the plan as it was read") {
    Home home;
    home.plan(good);
    home.world.surroundings.terminal = screen(80);
    REQUIRE(home.world.run({"plan", "show"}) == 0);
    CHECK(home.world.written ==
          "Settings\n"
          "  Time zone     the machine's\n"
          "  A day starts  04:00\n"
          "  Waking        09:00-21:00\n"
          "  Quiet         22:00-08:00, every day\n"
          "  Nudges a day  at most 4, 30m apart\n"
          "  Privacy       full\n"
          "  Reflect       yes\n"
          "  A week        1 meaningful, 4 micro\n"
          "\n"
          "People\n"
          "  mum           Mum, family, born 03-02\n"
          "  kenji         Kenji, friends, awake 09:00-22:00, space 3 days\n"
          "  self          yourself, self\n"
          "\n"
          "Touchpoints\n"
          "  call-mum      Call Mum\n"
          "                week on sun at 16:00 (every Sunday at 16:00)\n"
          "  hello         Say hello to each of friends\n"
          "                4 weeks after contact (four weeks after you were last in touch,\n"
          "                between 09:00 and 21:00)\n"
          "  note          Be in touch with Mum or Kenji\n"
          "                2 times a week (twice a week, between 09:00 and 21:00)\n"
          "\n"
          "Check-ins\n"
          "  kenji-weekly  Kenji: Updates and logistics 10m, Feelings and stressors 10m,\n"
          "                Appreciation and one request 10m\n"
          "                week on sat at 18:30 (every Saturday at 18:30)\n"
          "\n"
          "Seasons\n"
          "  grief         keeps the minimum, at most 1 a day\n");
    REQUIRE(home.world.run({"plan", "show", "--json"}) == 0);
    const auto json = boost::json::parse(home.world.written);
    CHECK(json.at("touchpoints").at(0).at("every") == "week on sun at 16:00");
    CHECK(json.at("touchpoints").at(1).at("each") == boost::json::array{"kenji"});
    CHECK(json.at("settings").at("waking") == "09:00-21:00");
}
