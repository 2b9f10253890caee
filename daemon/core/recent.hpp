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
    /// The value for `key`; `make` works it out when it is not at hand, and may ask this table itself. `hash` chooses the place.
    template <typename Make>
    Value get(const Key& key, std::size_t hash, Make make) {
        if (places_.empty()) places_.resize(Places);
        const std::size_t place = hash % Places;
        if (places_[place] && places_[place]->first == key) return places_[place]->second;
        Value value = make();
        places_[place].emplace(key, value);
        return value;
    }

  private:
    std::vector<std::optional<std::pair<Key, Value>>> places_;
};

}   // namespace kith::core
