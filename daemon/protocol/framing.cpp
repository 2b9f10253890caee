#include "daemon/protocol/framing.hpp"

namespace kith::protocol {

void LineSplitter::feed(std::string_view bytes) {
    if (overlong_) return;
    drop_used();
    buffer_.append(bytes);
}

std::optional<std::string> LineSplitter::next() {
    while (!overlong_) {
        const auto end = buffer_.find('\n', scanned_);
        const bool whole = end != std::string::npos;
        std::string_view line{buffer_};
        line = line.substr(begin_, whole ? end - begin_ : std::string::npos);
        // An unfinished line may still turn out to end in CRLF, whose CR does not count.
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.size() > longest_) {
            overlong_ = true;
            break;
        }
        if (!whole) {
            scanned_ = buffer_.size();
            return std::nullopt;
        }
        std::string found{line};
        begin_ = scanned_ = end + 1;
        if (!found.empty()) return found;
    }
    if (!buffer_.empty()) {
        buffer_ = {};
        begin_ = scanned_ = 0;
    }
    return std::nullopt;
}

void LineSplitter::drop_used() {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
    constexpr std::size_t worth_keeping = 4096;
    if (buffer_.empty() && buffer_.capacity() > worth_keeping) buffer_.shrink_to_fit();
}

}   // namespace kith::protocol
