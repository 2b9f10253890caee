#include "ctl/plan_texts.hpp"

#include "config/plan_files.hpp"
#include "config/problem.hpp"

namespace kith::ctl {

tl::expected<std::vector<PlanText>, Exit> plan_texts(const std::string& file, Surroundings& world) {
    const auto path = file.empty() ? default_plan_path() : std::filesystem::path{file};
    if (path.empty()) {
        world.complain(no_home);
        return tl::unexpected{Exit::no};
    }
    auto texts = load_plan_texts(path);
    if (!texts) {
        world.complain(to_line(texts.error()));
        return tl::unexpected{Exit::no};
    }
    if (texts->empty()) {
        world.complain(file.empty() ? "there is no plan yet at " + printable(path.native()) + ". " + std::string{how_to_begin}
                                    : printable(file) + ": there is no such file");
        return tl::unexpected{Exit::no};
    }
    return std::move(*texts);
}

}   // namespace kith::ctl
