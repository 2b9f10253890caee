#include "config/plan_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "config/plan.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/plan_reader_fixture.hpp"

using kith::reader_test::has;

namespace {

namespace fs = std::filesystem;

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "kith-files-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }

  private:
    fs::path path_;
};

void write(const fs::path& file, std::string_view bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << bytes;
}

std::string not_loaded(const fs::path& plan) {
    const auto texts = kith::load_plan_texts(plan);
    if (texts) return "(read)";
    return kith::to_line(texts.error());
}

class Environment {
  public:
    explicit Environment(const char* name) : name_{name} {
        if (const char* value = std::getenv(name)) before_ = value;
    }
    ~Environment() {
        if (before_)
            ::setenv(name_, before_->c_str(), 1);
        else
            ::unsetenv(name_);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    void set(const char* value) const { value != nullptr ? ::setenv(name_, value, 1) : ::unsetenv(name_); }

  private:
    const char* name_;
    std::optional<std::string> before_;
};

}   // namespace

TEST_CASE("plan files: the plan's place comes from XDG_CONFIG_HOME, else HOME, else nowhere") {
    const Environment config{"XDG_CONFIG_HOME"};
    const Environment home{"HOME"};
    config.set("/c");
    home.set("/h");
    CHECK(kith::default_plan_path() == "/c/kith/plan.yaml");
    config.set(nullptr);
    CHECK(kith::default_plan_path() == "/h/.config/kith/plan.yaml");
    config.set("");
    CHECK(kith::default_plan_path() == "/h/.config/kith/plan.yaml");
    config.set("relative");
    CHECK(kith::default_plan_path() == "/h/.config/kith/plan.yaml");
    config.set(nullptr);
    home.set(nullptr);
    CHECK(kith::default_plan_path().empty());
}

TEST_CASE("plan files: no plan is an empty list") {
    const Folder folder;
    const auto texts = kith::load_plan_texts(folder / "plan.yaml");
    REQUIRE(texts.has_value());
    CHECK(texts->empty());
    CHECK(kith::load_plan_texts(folder / "no/such/plan.yaml")->empty());
}

TEST_CASE("plan files: the plan comes first, then plan.d sorted by name, byte for byte") {
    const Folder folder;
    write(folder / "plan.yaml", "a: b\r\n");
    write(folder / "plan.d/20-b.yaml", "second");
    write(folder / "plan.d/10-a.yaml", "");
    write(folder / "plan.d/.hidden.yaml", "no");
    write(folder / "plan.d/notes.txt", "no");
    write(folder / "plan.d/x.yaml~", "no");
    const auto texts = kith::load_plan_texts(folder / "plan.yaml");
    REQUIRE(texts.has_value());
    REQUIRE(texts->size() == 3);
    CHECK((*texts)[0].bytes == "a: b\r\n");
    CHECK((*texts)[0].file == (folder / "plan.yaml").string());
    CHECK((*texts)[1].file == (folder / "plan.d/10-a.yaml").string());
    CHECK((*texts)[1].bytes.empty());
    CHECK((*texts)[2].bytes == "second");
    fs::remove(folder / "plan.yaml");
    CHECK(kith::load_plan_texts(folder / "plan.yaml")->size() == 2);
}

TEST_CASE("scenario 22: links are followed; a loop or a dangling one is a problem in words") {
    const Folder folder;
    write(folder / "dotfiles/kith.yaml", "x");
    fs::create_symlink("dotfiles/kith.yaml", folder / "middle.yaml");
    fs::create_symlink("middle.yaml", folder / "plan.yaml");
    CHECK(kith::load_plan_texts(folder / "plan.yaml")->front().bytes == "x");
    fs::remove(folder / "dotfiles/kith.yaml");
    CHECK(has(not_loaded(folder / "plan.yaml"), "a link to a file that is not there"));
    fs::create_symlink("loop.yaml", folder / "loop.yaml");
    CHECK(has(not_loaded(folder / "loop.yaml"), "leads back to itself"));
}

TEST_CASE("scenario 20: a pipe, a folder or a device is a problem and never blocks") {
    const Folder folder;
    REQUIRE(::mkfifo((folder / "pipe.yaml").c_str(), 0600) == 0);
    CHECK(has(not_loaded(folder / "pipe.yaml"), "this is a pipe; expected a regular file"));
    fs::create_directory(folder / "folder.yaml");
    CHECK(has(not_loaded(folder / "folder.yaml"), "this is a folder"));
    fs::create_symlink("/dev/zero", folder / "device.yaml");
    CHECK(has(not_loaded(folder / "device.yaml"), "this is a device"));
    write(folder / "plan.yaml", "x");
    REQUIRE(::mkfifo((folder / "plan.yaml").c_str(), 0600) != 0);
    fs::create_directory(folder / "plan.d");
    REQUIRE(::mkfifo((folder / "plan.d/a.yaml").c_str(), 0600) == 0);
    CHECK(has(not_loaded(folder / "plan.yaml"), "plan.d/a.yaml:1:1: this is a pipe"));
}

TEST_CASE("plan files: a plan.d that is no folder is a problem") {
    const Folder folder;
    write(folder / "plan.d", "x");
    CHECK(has(not_loaded(folder / "plan.yaml"), "this is not a folder"));
}

TEST_CASE("scenario 20: a file beyond the limit is refused, one at the limit is read") {
    const Folder folder;
    write(folder / "plan.yaml", "a");
    fs::resize_file(folder / "plan.yaml", kith::limits::plan_bytes + 1);
    CHECK(has(not_loaded(folder / "plan.yaml"), "larger than 32 MiB"));
    fs::resize_file(folder / "plan.yaml", kith::limits::plan_bytes);
    const auto texts = kith::load_plan_texts(folder / "plan.yaml");
    REQUIRE(texts.has_value());
    CHECK(texts->front().bytes.size() == kith::limits::plan_bytes);
}

TEST_CASE("plan files: a file without the right to read it is a problem in words") {
    if (::geteuid() == 0) return;   // root may read everything
    const Folder folder;
    write(folder / "plan.yaml", "x");
    fs::permissions(folder / "plan.yaml", fs::perms::none);
    CHECK(has(not_loaded(folder / "plan.yaml"), "may not be read"));
}
