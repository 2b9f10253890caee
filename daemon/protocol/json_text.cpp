#include "daemon/protocol/json_text.hpp"

#include <cmath>
#include <set>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>

#include "daemon/protocol/limits.hpp"
#include "daemon/protocol/text.hpp"

namespace kith::protocol {
namespace {

namespace json = boost::json;

json::parse_options strict_options() {
    json::parse_options options;
    options.max_depth = limits::json_depth;
    return options;
}

/// A handler of basic_parser that keeps nothing but the names of the objects it is in.
struct NameKeeper {
    static constexpr std::size_t max_object_size = json::object::max_size();
    static constexpr std::size_t max_array_size = json::array::max_size();
    static constexpr std::size_t max_key_size = json::string::max_size();
    static constexpr std::size_t max_string_size = json::string::max_size();

    std::vector<std::set<std::string, std::less<>>> objects;
    std::string key;
    std::string doubled;

    bool on_object_begin(json::error_code&) {
        objects.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, json::error_code&) {
        objects.pop_back();
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        key.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code& error) {
        key.append(part.data(), part.size());
        if (objects.back().insert(key).second) {
            key.clear();
            return true;
        }
        doubled = key;
        error = json::error::not_exact;   // any code will do: it ends the walk
        return false;
    }
    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t, json::error_code&) { return true; }
    bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
    bool on_double(double, json::string_view, json::error_code&) { return true; }
    bool on_bool(bool, json::error_code&) { return true; }
    bool on_null(json::error_code&) { return true; }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }
};

bool all_finite(const json::value& value) {
    if (value.is_double()) return std::isfinite(value.get_double());
    if (value.is_array())
        for (const auto& element : value.get_array())
            if (!all_finite(element)) return false;
    if (value.is_object())
        for (const auto& member : value.get_object())
            if (!all_finite(member.value())) return false;
    return true;
}

std::string words_for(const json::error_code& error, std::size_t at) {
    if (error == json::error::incomplete) return "it ends in the middle";
    if (error == json::error::too_deep) return "it is nested deeper than " + std::to_string(limits::json_depth) + " levels";
    return error.message() + " at byte " + std::to_string(at + 1);
}

}   // namespace

tl::expected<json::value, std::string> parse_json(std::string_view text) {
    json::parser parser{json::storage_ptr{}, strict_options()};
    json::error_code error;
    const std::size_t read = parser.write_some(text.data(), text.size(), error);
    if (!error && read < text.size()) error = json::error::extra_data;
    if (error) return tl::unexpected<std::string>(words_for(error, read));
    json::value value = parser.release();
    if (!all_finite(value)) return tl::unexpected<std::string>("a number in it is too large");
    return value;
}

std::string doubled_name(std::string_view text) {
    json::basic_parser<NameKeeper> parser{strict_options()};
    json::error_code ignored;
    parser.write_some(false, text.data(), text.size(), ignored);
    return std::move(parser.handler().doubled);
}

std::string json_line(const json::value& json) { return valid_utf8(json::serialize(json)); }

}   // namespace kith::protocol
