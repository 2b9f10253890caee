#include "config/document.hpp"

#include <algorithm>
#include <utility>

#include "config/document_builder.hpp"
#include "config/source_bytes.hpp"

namespace kith {

std::optional<Document> Document::parse_leniently(std::string file, std::string source, std::vector<Problem>& problems) {
    DocumentBuilder builder{std::move(file), std::move(source)};
    const bool whole = builder.build();
    for (const Finding& finding : builder.findings())
        problems.push_back({Problem::Severity::error, builder.document().file(), builder.document().position(finding.byte), finding.what,
                            finding.expected, finding.hint});
    if (!whole) return std::nullopt;
    return builder.take();
}

tl::expected<Document, std::vector<Problem>> Document::parse(std::string file, std::string source) {
    std::vector<Problem> problems;
    auto document = parse_leniently(std::move(file), std::move(source), problems);
    if (!document || !problems.empty()) return tl::unexpected{std::move(problems)};
    return std::move(*document);
}

Position Document::position(std::size_t byte) const {
    const auto all = source();
    byte = std::min(byte, all.size());
    const auto before = all.substr(0, byte);
    const auto line_end = before.rfind('\n');
    auto line = line_end == std::string_view::npos ? before : before.substr(line_end + 1);
    if (line_end == std::string_view::npos && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    // Every byte but UTF-8's continuation bytes begins a character; in what is not UTF-8 each stray byte is near enough to one.
    const auto characters =
        std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return {1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')), 1 + static_cast<std::size_t>(characters)};
}

std::string_view Document::line_at(std::size_t byte) const {
    const auto all = source();
    byte = std::min(byte, all.size());
    const auto line_end = byte == 0 ? std::string_view::npos : all.rfind('\n', byte - 1);
    const std::size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
    auto line = all.substr(begin, all.find('\n', begin) - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (begin == 0 && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    return line;
}

}   // namespace kith
