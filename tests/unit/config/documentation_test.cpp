// Every plan that the documentation shows is a plan: the YAML blocks of README.md and of the documents below config/ and daemon/, and the example.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "config/plan_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/plan_reader_fixture.hpp"

using kith::reader_test::told;

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    REQUIRE(stream.good());
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::vector<fs::path> documents() {
    const fs::path top = KITH_SOURCE_DIR;
    std::vector<fs::path> files;
    if (fs::exists(top / "README.md")) files.push_back(top / "README.md");
    for (const char* room : {"config", "daemon"})
        for (const auto& entry : fs::recursive_directory_iterator{top / room})
            if (entry.path().extension() == ".md") files.push_back(entry.path());
    return files;
}

struct Block {
    std::string yaml;
    std::size_t line = 0;   ///< of the document, where the block begins
};

std::vector<Block> yaml_blocks(const std::string& text) {
    std::vector<Block> blocks;
    bool inside = false;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        ++number;
        at = end + 1;
        if (!inside && line.starts_with("```yaml")) {
            inside = true;
            blocks.push_back({{}, number});
        } else if (inside && line.starts_with("```")) {
            inside = false;
        } else if (inside) {
            blocks.back().yaml += line + '\n';
        }
    }
    return blocks;
}

}   // namespace

TEST_CASE("documentation: the example plan reads without errors and without warnings") {
    const auto reading = kith::read_plan({{"example.yaml", bytes_of(fs::path{KITH_SOURCE_DIR} / "config" / "example.yaml")}});
    CHECK(told(reading) == "");
    REQUIRE(reading.plan.has_value());
    CHECK(reading.plan->people.size() >= 4);
    CHECK(reading.plan->touchpoints.size() >= 4);
    CHECK(reading.plan->checkins.size() == 1);
}

TEST_CASE("documentation: what the example plan offers in comments can be taken in as it stands") {
    std::string text;
    bool offered = false;
    std::string line;
    for (const char c : bytes_of(fs::path{KITH_SOURCE_DIR} / "config" / "example.yaml")) {
        line += c;
        if (c != '\n') continue;
        // An offer is a comment that looks like a key with a value; words to the reader end in a full stop or have no key.
        const auto hash = line.find_first_not_of(' ');
        const bool for_editors = line.find("$schema=") != std::string::npos;
        const bool comment = hash != std::string::npos && line[hash] == '#' && !for_editors;
        const auto colon = line.find(": ");
        const auto word = comment ? line.find_first_not_of(" #") : std::string::npos;
        const bool key = comment && word != std::string::npos &&
                         (line.find(':') != std::string::npos && line.find(' ', word) > line.find(':', word)) &&
                         line.find(':', word) != std::string::npos;
        if (key && (colon != std::string::npos || line.ends_with(":\n"))) {
            line.erase(hash, line.compare(hash, 2, "# ") == 0 ? 2 : 1);
            offered = true;
        }
        text += line;
        line.clear();
    }
    CHECK(offered);
    const auto reading = kith::read_plan({{"example.yaml", text}});
    INFO(text);
    CHECK(told(reading) == "");
    REQUIRE(reading.plan.has_value());
    CHECK(reading.plan->seasons.size() == 1);
    CHECK(reading.plan->solitude.size() == 1);
    CHECK(reading.plan->touchpoints.size() >= 7);
}

TEST_CASE("documentation: every YAML block is a valid plan") {
    for (const auto& document : documents()) {
        for (const Block& block : yaml_blocks(bytes_of(document))) {
            const auto reading =
                kith::read_plan({{document.filename().string() + " (block in line " + std::to_string(block.line) + ")", block.yaml}});
            INFO(told(reading));
            CHECK(reading.plan.has_value());
        }
    }
}
