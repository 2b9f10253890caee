#include "tests/simulation/clients.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/protocol/messages.hpp"
#include "tests/simulation/checker.hpp"
#include "tests/simulation/random.hpp"

namespace kith::simulation {
namespace {

namespace json = boost::json;

/// What people paste, and what attackers send.
constexpr const char* strange[] = {"'; DROP TABLE log; --\n<0>",
                                   "<b>&amp;</b>",
                                   "\x1b[31mred\x1b[0m",
                                   "../../etc/passwd",
                                   "\xE2\x80\xAEnoitcerid",
                                   "%s%n",
                                   "",
                                   "a\r\nb\tc\x7f",
                                   "ni\xC3\xB1o \xF0\x9F\x8C\xB1"};

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const std::string_view part : parts) out += part;
    return out;
}

/// Text as JSON, whatever is in it. A line of its own that boost did not write keeps the test apart from what it tests.
std::string text(std::string_view words) {
    std::string out = "\"";
    for (const char c : words) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || c == '"' || c == '\\') {
            constexpr const char* hex = "0123456789abcdef";
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 0xFU];
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string name_of_something(Random& random, const Plan* plan) {
    if (plan == nullptr || random.chance(4)) return random.pick(strange);
    if (random.chance(4)) return joined({"item-", std::to_string(random.below(40))});
    if (random.chance(20) || plan->touchpoints.empty()) return plan->people[random.below(plan->people.size())].id;
    return plan->touchpoints[random.below(plan->touchpoints.size())].id;
}

std::string some_person(Random& random, const Plan* plan) {
    if (plan == nullptr || random.chance(4)) return random.pick(strange);
    return plan->people[random.below(plan->people.size())].id;
}

/// What may be added to a contact.
std::string details(Random& random) {
    constexpr const char* kinds[] = {"message", "voice", "call", "in-person", "pigeon"};
    constexpr const char* felt[] = {"lighter", "same", "heavier"};
    std::string out;
    if (random.chance(30)) out += joined({",\"kind\":", text(random.pick(kinds))});
    if (random.chance(20)) out += joined({",\"minutes\":", std::to_string(random.between(1, 1440))});
    if (random.chance(20)) out += joined({",\"felt\":", text(random.pick(felt))});
    if (random.chance(40)) out += joined({",\"note\":", text(random.pick(strange))});
    return out;
}

std::string until_when(Random& random) {
    if (random.chance(25)) return random.chance(50) ? "tonight" : "tomorrow";
    if (random.chance(10)) return random.pick(strange);
    return joined({std::to_string(random.skewed(3000)), "m"});
}

std::string back_when(Random& random) {
    constexpr const char* words[] = {"yesterday", "yesterday 18:00", "02:30", "2026-03-29T02:30", "2024-02-29", "2190-01-01", "never"};
    return random.pick(words);
}

struct Asked {
    const char* method;
    std::string params;
    Request::Kind kind;
};

/// Up to when something is to be held.
std::string until_then(Random& random) {
    constexpr const char* words[] = {"until tomorrow",   "until 07:00", "until sunday", "for 2 weeks",
                                     "2026-03-29 02:30", "2190-01-01",  "soon"};
    return random.chance(50) ? random.pick(words) : joined({std::to_string(random.skewed(5000)), "m"});
}

/// Nothing for a while, or no longer.
Asked a_hold(Random& random, const Plan* plan) {
    constexpr Request::Kind action = Request::Kind::action;
    const std::string name = joined({R"({"name":)", text(random.chance(50) ? some_person(random, plan) : name_of_something(random, plan))});
    switch (random.below(3)) {
        case 0:
            return {"quiet.set", joined({R"({"to":)", text(random.chance(30) ? "off" : until_then(random)), "}"}), action};
        case 1:
            return {"pause.set", joined({name, random.chance(70) ? joined({R"(,"until":)", text(until_then(random))}) : "", "}"}), action};
        default:
            return {"pause.end", joined({name, "}"}), action};
    }
}

/// How life is just now (S6).
Asked a_season(Random& random) {
    constexpr Request::Kind action = Request::Kind::action;
    constexpr const char* levels[] = {"low", "normal", "high", "none"};
    constexpr const char* names[] = {"grief", "calm", "newborn", "unknown"};
    if (random.chance(50)) return {"energy.set", joined({R"({"level":)", text(random.pick(levels)), "}"}), action};
    if (random.chance(40)) return {"season.set", "{}", action};
    const std::string until = random.chance(60) ? joined({R"(,"until":)", text(until_then(random))}) : "";
    return {"season.set", joined({R"({"season":)", text(random.pick(names)), until, "}"}), action};
}

