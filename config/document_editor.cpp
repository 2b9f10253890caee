#include "config/document_editor.hpp"

#include <optional>
#include <utility>

#include "config/document_patches.hpp"

namespace kith {

namespace {

std::optional<std::string> patched(const Document& document, const std::vector<ValueChange>& changes, const Value& wanted,
                                   DocumentPatches::End end) {
    DocumentPatches patches{document, end};
    for (const ValueChange& change : changes) patches.add(change);
    std::optional<std::string> text = patches.applied();
    if (!text) return text;
    const auto again = Document::parse(document.file(), *text);
    if (!again || !(value_of(*again) == wanted)) text.reset();
    return text;
}

}   // namespace

tl::expected<std::string, std::string> edited(const Document& document, const std::vector<ValueChange>& changes) {
    Value wanted = value_of(document);
    for (const ValueChange& change : changes)
        if (!apply(wanted, change)) return tl::unexpected{"there is no " + change.path.back() + " to change"};
    for (const auto end : {DocumentPatches::End::without, DocumentPatches::End::with})
        if (auto text = patched(document, changes, wanted, end)) return *std::move(text);
    return tl::unexpected{std::string{"the file is written in a way in which this can't be changed without touching more than was asked"}};
}

}   // namespace kith
