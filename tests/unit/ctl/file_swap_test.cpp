// 22 to 24: where a file's bytes are exchanged, and where that is refused.

#include "ctl/file_swap.hpp"

#include <fstream>
#include <sstream>

#include <sys/stat.h>
#include <sys/xattr.h>

#include "tests/support/catch.hpp"
#include "tests/unit/ctl/folder.hpp"

using namespace kith::ctl;
using namespace kith::ctl::test;

namespace {

std::string bytes_in(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string swap_refusal(const std::string& path, std::string_view before, std::string_view after) {
    const auto swapped = swap_file(path, before, after);
    return swapped ? "swapped" : swapped.error();
}

bool says(const std::string& text, std::string_view part) {
    UNSCOPED_INFO(text);
    return text.find(part) != std::string::npos;
}

std::size_t files_in(const std::string& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder}, std::filesystem::directory_iterator{}));
}

}   // namespace

TEST_CASE("24: the new bytes stand where the old ones stood, with their rights and attributes") {
    const Folder folder;
    folder.write("plan.yaml", "old\n");
    REQUIRE(::chmod((folder / "plan.yaml").c_str(), 0640) == 0);
    const bool attributes = ::setxattr((folder / "plan.yaml").c_str(), "user.kith", "x", 1, 0) == 0;
    CHECK(swap_refusal(folder / "plan.yaml", "old\n", "new\n") == "swapped");
    CHECK(bytes_in(folder / "plan.yaml") == "new\n");
    struct stat status {};
    REQUIRE(::stat((folder / "plan.yaml").c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0640U);
    char value = 0;
    if (attributes) CHECK(::getxattr((folder / "plan.yaml").c_str(), "user.kith", &value, 1) == 1);
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("22: links stay, and what they lead to changes") {
    const Folder folder;
    std::filesystem::create_directories(folder / "dotfiles");
    folder.write("dotfiles/plan.yaml", "old");
    std::filesystem::create_symlink("dotfiles/plan.yaml", folder / "second");
    std::filesystem::create_symlink("second", folder / "plan.yaml");
    CHECK(swap_refusal(folder / "plan.yaml", "old", "new") == "swapped");
    CHECK(std::filesystem::is_symlink(folder / "plan.yaml"));
    CHECK(std::filesystem::is_symlink(folder / "second"));
    CHECK(bytes_in(folder / "dotfiles/plan.yaml") == "new");

    std::filesystem::create_symlink("loop", folder / "loop");
    CHECK(says(swap_refusal(folder / "loop", "old", "new"), "is a link that leads back to itself"));
    std::filesystem::create_symlink("nowhere", folder / "dangling");
    CHECK(says(swap_refusal(folder / "dangling", "old", "new"), "is a link to a file that is not there"));
    CHECK(says(swap_refusal(folder / "absent", "old", "new"), "can't be found"));
}

TEST_CASE("22: a read-only file is refused") {
    const Folder folder;
    folder.write("plan.yaml", "old");
    REQUIRE(::chmod((folder / "plan.yaml").c_str(), 0444) == 0);
    CHECK(says(swap_refusal(folder / "plan.yaml", "old", "new"), "is read-only, so nothing was changed"));
    CHECK(bytes_in(folder / "plan.yaml") == "old");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("23: what has changed meanwhile is refused, not lost") {
    const Folder folder;
    folder.write("plan.yaml", "somebody else's");
    CHECK(says(swap_refusal(folder / "plan.yaml", "old", "new"), "has changed meanwhile, and stays as it is now"));
    folder.write("plan.yaml", "old and more");
    CHECK(says(swap_refusal(folder / "plan.yaml", "old", "new"), "has changed meanwhile"));
    CHECK(bytes_in(folder / "plan.yaml") == "old and more");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("24: what a killed kithctl left beside it is no hindrance") {
    const Folder folder;
    folder.write("plan.yaml", "old");
    folder.write(".plan.yaml.kith-new", "half of someth");
    CHECK(swap_refusal(folder / "plan.yaml", "old", "new") == "swapped");
    CHECK(bytes_in(folder / "plan.yaml") == "new");
    CHECK(files_in(folder.path()) == 1);
}
