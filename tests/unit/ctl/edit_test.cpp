// The commands that change the plan, as a person meets them, without a daemon.

#include <fstream>
#include <sstream>

#include "ctl/unified_diff.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/ctl/folder.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

constexpr const char* small_plan = "# Mine.\npeople:\n  mum: {name: Mum}\ntouchpoints:\n  tea: {with: mum, every: day}\n";

struct EditedHome {
    Folder folder;
    Variable config{"XDG_CONFIG_HOME", folder.path()};
    Variable state{"XDG_STATE_HOME", folder / "state"};
    TestWorld world;
    std::vector<std::string> replies;

    explicit EditedHome(const std::string& text = {}) {
        std::filesystem::create_directories(folder / "kith");
        if (!text.empty()) folder.write("kith/plan.yaml", text);
    }
    [[nodiscard]] std::string plan() const {
        std::ifstream file{folder / "kith/plan.yaml", std::ios::binary};
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }
    void somebody_there(std::vector<std::string> said) {
        replies = std::move(said);
        world.surroundings.terminal = screen(80);
        world.surroundings.reply = [this]() -> std::optional<std::string> {
            if (replies.empty()) return std::nullopt;
            std::string next = replies.front();
            replies.erase(replies.begin());
            return next;
        };
    }
    bool said(std::string_view part) const {
        UNSCOPED_INFO(world.written << world.complaint);
        return world.written.find(part) != std::string::npos || world.complaint.find(part) != std::string::npos;
    }
};

}   // namespace

TEST_CASE("set writes what was asked, and says so") {
    EditedHome home{small_plan};
    CHECK(home.world.run({"set", "tea", "every", "week", "on", "sun", "at", "16:00"}) == 0);
    CHECK(home.plan() == "# Mine.\npeople:\n  mum: {name: Mum}\ntouchpoints:\n  tea: {with: mum, every: week on sun at 16:00}\n");
    CHECK(home.said("tea: every is now week on sun at 16:00."));
    CHECK(home.said("kithd isn't running."));
    CHECK(home.world.run({"set", "tea", "every", "week on sun at 16:00"}) == 0);
    CHECK(home.said("Your plan says so already; nothing was changed."));
    CHECK(home.world.run({"set", "tea", "every"}) == 2);
    CHECK(home.world.run({"set", "tea", "every", "wek"}) == 1);
    CHECK(home.said("Nothing was changed."));
    CHECK(home.world.run({"unset", "mum", "name"}) == 0);
    CHECK(home.plan().find("mum: {}") != std::string::npos);
}

TEST_CASE("--dry-run shows the difference and changes nothing") {
    EditedHome home{small_plan};
    CHECK(home.world.run({"set", "gap", "1h", "--dry-run"}) == 0);
    CHECK(home.plan() == small_plan);
    const std::string file = home.folder / "kith/plan.yaml";
    CHECK(home.world.written ==
          "--- " + file + "\n+++ " + file +
              "\n@@ -3,3 +3,5 @@\n   mum: {name: Mum}\n touchpoints:\n   tea: {with: mum, every: day}\n+\n+gap: 1h\n");
}

TEST_CASE("a difference names a last line without an end") {
    CHECK(unified_diff("f", "a\nb", "a\nc\n") == "--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n");
    CHECK(unified_diff("f", "a\n", "a\n").empty());
}

TEST_CASE("plan undo takes back the last edit, once, and only what is as it was left") {
    EditedHome home{small_plan};
    CHECK(home.world.run({"plan", "undo"}) == 1);
    CHECK(home.world.run({"rename", "mum", "mama"}) == 0);
    CHECK(home.plan().find("mama: {name: Mum, was: [mum]}") != std::string::npos);
    CHECK(home.world.run({"plan", "undo"}) == 0);
    CHECK(home.plan() == small_plan);
    CHECK(home.world.run({"plan", "undo"}) == 1);

    CHECK(home.world.run({"set", "gap", "1h"}) == 0);
    home.folder.write("kith/plan.yaml", home.plan() + "# by hand\n");
    CHECK(home.world.run({"plan", "undo"}) == 1);
    CHECK(home.said("isn't as kithctl left it, so nothing was taken back"));
    CHECK(home.plan().ends_with("# by hand\n"));
}

TEST_CASE("remove asks, and takes silence for a no") {
    EditedHome home{small_plan};
    CHECK(home.world.run({"remove", "tea"}) == 1);
    CHECK(home.said("removing wants --yes where nobody can be asked"));
    home.somebody_there({"n"});
    CHECK(home.world.run({"remove", "tea"}) == 1);
    CHECK(home.plan() == small_plan);
    home.somebody_there({"y"});
    CHECK(home.world.run({"remove", "tea"}) == 0);
    CHECK(home.plan() == "# Mine.\npeople:\n  mum: {name: Mum}\ntouchpoints:\n");
    CHECK(home.world.run({"remove", "mum", "--yes"}) == 0);
}

