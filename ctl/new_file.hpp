#pragma once
// A file that was not there before, readable by its owner only. What was not finished is taken away again.

#include <string>
#include <string_view>

namespace kith::ctl {

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
