#pragma once
// A folder of a test's own, removed with it.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace kith::adapters {

class TempFolder {
  public:
    TempFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "kith-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
        path_ = name;
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    void write(const std::string& name, const std::string& text) const { std::ofstream{path_ / name, std::ios::binary} << text; }
    /// As package managers do: the new file takes the place of the old one in one step.
    void replace_with_copy(const std::string& name, const std::filesystem::path& original) const {
        std::filesystem::copy_file(original, path_ / (name + ".new"), std::filesystem::copy_options::overwrite_existing);
        std::filesystem::rename(path_ / (name + ".new"), path_ / name);
    }
    void replace_with_link(const std::string& name, const std::filesystem::path& target) const {
        std::filesystem::create_symlink(target, path_ / (name + ".new"));
        std::filesystem::rename(path_ / (name + ".new"), path_ / name);
    }

  private:
    std::filesystem::path path_;
};

}   // namespace kith::adapters
