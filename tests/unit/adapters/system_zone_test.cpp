#include "daemon/adapters/system_zone.hpp"

#include <sys/stat.h>

#include "tests/support/catch.hpp"
#include "tests/unit/adapters/temp_folder.hpp"

using namespace kith;
using namespace std::chrono_literals;
using adapters::system_zone;

namespace {

const std::filesystem::path zone_database = "/usr/share/zoneinfo";
const core::Instant summer{1'782'000'000s};   // June 2026

struct Machine {
    adapters::TempFolder folder;
    adapters::ZoneSources sources{std::nullopt, folder / "localtime", folder / "timezone", zone_database};
    [[nodiscard]] core::Zone zone() const { return system_zone(sources); }
};

}   // namespace

TEST_CASE("zone: a link into the zone database names the zone") {
    const Machine machine;
    machine.folder.replace_with_link("localtime", zone_database / "Europe/Berlin");
    CHECK(machine.zone().name() == "Europe/Berlin");
    CHECK(machine.zone().offset(summer) == 2h);
}

TEST_CASE("zone: relative links, links over links, and other places' databases") {
    const Machine machine;
    machine.folder.replace_with_link("localtime", "zone");
    machine.folder.replace_with_link("zone", "../../../../../../usr/share/zoneinfo/posix/Asia/Tokyo");
    CHECK(adapters::linked_zone_name(machine.sources.localtime) == "Asia/Tokyo");
    CHECK(machine.zone().name() == "Asia/Tokyo");
    machine.folder.replace_with_link("localtime", "/nix/store/share/zoneinfo/America/Argentina/Ushuaia");
    CHECK(machine.zone().name() == "America/Argentina/Ushuaia");
    CHECK(machine.zone().offset(summer) == -3h);
}

TEST_CASE("zone: the person's own name is kept where the database links it to another") {
    const Machine machine;
    machine.folder.replace_with_link("localtime", zone_database / "Europe/Bratislava");
    CHECK(machine.zone().name() == "Europe/Bratislava");
}

TEST_CASE("zone: a copied file is read itself, and named by the timezone file when that is right") {
    const Machine machine;
    machine.folder.replace_with_copy("localtime", zone_database / "Asia/Kolkata");
    CHECK(machine.zone().name() == "local time");
    CHECK(machine.zone().offset(summer) == 5h + 30min);
    machine.folder.write("timezone", "Asia/Kolkata\n");
    CHECK(machine.zone().name() == "Asia/Kolkata");
    machine.folder.write("timezone", "Asia/Tokyo\n");
    CHECK(machine.zone().name() == "local time");
    CHECK(machine.zone().offset(summer) == 5h + 30min);
}

TEST_CASE("zone: a replaced file is seen, each time") {
    const Machine machine;
    for (int round = 0; round < 3; ++round) {
        machine.folder.replace_with_copy("localtime", zone_database / "Europe/Berlin");
        CHECK(machine.zone().offset(summer) == 2h);
        CHECK(machine.zone().offset(summer) == 2h);
        machine.folder.replace_with_copy("localtime", zone_database / "America/New_York");
        CHECK(machine.zone().offset(summer) == -4h);
    }
}

TEST_CASE("zone: an updated database is seen under the same name") {
    const Machine machine;
    std::filesystem::create_directories(machine.folder / "zoneinfo/Europe");
    machine.folder.replace_with_copy("zoneinfo/Europe/Berlin", zone_database / "Europe/Berlin");
    machine.folder.replace_with_link("localtime", machine.folder / "zoneinfo/Europe/Berlin");
    CHECK(machine.zone().offset(summer) == 2h);
    machine.folder.replace_with_copy("zoneinfo/Europe/Berlin", zone_database / "Asia/Tokyo");   // as if Germany had changed its mind
    CHECK(machine.zone().name() == "Europe/Berlin");
    CHECK(machine.zone().offset(summer) == 9h);
}

TEST_CASE("zone: TZ comes first, in each of its forms that names a zone") {
    Machine machine;
    machine.folder.replace_with_link("localtime", zone_database / "Europe/Berlin");
    for (const char* tz : {"Asia/Tokyo", ":Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo", ":/usr/share/zoneinfo/Asia/Tokyo"}) {
        machine.sources.tz = tz;
        CHECK(machine.zone().name() == "Asia/Tokyo");
        CHECK(machine.zone().offset(summer) == 9h);
    }
    for (const char* tz : {"", "CET-1CEST,M3.5.0,M10.5.0/3", "Nowhere/City", "../../etc/passwd", "/etc/passwd", ":", "/dev/zero"}) {
        machine.sources.tz = tz;
        CHECK(machine.zone().name() == "Europe/Berlin");
    }
}

TEST_CASE("zone: without localtime the timezone file decides, without both it is UTC") {
    const Machine machine;
    CHECK(machine.zone().name() == "UTC");
    machine.folder.write("timezone", "Europe/Lisbon\n");
    CHECK(machine.zone().name() == "Europe/Lisbon");
    CHECK(machine.zone().offset(summer) == 1h);
    machine.folder.write("timezone", "../../../etc/passwd\n");
    CHECK(machine.zone().name() == "UTC");
    machine.folder.replace_with_link("localtime", "/usr/share/zoneinfo/Nowhere/City");
    CHECK(machine.zone().name() == "UTC");
    machine.folder.replace_with_link("localtime", "localtime");
    CHECK(machine.zone().name() == "UTC");
}

TEST_CASE("zone: a localtime that is no zone file neither blocks nor counts") {
    const Machine machine;
    REQUIRE(::mkfifo((machine.folder / "localtime").c_str(), 0600) == 0);
    CHECK(machine.zone().name() == "UTC");
    std::filesystem::remove(machine.folder / "localtime");
    machine.folder.write("localtime", "not a zone");
    CHECK(machine.zone().name() == "UTC");
}

TEST_CASE("zone: by name, and never out of the database") {
    const auto tokyo = adapters::named_zone("Asia/Tokyo");
    REQUIRE(tokyo);
    CHECK(tokyo->name() == "Asia/Tokyo");
    CHECK(tokyo->offset(summer) == 9h);
    CHECK(adapters::named_zone("UTC"));
    CHECK(adapters::named_zone("Etc/GMT+5"));
    for (const char* name :
         {"", "Nowhere/City", "/etc/localtime", "../../../etc/localtime", "localtime", "Europe/", "Europe", "tzdata.zi", "a\nb"}) {
        CHECK_FALSE(adapters::named_zone(name));
    }
}
