#include "daemon/adapters/logging.hpp"

#include <memory>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "daemon/adapters/systemd_log.hpp"

namespace kith::adapters {

void set_up_log(bool verbose) {
    const bool journal = journal_listens();
    const std::shared_ptr<spdlog::sinks::sink> sink =
        journal ? make_journal_sink() : std::make_shared<spdlog::sinks::stderr_color_sink_st>();
    auto logger = std::make_shared<spdlog::logger>("kithd", sink);
    if (!journal) logger->set_pattern("%H:%M:%S %^%l%$ %v");
    logger->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

void log(app::LogLevel level, const std::string& text) {
    switch (level) {
        case app::LogLevel::info:
            return spdlog::info("{}", text);
        case app::LogLevel::warning:
            return spdlog::warn("{}", text);
        case app::LogLevel::error:
            return spdlog::error("{}", text);
    }
}

}   // namespace kith::adapters
