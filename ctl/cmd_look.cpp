#include "ctl/ask.hpp"
#include "ctl/commands.hpp"
#include "ctl/render.hpp"

namespace kith::ctl {
namespace {

constexpr std::string_view our_version = KITH_VERSION;

}   // namespace

Exit show(const Arguments& given, Surroundings& world) {
    return query<protocol::Card>(given, world, "item.show", protocol::NameParams{given.words().front()},
                                 [&](const protocol::Card& card) { return render(card, world.terminal); });
}

Exit why(const Arguments& given, Surroundings& world) {
    return query<protocol::Why>(given, world, "item.why", protocol::NameParams{given.words().front()},
                                [&](const protocol::Why& why) { return render(why, world.terminal); });
}

Exit people(const Arguments& given, Surroundings& world) {
    return query<protocol::People>(given, world, "people.list", protocol::NoParams{},
                                   [&](const protocol::People& people) { return render(people, world.terminal); });
}

Exit history(const Arguments& given, Surroundings& world) {
    protocol::HistoryParams params;
    params.limit = given.number("--limit").value_or(params.limit);
    params.since = given.text("--since");
    if (!given.words().empty()) params.name = given.words().front();
    return query<protocol::History>(given, world, "history.list", params,
                                    [&](const protocol::History& history) { return render(history, world.terminal); });
}

Exit status(const Arguments& given, Surroundings& world) {
    return query<protocol::Status>(given, world, "status.get", protocol::NoParams{},
                                   [&](const protocol::Status& status) { return render(status, our_version, world.terminal); });
}

Exit version(const Arguments&, Surroundings& world) {
    world.write("kithctl " + std::string{our_version} + '\n');
    // A daemon that is away or silent is no news here.
    auto client = connect(world);
    if (!client) return Exit::done;
    const auto answer = client->call("status.get", boost::json::object{});
    if (!answer) return Exit::done;
    const auto status = protocol::result_from_json<protocol::Status>(*answer);
    if (!status) return Exit::done;
    if (const std::string advice = version_advice(our_version, status->version); !advice.empty())
        world.write(paragraphs(advice, world.terminal.width));
    return Exit::done;
}

}   // namespace kith::ctl
