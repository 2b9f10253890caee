#include "ctl/arguments.hpp"

#include "tests/support/catch.hpp"

using namespace kith::ctl;

namespace {

constexpr Option options[] = {{.name = "--json"},
                              {.name = "--limit", .value = "N", .least = 1, .most = 100},
                              {.name = "--felt", .value = "HOW", .choices = "lighter same heavier"},
                              {.name = "--on", .value = "WHEN", .alias = "--when"},
                              {.name = "--note", .value = "TEXT"}};

std::string error(const std::vector<std::string>& given) {
    const auto read = read_arguments(options, given);
    return read ? "" : read.error();
}

}   // namespace

TEST_CASE("words and options come in any order") {
    const auto read = read_arguments(options, {"mum", "--limit", "3", "sam", "--json", "--note=see you", "--when", "yesterday 18:00"});
    REQUIRE(read);
    CHECK(read->words() == std::vector<std::string>{"mum", "sam"});
    CHECK(read->has("--json"));
    CHECK(read->number("--limit") == 3);
    CHECK(read->text("--note") == "see you");
    CHECK(read->text("--on") == "yesterday 18:00");
    CHECK_FALSE(read->has("--felt"));
    CHECK_FALSE(read->text("--felt"));
}

TEST_CASE("after two dashes everything is a word, and an empty note is a note") {
    const auto read = read_arguments(options, {"--note", "", "--", "--json"});
    REQUIRE(read);
    CHECK(read->words() == std::vector<std::string>{"--json"});
    CHECK_FALSE(read->has("--json"));
    CHECK(read->text("--note") == "");
}

TEST_CASE("help is known everywhere") {
    CHECK(read_arguments({}, {"--help"}).value().has("--help"));
    CHECK(read_arguments({}, {"x", "-h"}).value().has("--help"));
}

TEST_CASE("what isn't understood is named, with what may have been meant") {
    CHECK(error({"--jsno"}) == "there is no option --jsno here; did you mean --json?");
    CHECK(error({"--lim=3"}) == "there is no option --lim=3 here; did you mean --limit?");
    CHECK(error({"-x"}) == "there is no option -x here");
    CHECK(error({"--limit"}) == "--limit needs a value: --limit N");
    CHECK(error({"--limit", "many"}) == "--limit takes a whole number from 1 to 100, not \"many\"");
    CHECK(error({"--limit", "101"}) == "--limit takes a whole number from 1 to 100, not \"101\"");
    CHECK(error({"--limit", "3.5"}) == "--limit takes a whole number from 1 to 100, not \"3.5\"");
    CHECK(error({"--felt", "ligther"}) == "--felt takes lighter, same or heavier, not \"ligther\"; did you mean lighter?");
    CHECK(error({"--\x1b[31m"}) == "there is no option --\\x1B[31m here");
}
