#include "config/typed_value.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "config/words.hpp"

namespace kith {
namespace {

constexpr std::array<std::string_view, 2> texts{"do", "name"};
/// Where one alone is written without brackets.
constexpr std::array<std::string_view, 2> one_or_more{"with", "each"};
constexpr std::array<std::string_view, 7> lists{"one_of", "quiet", "heads_up", "except", "was", "short", "days"};

bool among(std::string_view key, const auto& keys) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

tl::expected<Value, std::string> as_yaml(std::string_view text) {
    const auto document = Document::parse("", "value: " + std::string{text} + '\n');
    if (!document)
        return tl::unexpected{words::quoted(text) + " can't be read as YAML: " +
                              explained(document.error().front().what, document.error().front().expected, document.error().front().hint)};
    const Value whole = value_of(*document);
    const Value* const value = whole.find("value");
    return value == nullptr ? Value{} : *value;
}

std::vector<Value> split(std::string_view text) {
    std::vector<Value> values;
    while (true) {
        const std::size_t comma = text.find(',');
        const std::string_view one = words::trimmed(text.substr(0, comma));
        if (!one.empty()) values.push_back(Value::scalar(std::string{one}));
        if (comma == std::string_view::npos) return values;
        text.remove_prefix(comma + 1);
    }
}

}   // namespace

tl::expected<Value, std::string> typed_value(std::string_view key, std::string_view text) {
    if (among(key, texts)) return Value::scalar(std::string{text});
    const std::string_view trimmed = words::trimmed(text);
    if (trimmed.starts_with('[') || trimmed.starts_with('{')) return as_yaml(trimmed);
    if (key == "prompts") return Value::sequence({Value::scalar(std::string{trimmed})});
    const bool may_be_one = among(key, one_or_more);
    if (!may_be_one && !among(key, lists)) return Value::scalar(std::string{trimmed});
    std::vector<Value> values = split(trimmed);
    if (may_be_one && values.size() == 1) return std::move(values.front());
    return Value::sequence(std::move(values));
}

}   // namespace kith
