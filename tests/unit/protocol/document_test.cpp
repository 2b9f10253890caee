// The protocol's document is held against the code: every method is in it, and what its transcripts send and show is read by the real readers.

#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "daemon/protocol/envelope.hpp"
#include "daemon/protocol/limits.hpp"
#include "daemon/protocol/measures.hpp"
#include "daemon/protocol/messages.hpp"
#include "daemon/protocol/methods.hpp"
#include "daemon/protocol/state.hpp"
#include "tests/support/catch.hpp"

using namespace kith::protocol;
namespace json = boost::json;

namespace {

std::string document() {
    std::ifstream file{KITH_SOURCE_DIR "/daemon/protocol/README.md"};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

struct Exchange {
    std::string request;
    std::string reply;
};

/// The exchanges of the ```transcript blocks; a line that is neither sent nor received fails the test.
std::vector<Exchange> transcripts() {
    std::vector<Exchange> result;
    std::istringstream text{document()};
    bool inside = false;
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("```")) {
            inside = line == "```transcript";
            continue;
        }
        if (!inside) continue;
        INFO(line);
        REQUIRE(line.size() > 2);
        if (line.starts_with("> ")) {
            result.push_back({line.substr(2), {}});
        } else {
            REQUIRE(line.starts_with("< "));
            REQUIRE_FALSE(result.empty());
            REQUIRE(result.back().reply.empty());
            result.back().reply = line.substr(2);
        }
    }
    return result;
}

using Reader = std::function<std::string(const json::value&)>;

/// The words of a refusal; empty: it was read. Reading must lose nothing, so that the document shows no member that does not exist.
template <class T>
std::pair<const std::string, Reader> params_reader(const char* name) {
    return {name, [](const json::value& value) {
                const auto read = params_from_json<T>(value);
                return read ? std::string{} : read.error().message;
            }};
}
template <class T>
std::pair<const std::string, Reader> result_reader(const char* name) {
    return {name, [](const json::value& value) {
                const auto read = result_from_json<T>(value);
                if (!read) return read.error().message;
                return to_json(*read) == value ? std::string{} : "shows a member that is not known: " + json::serialize(value);
            }};
}
#define KITH_READER(kind, T) kind##_reader<T>(#T)

const std::map<std::string, Reader> params_readers{
    KITH_READER(params, NoParams),     KITH_READER(params, NameParams),    KITH_READER(params, AgendaParams),
    KITH_READER(params, NextParams),   KITH_READER(params, DoneParams),    KITH_READER(params, SnoozeParams),
    KITH_READER(params, LogParams),    KITH_READER(params, HistoryParams), KITH_READER(params, ExportParams),
    KITH_READER(params, ReportParams), KITH_READER(params, QuietParams),   KITH_READER(params, PauseParams),
    KITH_READER(params, SeasonParams), KITH_READER(params, EnergyParams),  KITH_READER(params, NoteParams),
    KITH_READER(params, ForgetParams), KITH_READER(params, PromiseParams), KITH_READER(params, AskParams),
    KITH_READER(params, TimeoutParams)};

const std::map<std::string, Reader> result_readers{
    KITH_READER(result, Acted),
    KITH_READER(result, Agenda),
    KITH_READER(result, Card),
    KITH_READER(result, Exported),
    KITH_READER(result, History),
    KITH_READER(result, People),
    KITH_READER(result, Report),
    KITH_READER(result, Seasons),
    KITH_READER(result, State),
    KITH_READER(result, Status),
    KITH_READER(result, Today),
    KITH_READER(result, Tried),
    KITH_READER(result, Week),
    KITH_READER(result, Why),
    {"object", [](const json::value& value) { return value.is_object() ? std::string{} : std::string{"not an object"}; }}};

}   // namespace

TEST_CASE("document: every method has its chapter and a transcript that ends well") {
    const auto text = document();
    std::set<std::string> shown;
    for (const auto& [request, reply] : transcripts()) {
        if (json::parse(reply).as_object().contains("result")) shown.insert(parse_request(request)->method);
    }
    for (const Method& method : methods) {
        INFO(method.name);
        CHECK(text.find("\n### " + std::string{method.name} + "\n") != std::string::npos);
        CHECK(shown.contains(std::string{method.name}));
    }
}

