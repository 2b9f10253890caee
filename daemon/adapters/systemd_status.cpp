#include "daemon/adapters/systemd_status.hpp"

#include <string_view>

namespace kith::adapters {
namespace {

std::string_view trouble(const app::Runtime& runtime, const app::PlanState& plan) {
    if (!runtime.journal_trouble().empty()) return "The journal can't be written; nudges go on. ";
    if (plan.state != "good") return "The plan needs a look; the last good one stays in use. ";
    return "";
}

}   // namespace

std::string status_line(const app::Runtime& runtime, const app::PlanState& plan) {
    if (runtime.engine() == nullptr) return plan.state == "none" ? "There is no plan yet." : "The plan needs a look; nothing is planned.";
    std::string line{trouble(runtime, plan)};
    const auto next = runtime.next_wakeup();
    if (!next) return line.append("Nothing is to come.");
    return line.append("Asleep until ").append(core::moment_words(runtime.engine()->zone(), *next, runtime.now())).append(".");
}

}   // namespace kith::adapters
