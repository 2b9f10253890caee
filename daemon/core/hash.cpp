#include "daemon/core/hash.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <xxhash.h>

namespace kith::core {

std::uint64_t identity_hash(std::string_view item, std::string_view person, std::string_view key) {
    const std::size_t length = item.size() + person.size() + key.size() + 2;

    // Nearly every identity is two ids and a date; only a long list of people needs the heap.
    std::array<char, 256> small;
    std::string large;
    char* const begin = length <= small.size() ? small.data() : (large.resize(length), large.data());
    char* end = std::copy(item.begin(), item.end(), begin);
    *end++ = '\0';
    end = std::copy(person.begin(), person.end(), end);
    *end++ = '\0';
    std::copy(key.begin(), key.end(), end);
    return XXH3_64bits(begin, length);
}

}   // namespace kith::core
