// Drives the libnotify desktop from the outside: commands on standard input, what it calls back on standard output, one a line.
//   show ID SUMMARY|BODY|BUTTON=LABEL,BUTTON=LABEL|FALLBACK    withdraw ID    adopt NOTICE SERVER-KEY ID    ping    status
// In texts \n is a line break and \xHH a byte.

#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include <boost/asio.hpp>

#include "daemon/adapters/libnotify_desktop.hpp"

namespace {

namespace asio = boost::asio;
using kith::core::Button;
using kith::core::NoticeId;

constexpr std::array<std::pair<const char*, Button>, 7> buttons{{{"done", Button::done},
                                                                 {"later", Button::later},
                                                                 {"not_today", Button::not_today},
                                                                 {"one_by_one", Button::one_by_one},
                                                                 {"lighter", Button::lighter},
                                                                 {"same", Button::same},
                                                                 {"heavier", Button::heavier}}};

std::string name_of(Button button) {
    for (const auto& [name, value] : buttons) {
        if (value == button) return name;
    }
    std::abort();
}

Button button_of(const std::string& text) {
    for (const auto& [name, value] : buttons) {
        if (text == name) return value;
    }
    std::cerr << "desktop_probe: no button " << text << '\n';
    std::exit(2);
}

std::string unescape(const std::string& text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.compare(at, 2, "\\n") == 0) {
            result += '\n';
            ++at;
        } else if (text.compare(at, 2, "\\x") == 0) {
            unsigned byte = 0;
            std::from_chars(text.data() + at + 2, text.data() + at + 4, byte, 16);
            result += static_cast<char>(byte);
            at += 3;
        } else {
            result += text[at];
        }
    }
    return result;
}

kith::app::Notice notice_of(NoticeId id, const std::string& text) {
    std::istringstream parts{text};
    std::string summary;
    std::string body;
    std::string actions;
    std::string fallback;
    std::getline(parts, summary, '|');
    std::getline(parts, body, '|');
    std::getline(parts, actions, '|');
    std::getline(parts, fallback, '|');
    kith::app::Notice notice;
    notice.id = id;
    notice.summary = unescape(summary);
    notice.body = unescape(body);
    notice.fallback = unescape(fallback);
    std::istringstream list{actions};
    for (std::string action; std::getline(list, action, ',');) {
        const auto equals = action.find('=');
        notice.actions.push_back({button_of(action.substr(0, equals)), unescape(action.substr(equals + 1))});
    }
    return notice;
}

void say(const std::string& line) { std::cout << line << std::endl; }

std::string status_line(const kith::app::Desktop& desktop) {
    const auto status = desktop.status();
    return std::string{"status "} + (status.present ? "present" : "absent") + " [" + status.server + "] " + status.trouble;
}

void obey(kith::app::Desktop& desktop, const std::string& line) {
    std::istringstream words{line};
    std::string command;
    NoticeId id = 0;
    words >> command;
    if (command == "ping") return say("pong");
    if (command == "status") return say(status_line(desktop));
    words >> id >> std::ws;
    if (command == "withdraw") return desktop.withdraw(id);
    if (command == "adopt") {
        std::string bus;
        std::string server;
        std::uint32_t there = 0;
        words >> bus >> server >> there;
        return desktop.adopt({{id, bus + " " + server, there}});
    }
    std::string rest;
    std::getline(words, rest);
    if (command == "show") return desktop.show(notice_of(id, rest));
    std::cerr << "desktop_probe: no command " << line << '\n';
    std::exit(2);
}

}   // namespace

int main() {
    asio::io_context loop;
    const auto desktop = kith::adapters::make_libnotify_desktop(loop);
    asio::posix::stream_descriptor input{loop, ::dup(0)};
    std::string buffer;
    std::function<void()> read = [&] {
        asio::async_read_until(input, asio::dynamic_buffer(buffer), '\n', [&](const boost::system::error_code& error, std::size_t size) {
            if (error) return loop.stop();
            const std::string line = buffer.substr(0, size - 1);
            buffer.erase(0, size);
            if (line == "listen") {
                desktop->listen({
                    [](NoticeId notice, Button button) { say("clicked " + std::to_string(notice) + " " + name_of(button)); },
                    [](NoticeId notice, kith::core::Fate fate) {
                        say("left " + std::to_string(notice) + (fate == kith::core::Fate::expired ? " expired" : " dismissed"));
                    },
                    [] { say("ready"); },
                    [](const kith::app::ShownAs& shown) {
                        say("shown " + std::to_string(shown.notice) + " " + shown.server + " " + std::to_string(shown.id));
                    },
                    [&] { say(status_line(*desktop)); },
                });
            } else {
                obey(*desktop, line);
            }
            read();
        });
    };
    read();
    loop.run();
    say("bye");
}
