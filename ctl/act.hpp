#pragma once
// What every command that does something shares.

#include <string_view>

#include "ctl/ask.hpp"
#include "ctl/render.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {

/// Asks for it, and says what came of it and what comes next.
template <class Params>
[[nodiscard]] Exit act(const Arguments& given, Surroundings& world, std::string_view method, const Params& params) {
    return query<protocol::Acted>(given, world, method, params, [&](const protocol::Acted& acted) {
        return render(acted, acted.next ? same_offset(world.now, acted.next->at) : "", world.terminal);
    });
}

}   // namespace kith::ctl
