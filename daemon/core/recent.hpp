#pragma once
// What was worked out lately, for pure functions that are asked the same again and again. Bounded: a newer answer takes the place of an older
// one, so a plan of any size costs the same.

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace kith::core {

template <typename Key, typename Value, std::size_t Places>
class Recent {
  public:
    /// The value for `key`, until the next call; `make` works it out when it is not at hand, and may ask this table itself. `hash` chooses
    /// the place.
    template <typename Make>
    const Value& get(const Key& key, std::size_t hash, Make make) {
        if (places_.empty()) places_.resize(Places);
        // Days and hours are multiples of much: mixed, they don't fall on each other (Fibonacci hashing).
        const std::size_t place = (hash * 0x9E3779B97F4A7C15U >> 32U) % Places;
        if (places_[place] && places_[place]->first == key) return places_[place]->second;
        Value value = make();
        return places_[place].emplace(key, std::move(value)).second;
    }

  private:
    std::vector<std::optional<std::pair<Key, Value>>> places_;
};

}   // namespace kith::core
