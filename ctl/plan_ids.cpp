#include "ctl/plan_ids.hpp"

#include <cctype>

namespace kith::ctl {

std::string id_of(std::string_view name) {
    std::string id;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == ' ')
            id += '-';
        else if (byte >= 0x80 || std::isalnum(byte) != 0 || c == '-' || c == '_')
            id += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
    }
    return id;
}

}   // namespace kith::ctl
