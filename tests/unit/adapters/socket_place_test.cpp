#include "daemon/adapters/socket_place.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/catch.hpp"
#include "tests/unit/adapters/control_fixture.hpp"

using namespace kith::adapters;
using namespace kith::adapters::control_test;

namespace {

mode_t mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(::lstat(path.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

/// The words with which listening there is refused; nothing may be left open or changed by it.
std::string refusal(World& world, const std::string& path) {
    const auto before = open_descriptors();
    const auto listening = world.server->listen_at(path);
    REQUIRE_FALSE(listening.has_value());
    CHECK(open_descriptors() == before);
    return listening.error();
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}   // namespace

TEST_CASE("socket place: folder 0700 and socket 0600, whatever the umask") {
    for (const mode_t mask : {0000U, 0022U, 0077U, 0177U, 0777U}) {
        World world;
        const auto before = ::umask(mask);
        const auto listening = world.server->listen_at(world.runtime.socket());
        ::umask(before);
        REQUIRE(listening.has_value());
        CHECK(mode_of(world.runtime.folder()) == 0700);
        CHECK(mode_of(world.runtime.socket()) == 0600);
        CHECK(world.serves());
    }
}

TEST_CASE("socket place: a folder of ours that stands open is closed to others") {
    World world;
    fs::create_directory(world.runtime.folder());
    fs::permissions(world.runtime.folder(), fs::perms{0755});
    world.listen();
    CHECK(mode_of(world.runtime.folder()) == 0700);
}

TEST_CASE("socket place: a stale socket, which nobody answers, is replaced") {
    World world;
    fs::create_directory(world.runtime.folder());
    ::close(listening_socket(world.runtime.socket()));
    REQUIRE(fs::exists(world.runtime.socket()));
    world.listen();
    CHECK(world.serves());
}

TEST_CASE("socket place: a live one is left alone, and the error names the process") {
    World world;
    world.listen();
    Handler other_handler;
    ControlServer other{world.io, other_handler};
    const auto second = other.listen_at(world.runtime.socket());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().find("(process " + std::to_string(::getpid()) + ")") != std::string::npos);
    CHECK(second.error().find("already listens") != std::string::npos);
    other.stop();
    CHECK(world.serves());
}

TEST_CASE("socket place: a live one whose queue is full is still alive") {
    World world;
    fs::create_directory(world.runtime.folder());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = address_of(world.runtime.socket());
    REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(fd, 0) == 0);
    const Client first{world.runtime.socket()};
    const auto listening = world.server->listen_at(world.runtime.socket());
    REQUIRE_FALSE(listening.has_value());
    CHECK(listening.error().find("already listens") != std::string::npos);
    ::close(fd);
}

TEST_CASE("socket place: a server that was replaced does not remove its successor's socket") {
    World world;
    world.listen();
    fs::remove(world.runtime.socket());
    Handler handler;
    ControlServer successor{world.io, handler};
    REQUIRE(successor.listen_at(world.runtime.socket()).has_value());
    world.server->stop();
    CHECK(fs::exists(world.runtime.socket()));
}

TEST_CASE("socket place: planted symbolic links are refused, and what they point to is left alone") {
    World world;
    const Runtime elsewhere;
    fs::create_symlink(elsewhere.path, world.runtime.folder());
    CHECK(says(refusal(world, world.runtime.socket()), "is a symbolic link"));
    CHECK(fs::is_empty(elsewhere.path));

    fs::remove(world.runtime.folder());
    fs::create_directory(world.runtime.folder());
    const std::string precious = elsewhere.path + "/precious";
    std::ofstream{precious} << "kept";
    fs::create_symlink(precious, world.runtime.socket());
    CHECK(says(refusal(world, world.runtime.socket()), "is a symbolic link"));
    fs::remove(world.runtime.socket());
    fs::create_symlink(elsewhere.path + "/nowhere", world.runtime.socket());
    CHECK(says(refusal(world, world.runtime.socket()), "is a symbolic link"));
    CHECK(fs::file_size(precious) == 4);
    CHECK_FALSE(fs::exists(elsewhere.path + "/nowhere"));
}

TEST_CASE("socket place: what is not a folder, or not a socket, is refused and left alone") {
    World world;
    std::ofstream{world.runtime.folder()} << "a file";
    CHECK(says(refusal(world, world.runtime.socket()), "is not a folder"));
    CHECK(fs::file_size(world.runtime.folder()) == 6);
    fs::remove(world.runtime.folder());
    fs::create_directory(world.runtime.folder());
    std::ofstream{world.runtime.socket()} << "a file";
    CHECK(says(refusal(world, world.runtime.socket()), "is not a socket"));
    CHECK(fs::file_size(world.runtime.socket()) == 6);
}

TEST_CASE("socket place: a runtime folder that others can enter, or that is not there, is refused with what to do") {
    World world;
    for (const unsigned mode : {0701U, 0710U, 0755U, 0777U}) {
        fs::permissions(world.runtime.path, static_cast<fs::perms>(mode));
        CHECK(says(refusal(world, world.runtime.socket()), "chmod 700 " + world.runtime.path));
    }
    fs::permissions(world.runtime.path, fs::perms::owner_all);
    CHECK(fs::is_empty(world.runtime.path));
    CHECK(says(refusal(world, world.runtime.path + "/gone/kith/control.sock"), "does not exist"));
}

TEST_CASE("socket place: another user's folder is refused") {
    if (::geteuid() != 0) {
        WARN("only root can give a folder away; left out");
        return;
    }
    World world;
    fs::create_directory(world.runtime.folder());
    REQUIRE(::chown(world.runtime.folder().c_str(), 65534, 65534) == 0);
    CHECK(says(refusal(world, world.runtime.socket()), "belongs to user 65534"));
    REQUIRE(::chown(world.runtime.path.c_str(), 65534, 65534) == 0);
    CHECK(says(refusal(world, world.runtime.socket()), "belongs to user 65534"));
}

TEST_CASE("socket place: a path that can't be one is refused") {
    World world;
    CHECK(says(refusal(world, ""), "absolute path"));
    CHECK(says(refusal(world, "kith/control.sock"), "absolute path"));
    CHECK(says(refusal(world, "/control.sock"), "absolute path"));
    CHECK(says(refusal(world, world.runtime.folder() + "/"), "absolute path"));
    CHECK(says(refusal(world, world.runtime.path + "/" + std::string(100, 'k') + "/control.sock"), "too long"));
}
