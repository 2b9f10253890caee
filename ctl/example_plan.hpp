#pragma once
// config/example.yaml as it was at build time (cmake/embed_example.cmake): kithctl is one static file and has no folder of data to look into.

#include <string_view>

namespace kith::ctl {

extern const std::string_view example_plan;

}   // namespace kith::ctl
