#pragma once
// Described structs ⇄ JSON, by reflection (Boost.Describe). Inside protocol only: messages.cpp instantiates it for every message, so that
// nobody else pays for compiling it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>
#include <tl/expected.hpp>

#include "daemon/protocol/nearest.hpp"
#include "daemon/protocol/param_rules.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::protocol::described {

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
inline constexpr bool is_struct = boost::describe::has_describe_members<T>::value;

// --- Writing -------------------------------------------------------------------------------------------------------------------------

template <class T>
boost::json::value write(const T& value) {
    if constexpr (IsVector<T>::value) {
        boost::json::array array;
        array.reserve(value.size());
        for (const auto& element : value) array.push_back(write(element));
        return array;
    } else if constexpr (is_struct<T>) {
        boost::json::object object;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            const auto& content = value.*member.pointer;
            if constexpr (IsOptional<std::remove_cvref_t<decltype(content)>>::value) {
                if (content) object.emplace(member.name, write(*content));
            } else {
                object.emplace(member.name, write(content));
            }
        });
        return object;
    } else {
        return boost::json::value(value);
    }
}

// --- Reading -------------------------------------------------------------------------------------------------------------------------

/// What did not fit, and where: `moments[3].hold.gate`.
struct Fault {
    std::string path;
    std::string text;
};
using Outcome = tl::expected<void, Fault>;

inline Outcome fault(std::string text) { return tl::unexpected<Fault>(Fault{{}, std::move(text)}); }

/// A JSON value as a message shows it: a number or a word as it stands, a text in quotes, what is long by its kind.
std::string found(const boost::json::value& json);

/// Strict (params): unknown members are refused, and the rules of param_rules.hpp hold. Else (results): unknown members are passed over.
enum class Manner { strict, lenient };

template <class T>
constexpr std::string_view expected_kind() {
    if constexpr (IsOptional<T>::value)
        return expected_kind<typename T::value_type>();
    else if constexpr (std::is_same_v<T, bool>)
        return "true or false";
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return "a whole number";
    else if constexpr (std::is_same_v<T, std::string>)
        return "a string";
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
        return "a list of strings";
    else if constexpr (IsVector<T>::value)
        return "a list of objects";
    else
        return "an object";
}

template <class T>
Outcome wrong_kind(const boost::json::value& json) {
    return fault(found(json) + " is not " + std::string{expected_kind<T>()});
}

/// Required are strings, lists and objects without a default of their own; numbers and flags always have one.
template <class T>
bool is_required(const T& default_value) {
    if constexpr (std::is_same_v<T, std::string> || IsVector<T>::value)
        return default_value.empty();
    else
        return is_struct<T>;
}

template <Manner manner, class T>
Outcome read_struct(const boost::json::value& json, T& into);

template <Manner manner, class T>
Outcome read(const boost::json::value& json, T& into) {
    if constexpr (IsOptional<T>::value) {
        return read<manner>(json, into.emplace());
    } else if constexpr (std::is_same_v<T, boost::json::value>) {
        if (!json.is_object()) return wrong_kind<T>(json);
        into = json;
    } else if constexpr (std::is_same_v<T, bool>) {
        if (!json.is_bool()) return wrong_kind<T>(json);
        into = json.get_bool();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        if (!json.is_int64()) return wrong_kind<T>(json);
        into = json.get_int64();
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!json.is_string()) return wrong_kind<T>(json);
        into = std::string{json.get_string().data(), json.get_string().size()};
    } else if constexpr (IsVector<T>::value) {
        if (!json.is_array()) return wrong_kind<T>(json);
        for (std::size_t at = 0; at < json.get_array().size(); ++at) {
            auto done = read<manner>(json.get_array()[at], into.emplace_back());
            if (done) continue;
            const bool nested = !done.error().path.empty();
            done.error().path = '[' + std::to_string(at) + ']' + (nested ? "." : "") + done.error().path;
            return done;
        }
    } else {
        return read_struct<manner>(json, into);
    }
    return {};
}

template <class T>
Outcome known_members(const boost::json::object& object) {
    constexpr auto count = boost::mp11::mp_size<Members<T>>::value;
    std::array<std::string_view, count> names;
    std::size_t filled = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) { names[filled++] = member.name; });
    for (const auto& [key, value] : object) {
        const std::string_view written{key.data(), key.size()};
        bool known = false;
        for (const auto name : names) known = known || name == written;
        if (known) continue;
        std::string text = quoted(written) + " is not known here";
        if (const auto near = nearest(written, names); !near.empty()) return fault(text + "; did you mean " + quoted(near) + "?");
        if (count == 0) return fault(text + "; expected no members");
        text += "; expected ";
        for (std::size_t at = 0; at < names.size(); ++at)
            text += (at == 0 ? "" : at + 1 < names.size() ? ", " : " or ") + quoted(names[at]);
        return fault(text);
    }
    return {};
}

template <Manner manner, class T, class Value>
Outcome read_member(const boost::json::object& object, const char* name, Value& into) {
    const boost::json::value* json = object.if_contains(name);
    Outcome done;
    if (json != nullptr) {
        Value value{};
        done = read<manner>(*json, value);
        if (done) into = std::move(value);
        if constexpr (manner == Manner::strict)
            if (done)
                if (auto broken = broken_rule<T>(name, into)) done = fault(std::move(*broken));
    } else if (is_required(into)) {
        done = fault("missing; expected " + std::string{expected_kind<Value>()});
    }
    if (!done) {
        const bool index = done.error().path.starts_with('[');
        done.error().path = name + std::string(done.error().path.empty() || index ? "" : ".") + done.error().path;
    }
    return done;
}

template <Manner manner, class T>
Outcome read_struct(const boost::json::value& json, T& into) {
    if (!json.is_object()) return wrong_kind<T>(json);
    const boost::json::object& object = json.get_object();
    Outcome done;
    if constexpr (manner == Manner::strict) done = known_members<T>(object);
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        if (done) done = read_member<manner, T>(object, member.name, into.*member.pointer);
    });
    return done;
}

}   // namespace kith::protocol::described
