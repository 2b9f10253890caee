#include "tests/simulation/plan_folder.hpp"

#include <sys/stat.h>

#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace kith::simulation {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Plan> read(std::vector<PlanText> texts) {
    PlanReading reading = read_plan(std::move(texts));
    return reading.plan ? std::make_shared<const Plan>(std::move(*reading.plan)) : nullptr;
}

}   // namespace

void PlanFolder::write(const fs::path& name, const std::string& bytes) {
    std::ofstream out{folder_.path() / name, std::ios::binary};
    out << bytes;
    if (!out.flush()) throw std::runtime_error{"the simulator's own disk is full"};
}

void PlanFolder::remove() {
    for (const char* name : {"plan.yaml", "plan.d", "elsewhere.yaml"}) fs::remove_all(folder_.path() / name);
    state_ = State::empty;
    plan_ = nullptr;
}

void PlanFolder::save(const std::string& text, std::uint64_t way) {
    remove();
    state_ = State::full;
    const std::size_t items = text.find("touchpoints:\n");
    if (way % 4 == 0 && items != std::string::npos) {
        const std::string settings = text.substr(0, items), rest = text.substr(items);
        fs::create_directory(folder_.path() / "plan.d");
        write("plan.yaml", settings);
        write("plan.d/items.yaml", rest);
        plan_ = read({{"plan.yaml", settings}, {"plan.d/items.yaml", rest}});
        return;
    }
    if (way % 4 == 1) fs::create_symlink("elsewhere.yaml", path());
    write("plan.yaml", text);
    plan_ = read({{"plan.yaml", text}});
}

void PlanFolder::spoil(std::uint64_t way) {
    remove();
    state_ = State::full;
    switch (way % 4) {
        case 0:
            fs::create_directory(path());
            break;
        case 1:
            fs::create_symlink("nowhere.yaml", path());
            break;
        case 2:
            if (mkfifo(path().c_str(), 0600) != 0) throw std::runtime_error{"can't make a pipe"};
            break;
        default:
            write("plan.yaml", std::string{"people: {}\n\0\xFF\xFE", 14});
    }
}

}   // namespace kith::simulation
