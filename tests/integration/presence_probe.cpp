// Prints what is known of the person's presence, a line each time it is told, until its standard input ends:
//   "here", or those of "do-not-disturb", "locked", "asleep" that hold.

#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

#include <boost/asio.hpp>

#include "daemon/adapters/session_monitor.hpp"

namespace {

std::string in_words(const kith::app::Presence::State& state) {
    std::string words;
    const auto add = [&words](bool holds, const char* word) {
        if (holds) words += std::string{words.empty() ? "" : " "} + word;
    };
    add(state.do_not_disturb, "do-not-disturb");
    add(state.locked, "locked");
    add(state.asleep, "asleep");
    return words.empty() ? "here" : words;
}

}   // namespace

int main() {
    boost::asio::io_context loop;
    const auto presence = kith::adapters::make_session_monitor(loop);
    boost::asio::posix::stream_descriptor input{loop, ::dup(0)};
    char byte = 0;
    boost::asio::async_read(input, boost::asio::buffer(&byte, 1), [&loop](const boost::system::error_code&, std::size_t) { loop.stop(); });
    presence->listen([&presence] { std::cout << in_words(presence->state()) << std::endl; });
    loop.run();
    std::cout << "bye" << std::endl;
}
