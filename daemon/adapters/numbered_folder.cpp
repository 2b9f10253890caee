#include "daemon/adapters/numbered_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <system_error>
#include <utility>

#include "config/civil_text.hpp"

namespace kith::adapters {

namespace {

namespace fs = std::filesystem;

/// 0042-2026-11-22
std::optional<std::pair<std::int64_t, std::string>> number_and_day(std::string_view middle) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(middle.data(), middle.data() + middle.size(), number);
    if (error != std::errc{} || number < 1 || end == middle.data() + middle.size() || *end != '-') return std::nullopt;
    middle.remove_prefix(static_cast<std::size_t>(end - middle.data()) + 1);
    if (!parse_date(middle)) return std::nullopt;
    return std::pair{number, std::string{middle}};
}

}   // namespace

NumberedFolder::NumberedFolder(fs::path folder, std::string first, std::string last)
    : folder_{std::move(folder)}, first_{std::move(first)}, last_{std::move(last)} {}

std::vector<NumberedFolder::Entry> NumberedFolder::list() const {
    std::vector<Entry> entries;
    std::error_code error;
    if (!fs::is_directory(fs::symlink_status(folder_, error))) return entries;
    for (fs::directory_iterator at{folder_, error}, end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename();
        if (name.size() <= first_.size() + last_.size() || !name.starts_with(first_) || !name.ends_with(last_)) continue;
        auto known = number_and_day(std::string_view{name}.substr(first_.size(), name.size() - first_.size() - last_.size()));
        if (known) entries.push_back({known->first, std::move(known->second), at->path()});
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.number > b.number; });
    return entries;
}

fs::path NumberedFolder::next(const std::string& day) const {
    const auto entries = list();
    std::string number = std::to_string(entries.empty() ? 1 : entries.front().number + 1);
    constexpr std::size_t digits = 4;   // so that lists sort; a fifth is no harm
    if (number.size() < digits) number.insert(0, digits - number.size(), '0');
    return folder_ / (first_ + number + '-' + day + last_);
}

void NumberedFolder::keep(std::size_t newest) const {
    const auto entries = list();
    std::error_code ignored;
    for (std::size_t i = newest; i < entries.size(); ++i) fs::remove_all(entries[i].path, ignored);
}

std::string today() {
    const auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch();
    return to_text(Date::of_day_number(days.count()));
}

bool sync(const fs::path& path) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool done = fsync(fd) == 0;
    close(fd);
    return done;
}

}   // namespace kith::adapters
