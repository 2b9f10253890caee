#pragma once
// A file that was not there before, readable by its owner only. What was not finished is taken away again.

#include <filesystem>
#include <string>
#include <string_view>

namespace kith::ctl {

/// The folder and those above it, as far as they are missing, for their owner alone (XDG Base Directory: 0700). An errno, or 0.
[[nodiscard]] int make_folders(const std::filesystem::path& folder);

class NewFile {
  public:
    /// Never opens what exists, nor follows a link.
    explicit NewFile(std::string path);
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile();

    void write(std::string_view bytes);
    /// On disk, and kept.
    void finish();
    /// The first errno there was, or 0. After one, nothing more is written.
    [[nodiscard]] int error() const { return error_; }

  private:
    std::string path_;
    int fd_;
    int error_ = 0;
    bool finished_ = false;
};

}   // namespace kith::ctl