TEST_CASE("add begins a plan where there is none") {
    EditedHome home;
    CHECK(home.world.run({"add", "person", "Mum", "--circle", "family"}) == 0);
    CHECK(home.world.run({"add", "touchpoint", "Call", "Mum", "--with", "mum", "--every", "week on sun at 16:00"}) == 0);
    CHECK(home.plan() ==
          "people:\n  mum: {name: Mum, circle: family}\n\ntouchpoints:\n  call-mum: {do: Call Mum, with: mum, every: week on sun at "
          "16:00}\n");
    CHECK(home.world.run({"add", "touchpoint", "tea", "--with", "nobody", "--every", "day"}) == 1);
    CHECK(home.said("\"nobody\" is nobody under people"));
    CHECK(home.world.run({"add", "person", "--circle", "family"}) == 2);
}

TEST_CASE("plan edit opens a copy, and what is wrong with it changes nothing") {
    EditedHome home{small_plan};
    const Variable visual{"VISUAL", ""};
    const Variable temporary{"TMPDIR", home.folder.path()};
    {
        const Variable editor{"EDITOR", "sed -i s/day/week/"};
        CHECK(home.world.run({"plan", "edit"}) == 0);
        CHECK(home.plan().find("every: week}") != std::string::npos);
    }
    const std::string before = home.plan();
    {
        const Variable editor{"EDITOR", "sed -i s/week/wek/"};
        CHECK(home.world.run({"plan", "edit"}) == 1);
        CHECK(home.said("\"wek\" is not how a cadence begins"));
        CHECK(home.said("What you wrote is kept in"));
        CHECK(home.plan() == before);
    }
    {
        const Variable editor{"EDITOR", "sed -i s/week/wek/"};
        home.somebody_there({"x"});
        CHECK(home.world.run({"plan", "edit"}) == 1);
        CHECK(home.plan() == before);
    }
    {
        // Wrong at first, mended in the second round.
        const Variable editor{"EDITOR", "sed -i -e s/wek/month/ -e s/week/wek/"};
        home.somebody_there({"e"});
        CHECK(home.world.run({"plan", "edit"}) == 0);
        CHECK(home.plan().find("every: month}") != std::string::npos);
    }
    const Variable editor{"EDITOR", "false"};
    CHECK(home.world.run({"plan", "edit"}) == 1);
    CHECK(home.said("didn't end well"));
}

TEST_CASE("plan init makes a plan of a few answers") {
    EditedHome home;
    home.somebody_there({"", "Mum", "1", "1", "Ken Ji", "9", "", "", ""});
    CHECK(home.world.run({"plan", "init"}) == 0);
    const std::string plan = home.plan();
    UNSCOPED_INFO(plan << home.world.written);
    CHECK(plan.find("quiet: [21:30-08:00]\n") != std::string::npos);
    CHECK(plan.find("  mum: {name: Mum, circle: family}\n  ken-ji: {name: Ken Ji, circle: friends}\n") != std::string::npos);
    CHECK(plan.find("touchpoints:\n  call-mum:\n    do: Call {name}\n    with: mum\n") != std::string::npos);
    CHECK(plan.find("word-ken-ji") != std::string::npos);
    CHECK(home.world.run({"plan", "check"}) == 0);
    CHECK(home.world.run({"plan", "init"}) == 1);
}

TEST_CASE("plan init and plan edit only show what they would write with --dry-run") {
    EditedHome home;
    CHECK(home.world.run({"plan", "init", "--from-example", "--dry-run"}) == 0);
    CHECK(home.said("+people:\n"));
    CHECK(home.plan().empty());
    EditedHome other{small_plan};
    const Variable visual{"VISUAL", ""}, editor{"EDITOR", "sed -i s/day/week/"};
    CHECK(other.world.run({"plan", "edit", "--dry-run"}) == 0);
    CHECK(other.said("+  tea: {with: mum, every: week}\n"));
    CHECK(other.plan() == small_plan);
}

TEST_CASE("plan init writes nothing when the answers end, or nobody is named") {
    EditedHome home;
    home.somebody_there({"", "Mum"});
    CHECK(home.world.run({"plan", "init"}) == 1);
    home.somebody_there({"", ""});
    CHECK(home.world.run({"plan", "init"}) == 1);
    CHECK(home.plan().empty());
}
