#include <cerrno>
#include <cstring>
#include <functional>
#include <optional>

#include "config/problem.hpp"
#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/new_file.hpp"
#include "ctl/when.hpp"

namespace kith::ctl {
namespace {

Exit cannot_write(const std::string& path, int error, Surroundings& world) {
    world.complain(printable(path) + (error == EEXIST ? " exists already and stays as it is; choose another name"
                                                      : std::string{" can't be written: "} + std::strerror(error)));
    return Exit::no;
}

/// The last sequence of a page; none when it has none, or does not go on from `after`.
std::optional<std::int64_t> last_sequence(const protocol::Exported& page, std::int64_t after) {
    const auto* record = page.records.empty() ? nullptr : page.records.back().if_object();
    const auto* seq = record != nullptr ? record->if_contains("seq") : nullptr;
    if (seq == nullptr) return std::nullopt;
    boost::json::error_code error;
    const auto number = seq->to_number<std::int64_t>(error);
    return error || number <= after ? std::nullopt : std::optional{number};
}

/// Every record as a line to `write`, which says whether to go on; how many they were.
tl::expected<std::int64_t, Trouble> page_through(Client& client, const std::function<bool(std::string_view)>& write) {
    protocol::ExportParams params;
    params.limit = 1000;
    std::int64_t count = 0;
    for (bool more = true; more;) {
        const auto answer = client.call("history.export", protocol::to_json(params));
        if (!answer) return tl::unexpected{answer.error()};
        const auto page = protocol::result_from_json<protocol::Exported>(*answer);
        if (!page) return tl::unexpected{Trouble{Trouble::Kind::broken, page.error().message, {}}};
        std::string lines;
        // A file and a pipe take UTF-8 whatever the terminal is.
        for (const auto& record : page->records) lines += json_line(record, Terminal{});
        count += static_cast<std::int64_t>(page->records.size());
        more = page->more;
        if (!write(lines)) break;
        const auto last = last_sequence(*page, params.after);
        if (more && !last) return tl::unexpected{Trouble{Trouble::Kind::broken, "its pages of the journal don't follow each other", {}}};
        params.after = last.value_or(params.after);
    }
    return count;
}

}   // namespace

Exit export_journal(const Arguments& given, Surroundings& world) {
    auto client = connect(world);
    if (!client) {
        world.complain(explain(client.error()));
        return exit_of(client.error());
    }
    const auto path = given.text("--output");
    std::optional<NewFile> file;
    if (path) file.emplace(*path);
    if (file && file->error() != 0) return cannot_write(*path, file->error(), world);
    const auto count = page_through(*client, [&](std::string_view lines) {
        if (!file) {
            world.write(lines);
            return true;
        }
        file->write(lines);
        return file->error() == 0;
    });
    if (!count) {
        world.complain(explain(count.error()));
        return exit_of(count.error());
    }
    if (!file) return Exit::done;
    file->finish();
    if (file->error() != 0) return cannot_write(*path, file->error(), world);
    world.write(count_words(*count, "record", "records") + " written to " + printable(*path) + ".\n");
    return Exit::done;
}

}   // namespace kith::ctl
