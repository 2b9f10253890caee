#include "tests/simulation/plan_folder.hpp"

#include <sys/stat.h>

#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace kith::simulation {
namespace fs = std::filesystem;

PlanReading PlanFolder::read(const std::vector<PlanText>& texts) {
    std::string bytes;
    for (const PlanText& text : texts) bytes.append(text.file).append(1, '\0').append(text.bytes).append(1, '\0');
    const auto known = known_.find(bytes);
    return known != known_.end() ? known->second : known_.emplace(std::move(bytes), read_plan(texts)).first->second;
}

void PlanFolder::write(const std::vector<PlanText>& texts) {
    for (const PlanText& text : texts) {
        std::ofstream out{text.file, std::ios::binary};
        out << text.bytes;
        if (!out.flush()) throw std::runtime_error{"the simulator's own disk is full"};
    }
    PlanReading reading = read(texts);
    plan_ = reading.plan ? std::make_shared<const Plan>(std::move(*reading.plan)) : nullptr;
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
        fs::create_directory(folder_.path() / "plan.d");
        return write({{path().string(), text.substr(0, items)}, {(folder_.path() / "plan.d" / "items.yaml").string(), text.substr(items)}});
    }
    if (way % 4 == 1) fs::create_symlink("elsewhere.yaml", path());
    write({{path().string(), text}});
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
            write({{path().string(), std::string{"people: {}\n\0\xFF\xFE", 14}}});
    }
}

}   // namespace kith::simulation
