#include "daemon/app/commands.hpp"

#include <algorithm>
#include <array>

#include "daemon/app/command_errors.hpp"
#include "daemon/protocol/envelope.hpp"
#include "daemon/protocol/methods.hpp"

namespace kith::app {
namespace {

using boost::json::value;
using protocol::Error;
using protocol::ErrorCode;

value discovery() {
    boost::json::array list;
    for (const protocol::Method& method : protocol::methods)
        list.push_back(
            boost::json::object{{"name", method.name}, {"params", method.params}, {"result", method.result}, {"summary", method.summary}});
    return boost::json::object{{"methods", std::move(list)}};
}

}   // namespace

Commands::Commands(Runtime& runtime, const PlanState& plan, std::string version)
    : runtime_{runtime}, plan_{plan}, version_{std::move(version)} {}

void Commands::on_notice(std::function<void(const std::string&)> send) {
    runtime_.on_change([send = std::move(send)](const Changes& changes) {
        protocol::Changed changed;
        for (const auto& [name, yes] :
             {std::pair{"agenda", changes.agenda}, {"history", changes.history}, {"plan", changes.plan}, {"status", changes.status}})
            if (yes) changed.what.emplace_back(name);
        if (!changed.what.empty()) send(protocol::notice_line("changed", protocol::to_json(changed)));
    });
}

RequestHandler::Answer Commands::handle(std::string_view line) {
    auto request = protocol::parse_request(line);
    if (!request) return {.line = std::move(request.error()), .watch = false};
    Outcome<value> outcome = tl::unexpected{error(ErrorCode::internal_error, {})};
    try {
        outcome = dispatch(request->method, request->params);
    } catch (const std::exception& problem) {
        // A bug, or no memory left: this request fails, the daemon goes on.
        outcome = tl::unexpected{
            error(ErrorCode::internal_error, std::string{"Something went wrong inside kithd: "} + problem.what() + ". Please report it.")};
    }
    const bool watch = outcome && request->method == "watch.start";
    if (!request->id) return {.line = {}, .watch = watch};
    return {.line = outcome ? protocol::result_line(*request->id, *outcome) : protocol::error_line(*request->id, outcome.error()),
            .watch = watch};
}

template <class Params, class Result>
tl::expected<value, Error> Commands::call(Outcome<Result> (Commands::*handler)(const Params&), const value& params) {
    auto parsed = protocol::params_from_json<Params>(params);
    if (!parsed) return tl::unexpected{std::move(parsed.error())};
    Outcome<Result> result = (this->*handler)(*parsed);
    if (!result) return tl::unexpected{std::move(result.error())};
    return protocol::to_json(*result);
}

tl::expected<value, Error> Commands::without_params(const value& params, value answer) {
    if (auto read = protocol::params_from_json<protocol::NoParams>(params); !read) return tl::unexpected{std::move(read.error())};
    return answer;
}

tl::expected<value, Error> Commands::dispatch(std::string_view method, const value& params) {
    using Handler = Outcome<value> (*)(Commands&, const value&);
    struct Entry {
        std::string_view name;
        bool needs_plan;
        Handler handler;
    };
    static constexpr std::array entries{
        Entry{"action.undo", true, [](Commands& c, const value& p) { return c.call(&Commands::undo, p); }},
        Entry{"agenda.list", true, [](Commands& c, const value& p) { return c.call(&Commands::agenda, p); }},
        Entry{"agenda.next", true, [](Commands& c, const value& p) { return c.call(&Commands::next, p); }},
        Entry{"contact.log", true, [](Commands& c, const value& p) { return c.call(&Commands::log, p); }},
        Entry{"day.today", true, [](Commands& c, const value& p) { return c.call(&Commands::today, p); }},
        Entry{"desktop.try", false, [](Commands& c, const value& p) { return c.call(&Commands::try_out, p); }},
        Entry{"energy.set", true, [](Commands& c, const value& p) { return c.call(&Commands::energy, p); }},
        Entry{"followup.ask", true, [](Commands& c, const value& p) { return c.call(&Commands::ask, p); }},
        Entry{"followup.promise", true, [](Commands& c, const value& p) { return c.call(&Commands::promise, p); }},
        Entry{"followup.timeout", true, [](Commands& c, const value& p) { return c.call(&Commands::timeout, p); }},
        Entry{"history.export", false, [](Commands& c, const value& p) { return c.export_records(p); }},
        Entry{"history.list", true, [](Commands& c, const value& p) { return c.call(&Commands::history, p); }},
        Entry{"item.show", true, [](Commands& c, const value& p) { return c.call(&Commands::show, p); }},
        Entry{"item.why", true, [](Commands& c, const value& p) { return c.call(&Commands::why_so, p); }},
        Entry{"note.add", true, [](Commands& c, const value& p) { return c.call(&Commands::note, p); }},
        Entry{"occurrence.done", true, [](Commands& c, const value& p) { return c.call(&Commands::done, p); }},
        Entry{"occurrence.skip", true, [](Commands& c, const value& p) { return c.call(&Commands::skip, p); }},
        Entry{"occurrence.snooze", true, [](Commands& c, const value& p) { return c.call(&Commands::snooze, p); }},
        Entry{"pause.end", true, [](Commands& c, const value& p) { return c.call(&Commands::resume, p); }},
        Entry{"pause.set", true, [](Commands& c, const value& p) { return c.call(&Commands::pause, p); }},
        Entry{"people.list", true, [](Commands& c, const value& p) { return c.call(&Commands::people, p); }},
        Entry{"quiet.set", true, [](Commands& c, const value& p) { return c.call(&Commands::quiet, p); }},
        Entry{"report.show", true, [](Commands& c, const value& p) { return c.call(&Commands::report, p); }},
        Entry{"rpc.discover", false, [](Commands&, const value& p) { return without_params(p, discovery()); }},
        Entry{"season.list", true, [](Commands& c, const value& p) { return c.call(&Commands::seasons, p); }},
        Entry{"season.set", true, [](Commands& c, const value& p) { return c.call(&Commands::season, p); }},
        Entry{"state.get", true, [](Commands& c, const value& p) { return c.call(&Commands::state, p); }},
        Entry{"status.get", false, [](Commands& c, const value& p) { return c.call(&Commands::status, p); }},
        Entry{"text.forget", true, [](Commands& c, const value& p) { return c.call(&Commands::forget, p); }},
        Entry{"watch.start", false,
              [](Commands&, const value& p) {
                  return without_params(p, boost::json::object{{"watching", true}});
              }},
        Entry{"week.show", true, [](Commands& c, const value& p) { return c.call(&Commands::week, p); }},
    };
    static_assert(entries.size() == protocol::methods.size() &&
                  std::equal(entries.begin(), entries.end(), protocol::methods.begin(),
                             [](const Entry& a, const protocol::Method& b) { return a.name == b.name; }));
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == method; });
    if (found == entries.end())
        return tl::unexpected{error(ErrorCode::method_not_found, "There is no such method. rpc.discover lists them.")};
    if (found->needs_plan && runtime_.engine() == nullptr) return tl::unexpected{no_plan()};
    return found->handler(*this, params);
}

Error Commands::no_plan() const {
    if (plan_.state == "broken") {
        const std::string first = plan_.problems.empty() ? "" : " " + plan_.problems.front().text;
        return error(ErrorCode::no_plan, "The plan can't be read yet." + first + " kithctl plan check says more.");
    }
    return error(ErrorCode::no_plan, "There is no plan yet at " + plan_.path + ". kithctl plan init writes a first one.");
}

}   // namespace kith::app
