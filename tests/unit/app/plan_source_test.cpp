// Scenario 20: whatever becomes of the plan's file, the last good plan stays in use, and its place is told.

#include <filesystem>
#include <fstream>
#include <random>

#include "daemon/app/plan_source.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
namespace fs = std::filesystem;

namespace {

struct Kept final : app::PlanKeeper {
    void keep(const std::string& given) override { bytes = given; }
    [[nodiscard]] std::string recall() override { return bytes; }
    std::string bytes;
};

class PlanFile {
  public:
    PlanFile() {
        std::string name = (fs::temp_directory_path() / "kith-plan-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    PlanFile(const PlanFile&) = delete;
    PlanFile& operator=(const PlanFile&) = delete;
    ~PlanFile() { fs::remove_all(folder_); }
    void write(const std::string& text) const { std::ofstream{path(), std::ios::binary} << text; }
    void remove() const { fs::remove(path()); }
    [[nodiscard]] fs::path path() const { return folder_ / "plan.yaml"; }

  private:
    fs::path folder_;
};

const char* const good = "people:\n  mum: {name: Mum}\ntouchpoints:\n  call-mum: {with: mum, every: day}\n";

std::string contents(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}   // namespace

TEST_CASE("Scenario 20: a plan that is good is taken up, once; one that is broken changes nothing and is told of by name and line") {
    PlanFile file;
    Kept kept;
    app::PlanSource source{file.path(), kept};
    CHECK(source.read() == nullptr);
    CHECK(source.state().state == "none");
    CHECK(source.trouble().empty());

    file.write(good);
    REQUIRE(source.read() != nullptr);
    CHECK(source.read() == nullptr);
    CHECK(source.trouble().empty());

    file.write(std::string{good} + "  call-sam: {with: sam, every: day}\n");
    CHECK(source.read() == nullptr);
    CHECK(source.state().state == "broken");
    CHECK(source.trouble().starts_with("plan.yaml:5:"));
    REQUIRE(source.state().last_good.size() == 1);   // for those who ask which plan is in use
    CHECK(source.state().last_good.front().text == good);
    CHECK(source.trouble().find("last good plan stays in use") != std::string::npos);

    file.remove();
    CHECK(source.read() == nullptr);
    CHECK(source.trouble().find("is gone") != std::string::npos);

    file.write(good);
    CHECK(source.read() == nullptr);
    CHECK(source.state().state == "good");
    CHECK(source.state().last_good.empty());
    CHECK(source.trouble().empty());
}

TEST_CASE("Scenario 20: a start with a broken plan goes on with the last good one, and only a start does") {
    PlanFile file;
    Kept kept;
    file.write(good);
    REQUIRE(app::PlanSource{file.path(), kept}.read() != nullptr);
    file.write("people: {mum: {name: Mum}\n");

    app::PlanSource source{file.path(), kept};
    const auto plan = source.read();
    REQUIRE(plan != nullptr);
    CHECK(plan->touchpoints.size() == 1);
    CHECK(source.state().state == "broken");
    CHECK(source.read() == nullptr);

    kept.bytes = "[{\"file\": 1}]";
    CHECK(app::PlanSource{file.path(), kept}.read() == nullptr);
}

TEST_CASE("Scenario 20: of hundreds of damaged plans each is good or told of, and none takes the last good one away") {
    PlanFile file;
    Kept kept;
    app::PlanSource source{file.path(), kept};
    const std::string example = contents(fs::path{KITH_SOURCE_DIR} / "config" / "example.yaml");
    file.write(example);
    REQUIRE(source.read() != nullptr);
    std::mt19937 random{20};
    int broken = 0;
    for (int round = 0; round < 300; ++round) {
        std::string text = example;
        const std::size_t at = random() % text.size();
        switch (random() % 4) {
            case 0:
                text.resize(at);
                break;
            case 1:
                text[at] = static_cast<char>(random() % 256);
                break;
            case 2:
                text.erase(at, 1 + random() % 40);
                break;
            default:
                text.insert(at, std::string{"\t{[\"'&*:\n-"}.substr(random() % 10, 2));
                break;
        }
        INFO(text);
        file.write(text);
        const auto plan = source.read();
        if (source.state().state == "good") continue;
        ++broken;
        CHECK(plan == nullptr);
        CHECK_FALSE(source.state().problems.empty());
        CHECK_FALSE(source.trouble().empty());
    }
    CHECK(broken > 100);
    file.write(good);
    REQUIRE(source.read() != nullptr);
}
