#include "ctl/ask.hpp"

#include <array>
#include <cstdio>
#include <system_error>

#include <utf8proc.h>

#include "config/plan_files.hpp"
#include "config/problem.hpp"

namespace kith::ctl {
namespace {

constexpr std::string_view restart = "\n    systemctl --user restart kithd";

std::string how_to_start() {
    std::string text = "kithd isn't running. Start it with\n    systemctl --user start kithd\nor run kithd in a terminal of its own.";
    const auto plan = default_plan_path();
    std::error_code ignored;
    if (!plan.empty() && !std::filesystem::exists(plan, ignored))
        text += " There is no plan yet either; write a first one with\n    kithctl plan init";
    return text;
}

std::string refusal(const protocol::Error& error) {
    std::string text = printable(error.message);
    if (error.code == protocol::ErrorCode::method_not_found)
        text += "\nThe kithd that runs may be older than this kithctl; restart it with" + std::string{restart};
    return text;
}

void append_escape(std::string& line, utf8proc_int32_t code) {
    std::array<char, 16> text;
    if (code < 0x10000) {
        std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(code));
    } else {
        const unsigned rest = static_cast<unsigned>(code) - 0x10000U;   // a surrogate pair, as RFC 8259 wants it
        std::snprintf(text.data(), text.size(), "\\u%04x\\u%04x", 0xD800U + (rest >> 10U), 0xDC00U + (rest & 0x3FFU));
    }
    line += text.data();
}

}   // namespace

std::string explain(const Trouble& trouble) {
    const std::string look = ". Have a look with\n    systemctl --user status kithd";
    switch (trouble.kind) {
        case Trouble::Kind::away:
            return how_to_start();
        case Trouble::Kind::forbidden:
            return "kithd can't be reached: " + printable(trouble.detail);
        case Trouble::Kind::silent:
            return "kithd doesn't answer: " + printable(trouble.detail) + look;
        case Trouble::Kind::broken:
            return "kithd gave no usable answer: " + printable(trouble.detail) + look;
        case Trouble::Kind::refused:
            return refusal(trouble.error);
    }
    return {};
}

Exit exit_of(const Trouble& trouble) {
    if (trouble.kind != Trouble::Kind::refused) return Exit::no_daemon;
    return trouble.error.code == protocol::ErrorCode::invalid_params ? Exit::misunderstood : Exit::no;
}

Answer<Client> connect(const Surroundings& world) {
    const auto path = world.socket();
    if (!path) return tl::unexpected{Trouble{Trouble::Kind::forbidden, path.error(), {}}};
    return Client::connect(*path, world.answer_deadline);
}

tl::expected<boost::json::value, Exit> ask(Surroundings& world, std::string_view method, const boost::json::value& params) {
    auto client = connect(world);
    auto answer = client ? client->call(method, params) : tl::unexpected{client.error()};
    if (answer) return std::move(*answer);
    world.complain(explain(answer.error()));
    return tl::unexpected{exit_of(answer.error())};
}

std::string json_line(const boost::json::value& value, const Terminal& terminal) {
    const std::string text = boost::json::serialize(value);
    std::string line;
    line.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        utf8proc_int32_t code = -1;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
        const auto read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &code);
        const std::size_t length = read > 0 ? static_cast<std::size_t>(read) : 1;
        const std::string_view character{text.data() + at, length};
        const bool plain = code >= 0x20 && code < 0x7F;
        if (plain || (terminal.utf8 && read > 0 && printable(character) == character)) {
            line += character;
        } else {
            append_escape(line, read > 0 ? code : 0xFFFD);
        }
        at += length;
    }
    return line + '\n';
}

Exit unreadable(const protocol::Error& error, Surroundings& world) {
    world.complain("kithd's answer can't be read: " + printable(error.message) +
                   "\nIt may be of another version than this kithctl; restart it with" + std::string{restart});
    return Exit::no_daemon;
}

}   // namespace kith::ctl
