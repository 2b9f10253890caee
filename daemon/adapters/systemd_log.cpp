#include "daemon/adapters/systemd_log.hpp"

#define SD_JOURNAL_SUPPRESS_LOCATION
#include <sys/stat.h>
#include <syslog.h>
#include <systemd/sd-journal.h>
#include <systemd/sd-login.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/base_sink.h>

namespace kith::adapters {
namespace {

std::string own_unit() {
    char* name = nullptr;
    if (sd_pid_get_user_unit(0, &name) < 0) return {};
    std::string unit{name};
    std::free(name);
    return unit;
}

int priority_of(spdlog::level::level_enum level) {
    switch (level) {
        case spdlog::level::critical:
            return LOG_CRIT;
        case spdlog::level::err:
            return LOG_ERR;
        case spdlog::level::warn:
            return LOG_WARNING;
        case spdlog::level::info:
            return LOG_INFO;
        default:
            return LOG_DEBUG;
    }
}

class JournalSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
  private:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const auto length = static_cast<int>(message.payload.size());
        sd_journal_send("MESSAGE=%.*s", length, message.payload.data(), "PRIORITY=%d", priority_of(message.level),
                        "SYSLOG_IDENTIFIER=kithd", unit_.empty() ? nullptr : "USER_UNIT=%s", unit_.c_str(), nullptr);
    }
    void flush_() override {}

    std::string unit_ = own_unit();
};

}   // namespace

bool journal_listens() {
    // systemd.exec(5). A terminal that was itself started by systemd hands the variable on, but not that stream.
    struct stat info {};
    const char* stream = std::getenv("JOURNAL_STREAM");
    return stream != nullptr && ::fstat(STDERR_FILENO, &info) == 0 &&
           stream == std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);
}

std::shared_ptr<spdlog::sinks::sink> make_journal_sink() { return std::make_shared<JournalSink>(); }

}   // namespace kith::adapters
