#include "daemon/protocol/socket_path.hpp"

#include <cstdlib>
#include <optional>
#include <string>

#include "tests/support/catch.hpp"

using namespace kith::protocol;

namespace {

/// Sets XDG_RUNTIME_DIR for a while.
class Runtime {
  public:
    explicit Runtime(const char* value) {
        if (const char* old = std::getenv("XDG_RUNTIME_DIR")) before_ = old;
        if (value != nullptr)
            ::setenv("XDG_RUNTIME_DIR", value, 1);
        else
            ::unsetenv("XDG_RUNTIME_DIR");
    }
    ~Runtime() {
        if (before_)
            ::setenv("XDG_RUNTIME_DIR", before_->c_str(), 1);
        else
            ::unsetenv("XDG_RUNTIME_DIR");
    }
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

  private:
    std::optional<std::string> before_;
};

}   // namespace

TEST_CASE("socket path: below XDG_RUNTIME_DIR") {
    const Runtime runtime{"/run/user/1000"};
    CHECK(control_socket_path() == "/run/user/1000/kith/control.sock");
}

TEST_CASE("socket path: a slash at the end makes no difference") {
    const Runtime runtime{"/run/user/1000//"};
    CHECK(control_socket_path() == "/run/user/1000/kith/control.sock");
}

TEST_CASE("socket path: unset, empty or relative, there is none, and the words say what to do") {
    for (const char* value : {static_cast<const char*>(nullptr), "", "run/user/1000", "~/run"}) {
        const Runtime runtime{value};
        CHECK(control_socket_path().empty());
        CHECK(no_runtime_dir().find("set it to a folder of your own") != std::string::npos);
    }
    const Runtime runtime{"run"};
    CHECK(no_runtime_dir().find("not an absolute path") != std::string::npos);
}
