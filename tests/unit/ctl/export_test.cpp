#include <sys/stat.h>

#include "tests/support/catch.hpp"
#include "tests/unit/ctl/tiny_daemon.hpp"
#include "tests/unit/ctl/world.hpp"

using namespace kith;
using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

/// A journal of `count` records, handed out in pages of at most `page`.
TinyDaemon::Behaviour journal(std::int64_t count, std::int64_t page) {
    return answering([=](const protocol::Request& request) {
        const std::int64_t after = request.params.at("after").as_int64();
        boost::json::array records;
        for (std::int64_t seq = after + 1; seq <= count && seq <= after + page; ++seq)
            records.push_back(boost::json::object{{"seq", seq}, {"kind", "done"}, {"at", "x"}});
        const bool more = after + page < count;
        return boost::json::object{{"records", std::move(records)}, {"more", more}};
    });
}

std::string lines(std::int64_t count) {
    std::string text;
    for (std::int64_t seq = 1; seq <= count; ++seq) text += "{\"seq\":" + std::to_string(seq) + ",\"kind\":\"done\",\"at\":\"x\"}\n";
    return text;
}

}   // namespace

TEST_CASE("export pages through the whole journal, oldest first") {
    for (const std::int64_t count : {0, 1, 3, 4, 7}) {
        const TinyDaemon daemon{journal(count, 3)};
        TestWorld world;
        world.socket = daemon.path();
        CHECK(world.run({"export"}) == 0);
        CHECK(world.written == lines(count));
    }
}

TEST_CASE("export --output makes a new file for its owner alone, and never writes over one") {
    const Folder folder;
    {
        const TinyDaemon daemon{journal(7, 3)};
        TestWorld world;
        world.socket = daemon.path();
        CHECK(world.run({"export", "--output", folder / "out.jsonl"}) == 0);
        CHECK(folder.read("out.jsonl") == lines(7));
        CHECK(world.written == "7 records written to " + (folder / "out.jsonl") + ".\n");
        struct stat status {};
        REQUIRE(::stat((folder / "out.jsonl").c_str(), &status) == 0);
        CHECK((status.st_mode & 07777U) == 0600U);
    }
    const TinyDaemon daemon{journal(1, 3)};
    TestWorld world;
    world.socket = daemon.path();
    CHECK(world.run({"export", "-o", folder / "out.jsonl"}) == 1);
    CHECK(world.complaint == (folder / "out.jsonl") + " exists already and stays as it is; choose another name\n");
    CHECK(folder.read("out.jsonl") == lines(7));
}

TEST_CASE("export leaves no half file behind") {
    const Folder folder;
    const TinyDaemon daemon{[](Peer& peer) {
        const auto request = protocol::parse_request(peer.line());
        peer.send(protocol::result_line(*request->id, boost::json::parse("{\"records\":[{\"seq\":1}],\"more\":true}")) + '\n');
        static_cast<void>(peer.line());
    }};
    TestWorld world;
    world.socket = daemon.path();
    CHECK(world.run({"export", "--output", folder / "out.jsonl"}) == 3);
    CHECK_FALSE(std::filesystem::exists(folder / "out.jsonl"));
}

TEST_CASE("export ends when pages don't follow each other, instead of asking for ever") {
    for (const char* records : {"[]", "[{\"seq\":0}]", "[{\"kind\":\"done\"}]"}) {
        const TinyDaemon daemon{answering([=](const protocol::Request&) {
            return boost::json::object{{"records", boost::json::parse(records)}, {"more", true}};
        })};
        TestWorld world;
        world.socket = daemon.path();
        CHECK(world.run({"export"}) == 3);
        CHECK(world.complaint.find("don't follow each other") != std::string::npos);
    }
}

TEST_CASE("watch writes a line for each change until the daemon ends") {
    const TinyDaemon daemon{[](Peer& peer) {
        const auto request = protocol::parse_request(peer.line());
        peer.send(protocol::result_line(*request->id, boost::json::object{}) + '\n');
        for (const char* what : {"agenda", "history"})
            peer.send(protocol::notice_line("changed", boost::json::object{{"what", {what, "status"}}}) + '\n');
    }};
    TestWorld world;
    world.socket = daemon.path();
    CHECK(world.run({"watch", "--json"}) == 3);
    CHECK(world.written == "{\"what\":[\"agenda\",\"status\"]}\n{\"what\":[\"history\",\"status\"]}\n");
    CHECK(world.complaint == "kithd ended, so there is nothing more to watch\n");
}
