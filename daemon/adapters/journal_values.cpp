#include "daemon/adapters/journal_values.hpp"

#include <xxhash.h>

#include <bit>

namespace kith::adapters {

namespace {

void put_number(std::string& bytes, std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(value >> shift & 0xFFU);
}

void put_varint(std::string& bytes, std::uint64_t value) {
    for (; value >= 0x80U; value >>= 7U) bytes += static_cast<char>((value & 0x7FU) | 0x80U);
    bytes += static_cast<char>(value);
}

std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64U && !bytes.empty(); shift += 7U) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
}

std::uint64_t zigzag(std::int64_t value) { return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U); }
std::int64_t unzigzag(std::uint64_t value) { return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1U)); }

}   // namespace

Digest& Digest::add(std::int64_t value) {
    bytes_ += 'i';
    put_number(bytes_, static_cast<std::uint64_t>(value));
    return *this;
}

Digest& Digest::add(const std::optional<std::int64_t>& value) {
    if (value) return add(*value);
    bytes_ += 'n';
    return *this;
}

Digest& Digest::add(std::string_view value) {
    bytes_ += 's';
    put_number(bytes_, value.size());
    bytes_ += value;
    return *this;
}

std::int64_t Digest::value() const {
    return std::bit_cast<std::int64_t>(static_cast<std::uint64_t>(XXH3_64bits(bytes_.data(), bytes_.size())));
}

std::optional<std::int64_t> to_seconds(const std::optional<core::Instant>& instant) {
    if (!instant) return std::nullopt;
    return to_seconds(*instant);
}

std::optional<core::Instant> to_instant(const std::optional<std::int64_t>& seconds) {
    if (!seconds) return std::nullopt;
    return to_instant(*seconds);
}

std::int64_t sum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

std::int64_t difference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

std::string pack(const Pairs& pairs) {
    std::string bytes;
    std::int64_t before = 0;
    for (const auto& [first, second] : pairs) {
        put_varint(bytes, zigzag(difference(first, before)));
        put_varint(bytes, zigzag(second));
        before = first;
    }
    return bytes;
}

std::optional<Pairs> unpack(std::string_view bytes) {
    Pairs pairs;
    std::int64_t before = 0;
    while (!bytes.empty()) {
        const auto distance = take_varint(bytes);
        const auto second = distance ? take_varint(bytes) : std::nullopt;
        if (!second) return std::nullopt;
        before = sum(before, unzigzag(*distance));
        pairs.emplace_back(before, unzigzag(*second));
    }
    return pairs;
}

}   // namespace kith::adapters
