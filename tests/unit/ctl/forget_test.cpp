// What can't be taken back is asked about first.

#include "tests/support/catch.hpp"
#include "tests/unit/ctl/tiny_daemon.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith::ctl::test;

namespace {

/// Says what it was asked for.
TinyDaemon::Behaviour telling(std::string& asked) {
    return answering([&asked](const kith::protocol::Request& request) {
        asked = request.method + " " + boost::json::serialize(request.params);
        return boost::json::object{{"text", "Removed for good."}, {"item", ""}, {"ask_felt", false}};
    });
}

}   // namespace

TEST_CASE("forget asks on a terminal, and does nothing without a yes") {
    TestWorld world;
    std::string asked;
    std::string said;
    {
        const TinyDaemon daemon{telling(asked)};
        world.socket = daemon.path();
        world.surroundings.terminal.interactive = true;
        world.surroundings.reply = [&said] { return std::optional{said}; };
        for (const char* no : {"", "n", "yellow"}) {
            said = no;
            CHECK(world.run({"forget", "kenji"}) == 1);
            CHECK(world.written ==
                  "Remove for good all that you wrote about kenji, from the journal and all its backups? This can't be taken back. [y/N]\n"
                  "Nothing was removed.\n");
        }
        world.surroundings.reply = [] { return std::optional<std::string>{}; };
        CHECK(world.run({"forget", "--note", "7"}) == 1);
        CHECK(asked.empty());
        said = "y";
        world.surroundings.reply = [&said] { return std::optional{said}; };
        CHECK(world.run({"forget", "kenji"}) == 0);
    }
    CHECK(asked == R"(text.forget {"name":"kenji"})");
}

TEST_CASE("forget wants --yes where nobody can be asked, and to know what") {
    TestWorld world;
    CHECK(world.run({"forget", "kenji"}) == 1);
    CHECK(world.complaint == "this can't be taken back, so it wants --yes where nobody can be asked\n");
    CHECK(world.run({"forget", "--yes"}) == 2);
    CHECK(world.complaint == "forget what? Name a person or an item, or one text: kithctl forget --note N\n");
    CHECK(world.run({"forget", "kenji", "--note", "7", "--yes"}) == 2);
    std::string asked;
    {
        const TinyDaemon daemon{telling(asked)};
        world.socket = daemon.path();
        CHECK(world.run({"forget", "--note", "7", "--yes"}) == 0);
    }
    CHECK(asked == R"(text.forget {"note":7})");
}

TEST_CASE("note takes the rest of the line as it is") {
    TestWorld world;
    std::string asked;
    {
        const TinyDaemon daemon{telling(asked)};
        world.socket = daemon.path();
        CHECK(world.run({"note", "kenji", "interview", "on", "Thursday"}) == 0);
    }
    CHECK(asked == R"(note.add {"name":"kenji","note":"interview on Thursday"})");
    CHECK(world.run({"note", "kenji"}) == 2);
}
