#include "daemon/adapters/plan_watcher.hpp"

#include <string>
#include <system_error>
#include <utility>

namespace kith::adapters {
namespace {

namespace fs = std::filesystem;

/// As load_plan_texts chooses them: editors hide what they keep for themselves.
bool is_part(const std::string& name) { return !name.starts_with('.') && fs::path{name}.extension() == ".yaml"; }

/// Empty for the empty path: without a home there is no plan to watch.
fs::path absolute_or_empty(const fs::path& path) {
    std::error_code error;
    return fs::absolute(path, error);
}

FolderInterests survey(const fs::path& plan) {
    FolderInterests interests;
    if (plan.empty()) return interests;
    follow(plan, interests);
    const fs::path parts = follow(plan.parent_path() / "plan.d", interests);
    std::error_code error;
    if (!fs::is_directory(parts, error)) return interests;
    FolderInterest& interest = interests[parts];
    interest.matters = is_part;
    interest.contents = true;
    for (fs::directory_iterator entry{parts, error}; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
        std::error_code gone;
        if (is_part(entry->path().filename().string()) && entry->is_symlink(gone)) follow(entry->path(), interests);
    }
    return interests;
}

}   // namespace

PlanWatcher::PlanWatcher(boost::asio::io_context& loop, const fs::path& plan, std::function<void()> changed)
    : watcher_{loop, [plan = absolute_or_empty(plan)] { return survey(plan); }, std::move(changed)} {}

}   // namespace kith::adapters