/// What is written down, and what is to be gone again: that is no action which undo would take back.
Asked a_text(Random& random, const Plan* plan) {
    const std::string name = joined({R"({"name":)", text(some_person(random, plan))});
    if (random.chance(85)) return {"note.add", joined({name, R"(,"note":)", text(random.pick(strange)), "}"}), Request::Kind::action};
    if (random.chance(50)) return {"text.forget", joined({name, "}"}), Request::Kind::purge};
    return {"text.forget", joined({R"({"note":)", std::to_string(random.skewed(2000)), "}"}), Request::Kind::purge};
}

/// To come back to somebody, or what becomes of it.
Asked a_follow_up(Random& random, const Plan* plan) {
    constexpr Request::Kind action = Request::Kind::action;
    constexpr const char* lengths[] = {"20m", "30m", "1h", "3h", "soon"};
    constexpr const char* days[] = {"today", "tomorrow", "friday", "3 days", "2190-01-01"};
    constexpr const char* ids[] = {"promise.", "return.", "ask."};
    const std::string who = joined({R"({"name":)", text(some_person(random, plan))});
    const std::string one = joined({R"({"name":)", text(joined({random.pick(ids), std::to_string(random.skewed(30))}))});
    switch (random.below(6)) {
        case 0:
        case 1:
            return {"followup.promise",
                    joined({who, R"(,"text":)", text(random.pick(strange)), R"(,"at":)", text(until_then(random)), "}"}), action};
        case 2:
            return {"followup.ask", joined({who, R"(,"text":)", text(random.pick(strange)), R"(,"by":)", text(random.pick(days)), "}"}),
                    action};
        case 3:
            return {"followup.timeout", joined({who, R"(,"length":)", text(random.pick(lengths)), "}"}), action};
        case 4:
            return {random.chance(50) ? "occurrence.done" : "occurrence.skip", joined({one, "}"}), action};
        default:
            return {"occurrence.snooze", joined({one, R"(,"to":)", text(until_when(random)), "}"}), action};
    }
}

Asked an_action(Random& random, const Plan* plan, unsigned edition) {
    constexpr Request::Kind action = Request::Kind::action;
    if (edition > 4 && random.chance(12)) return a_season(random);
    if (edition > 4 && random.chance(15)) return a_text(random, plan);
    if (edition > 4 && random.chance(30)) return a_follow_up(random, plan);
    if (edition > 2 && random.chance(25)) return a_hold(random, plan);
    switch (random.below(6)) {
        case 0:
            return {"occurrence.done", joined({R"({"name":)", text(name_of_something(random, plan)), details(random), "}"}), action};
        case 1:
            return {"occurrence.skip", joined({R"({"name":)", text(name_of_something(random, plan)), "}"}), action};
        case 2:
            return {"occurrence.snooze",
                    joined({R"({"name":)", text(name_of_something(random, plan)), R"(,"to":)", text(until_when(random)), "}"}), action};
        case 3: {
            const std::string another = random.chance(20) ? joined({",", text(some_person(random, plan))}) : "";
            const std::string when = random.chance(40) ? joined({R"(,"when":)", text(back_when(random))}) : "";
            return {"contact.log", joined({R"({"people":[)", text(some_person(random, plan)), another, "]", details(random), when, "}"}),
                    action};
        }
        default:
            return {"action.undo", "{}", action};
    }
}

Asked a_question(Random& random, const Plan* plan, unsigned edition) {
    constexpr Request::Kind question = Request::Kind::question;
    switch (random.below(edition > 4 ? 14 : edition > 3 ? 13 : 10)) {
        case 0:
            return {"day.today", "{}", question};
        case 1:
            return {"agenda.list", joined({R"({"days":)", std::to_string(random.skewed(14)), "}"}), question};
        case 2:
            return {"agenda.next", joined({R"({"count":)", std::to_string(random.skewed(5)), "}"}), question};
        case 3:
            return {"item.why", joined({R"({"name":)", text(name_of_something(random, plan)), "}"}), question};
        case 4:
            return {"item.show", joined({R"({"name":)", text(name_of_something(random, plan)), "}"}), question};
        case 5:
            return {"history.list", joined({R"({"limit":)", std::to_string(random.skewed(20)), "}"}), question};
        case 6:
            return {"history.export", joined({R"({"limit":)", std::to_string(random.skewed(20)), "}"}), question};
        case 7:
            return {"people.list", "{}", question};
        case 8:
            return {"desktop.try", "{}", question};
        case 10:
            return {"week.show", "{}", question};
        case 11:
            return {"report.show", joined({R"({"person":)", text(some_person(random, plan)), "}"}), question};
        case 12:
            return {"state.get", "{}", question};
        case 13:
            return {"season.list", "{}", question};
        default:
            return {"status.get", "{}", question};
    }
}

