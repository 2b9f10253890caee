// Plays every scenario of this folder and holds what kith did against what it says: nothing missing, nothing extra.

#include <algorithm>
#include <filesystem>

#include "tests/scenarios/script.hpp"
#include "tests/scenarios/world.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace kith;
using namespace kith::testing;

struct Told {
    std::string at;
    std::string text;
    std::string line() const { return at + "  " + text; }
};

/// Plays it; the deeds as lines, in the zone of the moment they were done in.
std::vector<Told> play(const Script& script) {
    // Only to read the start in its zone.
    absl::TimeZone zone;
    REQUIRE(absl::LoadTimeZone(script.zone, &zone));
    int year = 0, month = 0, day = 0, hour = 0, minute = 0;
    REQUIRE(std::sscanf(script.start.c_str(), "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute) == 5);
    const core::Instant start =
        core::Zone{zone, script.zone}.at(Date{year, month, day}, TimeOfDay{static_cast<std::int16_t>(hour * 60 + minute)});

    World world{script.zone, start, script.plan};
    std::vector<Told> told;
    std::size_t printed = 0;
    auto print = [&] {
        for (; printed < world.deeds().size(); ++printed)
            if (const Deed& deed = world.deeds()[printed]; !deed.text.starts_with('#')) told.push_back({world.print(deed.at), deed.text});
    };
    for (const ScriptLine& line : script.lines) {
        if (!line.input) continue;
        world.run_to(world.parse(line.from));
        print();
        world.happen(line.text, line.plan);
        print();
    }
    world.run_to(world.parse(script.until));
    print();
    return told;
}

bool matches(const ScriptLine& expected, const Told& told) {
    return told.text == expected.text && expected.from <= told.at && told.at <= expected.to;
}

}   // namespace

TEST_CASE("Scenarios: kith does what each says, all of it and nothing else") {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{KITH_SOURCE_DIR "/tests/scenarios"})
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    REQUIRE(files.size() >= 20);
    for (const std::filesystem::path& file : files) {
        DYNAMIC_SECTION(file.stem().string()) {
            const Script script = read_script(file);
            const std::vector<Told> told = play(script);
            std::vector<bool> used(told.size());
            std::string wrong;
            for (const ScriptLine& line : script.lines) {
                if (line.input) continue;
                bool found = false;
                for (std::size_t i = 0; i < told.size() && !found; ++i)
                    if (!used[i] && matches(line, told[i])) used[i] = found = true;
                const std::string when = line.from == line.to ? line.from : line.from + ".." + line.to.substr(11);
                if (!found) wrong += "\nmissing  " + when + "  " + line.text + "   (line " + std::to_string(line.number) + ")";
            }
            for (std::size_t i = 0; i < told.size(); ++i)
                if (!used[i]) wrong += "\nextra    " + told[i].line();
            if (!wrong.empty()) FAIL(file.filename().string() << wrong);
            SUCCEED();
        }
    }
}