TEST_CASE("document: what the transcripts send is read by the strict readers, unless the answer is their refusal") {
    const auto exchanges = transcripts();
    REQUIRE(exchanges.size() >= methods.size());
    for (const auto& exchange : exchanges) {
        INFO(exchange.request);
        const auto request = parse_request(exchange.request);
        REQUIRE(request.has_value());
        REQUIRE(request->id.has_value());
        const Method* method = find_method(request->method);
        REQUIRE(method != nullptr);
        const auto refusal = params_readers.at(std::string{method->params})(request->params);
        const auto answer = json::parse(exchange.reply).as_object();
        const bool shows_refusal = answer.contains("error") && answer.at("error").at("code") == json::value(-32602);
        if (shows_refusal)
            CHECK(std::string{answer.at("error").at("message").as_string()} == refusal);
        else
            CHECK(refusal.empty());
    }
}

TEST_CASE("document: what the transcripts show as answers is read by kithctl's readers, to the last member") {
    for (const auto& exchange : transcripts()) {
        INFO(exchange.reply);
        const auto request = parse_request(exchange.request);
        const auto message = parse_reply(exchange.reply);
        REQUIRE(message.has_value());
        const auto* reply = std::get_if<Reply>(&*message);
        REQUIRE(reply != nullptr);
        CHECK(reply->id == *request->id);
        if (!reply->result) {
            CHECK(error_line(reply->id, reply->result.error()) == exchange.reply);
            continue;
        }
        const std::string result{find_method(request->method)->result};
        CHECK(result_readers.at(result)(*reply->result) == "");
    }
}

TEST_CASE("document: the limits it names are those in force") {
    const auto text = document();
    const auto has = [&](const std::string& row) { return text.find(row) != std::string::npos; };
    using namespace std::chrono_literals;
    CHECK(has("| a request | " + std::to_string(limits::line_bytes / 1024) + " KiB |"));
    CHECK(has("| depth of the JSON | " + std::to_string(limits::json_depth) + " |"));
    CHECK(has("| from a line's first byte to its last | " + std::to_string(limits::line_deadline / 1s) + " s |"));
    CHECK(has("does not watch | " + std::to_string(limits::idle_deadline / 1min) + " min |"));
    CHECK(has("| for a client to read a reply | " + std::to_string(limits::write_deadline / 1s) + " s |"));
    CHECK(has("the one being sent | " + std::to_string(limits::queued_bytes >> 20U) + " MiB |"));
    CHECK(has("| connections at once | " + std::to_string(limits::clients) + " |"));
    CHECK(has("| a note | " + std::to_string(limits::note_bytes) + " bytes |"));
    CHECK(has("| any other text | " + std::to_string(limits::word_bytes) + " bytes |"));
    CHECK(has("| people in one `contact.log` | " + std::to_string(limits::people_in_a_log) + " |"));
    CHECK(has(std::to_string(limits::reply_bytes >> 20U) + " MiB at most"));
    CHECK(has("| entries of one `state.get` | " + std::to_string(limits::state_entries) + " |"));
}

TEST_CASE("document: every error code is named with its number") {
    const auto text = document();
    const std::map<std::string, ErrorCode> codes{{"parse_error", ErrorCode::parse_error},
                                                 {"invalid_request", ErrorCode::invalid_request},
                                                 {"method_not_found", ErrorCode::method_not_found},
                                                 {"invalid_params", ErrorCode::invalid_params},
                                                 {"internal_error", ErrorCode::internal_error},
                                                 {"unknown_name", ErrorCode::unknown_name},
                                                 {"ambiguous_name", ErrorCode::ambiguous_name},
                                                 {"nothing_open", ErrorCode::nothing_open},
                                                 {"in_the_future", ErrorCode::in_the_future},
                                                 {"nothing_to_undo", ErrorCode::nothing_to_undo},
                                                 {"journal_unavailable", ErrorCode::journal_unavailable},
                                                 {"not_acted_on", ErrorCode::not_acted_on},
                                                 {"no_plan", ErrorCode::no_plan},
                                                 {"too_many_clients", ErrorCode::too_many_clients},
                                                 {"too_large", ErrorCode::too_large}};
    for (const auto& [name, code] : codes) {
        INFO(name);
        CHECK(text.find("| " + std::to_string(static_cast<int>(code)) + " | " + name + " |") != std::string::npos);
    }
}

TEST_CASE("methods: the table is sorted, without doubles, and found by name") {
    for (std::size_t at = 1; at < methods.size(); ++at) CHECK(methods[at - 1].name < methods[at].name);
    for (const Method& method : methods) CHECK(find_method(method.name) == &method);
    CHECK(find_method("day.todya") == nullptr);
    CHECK(find_method("") == nullptr);
}