/// Not a request at all, or one that no version of kith takes.
std::string no_request(Random& random) {
    constexpr const char* list[] = {"",
                                    "{",
                                    "[]",
                                    "null",
                                    "\"done\"",
                                    R"([{"jsonrpc":"2.0","id":1,"method":"action.undo"}])",
                                    R"({"jsonrpc":"1.0","id":1,"method":"action.undo"})",
                                    R"({"jsonrpc":"2.0","id":{},"method":"action.undo"})",
                                    R"({"jsonrpc":"2.0","id":1,"id":2,"method":"action.undo"})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"occurrence.done"})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"occurrence.done","params":[]})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"occurrence.done","params":{"name":7}})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"occurrence.skip","params":{"name":"item-1","why":"<b>"}})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"contact.log","params":{"people":[]}})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"agenda.list","params":{"days":-1}})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"agenda.list","params":{"days":99999999999999999999}})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"../\u001b[31m\n<0>"})",
                                    R"({"jsonrpc":"2.0","id":1,"method":"action.undo","params":{}} {)",
                                    "\xFF\xFE{}",
                                    R"([[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]])"};
    return random.pick(list);
}

[[noreturn]] void wrong(const std::string& what, const Request& request, const std::string& reply) {
    throw Violation{"I12", what + "\n  asked:    " + request.line + "\n  answered: " + reply};
}

/// No control characters, as RFC 8259 has them.
bool is_inert(const std::string& line) {
    return std::none_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

}   // namespace

Request draw_request(Random& random, const Plan* plan, unsigned edition) {
    if (random.chance(4)) return {no_request(random), "?", Request::Kind::nonsense};
    const Asked asked = random.chance(80) ? an_action(random, plan, edition) : a_question(random, plan, edition);
    constexpr const char* ids[] = {"1", "-7", "9007199254740993", "\"a\\u001b\\n\\\"\"", "\"\"", "null"};
    const std::string id = random.chance(90) ? "1" : random.chance(30) ? "" : random.pick(ids);
    const std::string named = id.empty() ? std::string{} : joined({R"("id":)", id, ","});
    return {joined({R"({"jsonrpc":"2.0",)", named, R"("method":")", asked.method, R"(","params":)", asked.params, "}"}), id, asked.kind};
}

Request done_with(const std::string& item) {
    return {joined({R"({"jsonrpc":"2.0","id":1,"method":"occurrence.done","params":{"name":)", text(item), "}}"}), "1",
            Request::Kind::action};
}

Reply judge(const Request& request, const std::string& line) {
    if (request.id.empty()) {
        if (!line.empty()) wrong("a notification is answered", request, line);
        return {};
    }
    if (!is_inert(line)) wrong("a reply holds control characters", request, line);
    boost::system::error_code error;
    const json::value reply = json::parse(line, error);
    const json::object* const object = reply.if_object();
    if (error || object == nullptr || !object->contains("jsonrpc") || !object->contains("id")) wrong("a reply is none", request, line);
    if (request.id != "?" && object->at("id") != json::parse(request.id)) wrong("a reply is for another request", request, line);
    const json::value* const refusal = object->if_contains("error");
    if ((refusal != nullptr) == object->contains("result")) wrong("a reply says neither yes nor no", request, line);
    if (refusal == nullptr) {
        if (request.kind == Request::Kind::nonsense) wrong("nonsense is taken for a request", request, line);
        return {};
    }
    const int code = refusal->at("code").to_number<int>();
    if (code == static_cast<int>(protocol::ErrorCode::internal_error) || refusal->at("message").as_string().empty())
        wrong("a refusal explains nothing", request, line);
    return {.refused = true, .code = code};
}

void judge_notice(const std::string& line) {
    boost::system::error_code error;
    if (!is_inert(line) || !json::parse(line, error).is_object() || error)
        throw Violation{"I12", "a notice is not one line of JSON: " + line};
}

}   // namespace kith::simulation
