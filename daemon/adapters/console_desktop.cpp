#include "daemon/adapters/console_desktop.hpp"

#include <unistd.h>

#include <array>
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <ostream>

#include <boost/asio.hpp>

#include "daemon/adapters/display_text.hpp"
#include "daemon/adapters/system_zone.hpp"

namespace kith::adapters {
namespace {

constexpr std::size_t longest_line = 200;
constexpr std::size_t longest_body = 1000;

std::string clock_text(TimeOfDay time) {
    std::array<char, 8> text{};
    const unsigned minutes = static_cast<unsigned>(time.minutes) % 1440U;
    std::snprintf(text.data(), text.size(), "%02u:%02u", minutes / 60, minutes % 60);
    return text.data();
}

class ConsoleDesktop final : public app::Desktop {
  public:
    ConsoleDesktop(boost::asio::io_context& loop, std::ostream& out, ConsoleOptions options)
        : loop_{loop}, out_{out}, options_{std::move(options)}, callbacks_{std::make_shared<Callbacks>()} {
        assert(options_.time_of_day);
    }

    void listen(Callbacks callbacks) override {
        *callbacks_ = std::move(callbacks);
        if (listening_) return;
        listening_ = true;
        boost::asio::post(loop_, [weak = std::weak_ptr{callbacks_}] {
            const auto listener = weak.lock();
            if (listener && listener->ready) listener->ready();
        });
    }

    void adopt(std::vector<app::ShownAs>) override {}   // what was printed stays printed

    void show(app::Notice notice) override {
        std::string words = notice.summary + '\n' + notice.body;
        if (const auto printed = printed_.find(notice.id); printed != printed_.end() && printed->second == words) return;
        printed_.insert_or_assign(notice.id, std::move(words));
        const std::string time = clock_text(options_.time_of_day());
        const std::string indent(time.size() + 4, ' ');
        out_ << "\n  " << faint(time) << "  " << bold(single_line(notice.summary, longest_line)) << '\n';
        print_lines(indent, multi_line(notice.body, longest_body));
        if (!notice.fallback.empty()) out_ << indent << faint(single_line(notice.fallback, longest_line)) << '\n';
        out_.flush();
        const bool lost = !out_.good();
        if (lost == lost_) return;
        lost_ = lost;
        boost::asio::post(loop_, [weak = std::weak_ptr{callbacks_}] {
            const auto listener = weak.lock();
            if (listener && listener->state_changed) listener->state_changed();
        });
    }

    void withdraw(core::NoticeId notice) override { printed_.erase(notice); }

    [[nodiscard]] Status status() const override {
        if (lost_) return {false, "", "The terminal that notices were printed to is gone. Start kithd again from another one."};
        return {true, "the terminal", ""};
    }

  private:
    void print_lines(const std::string& indent, std::string_view text) {
        while (!text.empty()) {
            const auto end = text.find('\n');
            if (const std::string_view line = text.substr(0, end); !line.empty()) out_ << indent << line << '\n';
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
    }

    [[nodiscard]] std::string faint(const std::string& text) const { return options_.colour ? "\x1b[2m" + text + "\x1b[0m" : text; }
    [[nodiscard]] std::string bold(const std::string& text) const { return options_.colour ? "\x1b[1m" + text + "\x1b[0m" : text; }

    boost::asio::io_context& loop_;
    std::ostream& out_;
    ConsoleOptions options_;
    std::shared_ptr<Callbacks> callbacks_;
    std::map<core::NoticeId, std::string> printed_;   ///< and not withdrawn since
    bool listening_ = false;
    bool lost_ = false;
};

}   // namespace

std::unique_ptr<app::Desktop> make_console_desktop(boost::asio::io_context& loop, std::ostream& out, ConsoleOptions options) {
    return std::make_unique<ConsoleDesktop>(loop, out, std::move(options));
}

std::unique_ptr<app::Desktop> make_console_desktop(boost::asio::io_context& loop, const app::Clock& clock) {
    const char* no_color = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal != nullptr && std::string_view{terminal} == "dumb";
    const bool colour = ::isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0') && !dumb;
    return make_console_desktop(loop, std::cout, {colour, [&clock] { return system_zone().local(clock.read().now).time; }});
}

}   // namespace kith::adapters
