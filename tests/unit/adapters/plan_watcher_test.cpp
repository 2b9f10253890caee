#include "daemon/adapters/plan_watcher.hpp"

#include <sys/resource.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "tests/support/catch.hpp"
#include "tests/unit/adapters/temp_folder.hpp"

namespace fs = std::filesystem;
using kith::adapters::PlanWatcher;
using kith::adapters::TempFolder;
using namespace std::chrono_literals;

namespace {

std::string content(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

void write(const fs::path& file, const std::string& text) { std::ofstream{file, std::ios::binary} << text; }

/// As sed -i and most editors save.
void save_by_rename(const fs::path& file, const std::string& text) {
    const fs::path draft = file.parent_path() / ".draft";
    write(draft, text);
    fs::rename(draft, file);
}

void link_by_rename(const fs::path& link, const fs::path& target) {
    const fs::path draft = link.parent_path() / ".draft";
    fs::create_symlink(target, draft);
    fs::rename(draft, link);
}

/// A plan's watcher; the plan lies in a folder of its own within the test's.
struct Watched {
    explicit Watched(const std::string& plan_name = "kith/plan.yaml") : plan{folder / plan_name} {}
    void watch() {
        watcher = std::make_unique<PlanWatcher>(loop, plan, [this] {
            ++calls;
            seen = content(plan);
        });
        REQUIRE(watcher->watching());
    }
    bool until(const std::function<bool()>& condition) {
        const auto deadline = std::chrono::steady_clock::now() + 10s;
        while (!condition() && std::chrono::steady_clock::now() < deadline) loop.run_one_for(100ms);
        return condition();
    }
    /// Told of what changed since the last call, once, and with nothing left to do.
    bool told() {
        const int before = calls;
        return until([&] { return calls > before; }) && quiet() && calls == before + 1;
    }
    /// The kernel queues an event before the change returns, so it is read at once; then no timer may be armed.
    bool quiet() {
        const int before = calls;
        loop.poll();
        return loop.run_for(150ms) == 0 && calls == before;
    }

    TempFolder folder;
    fs::path plan;
    boost::asio::io_context loop;
    std::unique_ptr<PlanWatcher> watcher;
    int calls = 0;
    std::string seen;
};

struct WithPlan : Watched {
    WithPlan() {
        fs::create_directory(folder / "kith");
        write(plan, "first");
        watch();
    }
};

}   // namespace

TEST_CASE("plan watcher: nothing changed, nothing to do: an idle loop never wakes up") {
    WithPlan world;
    CHECK(world.loop.run_for(150ms) == 0);
    CHECK(world.calls == 0);
}

TEST_CASE("plan watcher: every way to save is told of, once") {
    WithPlan world;
    write(world.plan, "written in place");
    CHECK(world.told());
    CHECK(world.seen == "written in place");
    save_by_rename(world.plan, "renamed into place");
    CHECK(world.told());
    CHECK(world.seen == "renamed into place");
    CHECK(world.quiet());
    fs::remove(world.plan);
    CHECK(world.told());
    CHECK(world.seen.empty());
    write(world.folder / "kith/other", "linked into place");
    fs::create_hard_link(world.folder / "kith/other", world.plan);
    CHECK(world.told());
    CHECK(world.seen == "linked into place");
    fs::rename(world.plan, world.folder / "kith/plan.bak");
    CHECK(world.told());
    fs::create_symlink("plan.bak", world.plan);
    CHECK(world.told());
    CHECK(world.seen == "linked into place");
    fs::permissions(world.folder / "kith/plan.bak", fs::perms::owner_read);
    CHECK(world.told());
}

TEST_CASE("plan watcher: a plan that is still being written is not told of before it is closed") {
    WithPlan world;
    fs::remove(world.plan);
    REQUIRE(world.told());
    std::ofstream stream{world.plan, std::ios::binary};
    CHECK(world.quiet());
    stream << "half and" << std::flush;
    CHECK(world.quiet());
    stream << " half";
    stream.close();
    CHECK(world.told());
    CHECK(world.seen == "half and half");
}

TEST_CASE("plan watcher: other names beside the plan and in plan.d don't matter, nor does reading it") {
    WithPlan world;
    fs::create_directory(world.folder / "kith/plan.d");
    REQUIRE(world.told());
    for (const char* name :
         {".plan.yaml.swp", "plan.yaml~", "4913", "plan.yml", "a.yaml", "plan.d/a.yaml~", "plan.d/.a.yaml", "plan.d/README"}) {
        write(world.plan.parent_path() / name, "x");
        fs::remove(world.plan.parent_path() / name);
    }
    write(world.folder / "elsewhere", "x");
    CHECK(content(world.plan) == "first");
    CHECK(world.quiet());
}

TEST_CASE("plan watcher: a hundred saves lead to few calls, and to one after the last") {
    WithPlan world;
    for (int save = 1; save <= 100; ++save) {
        save % 2 == 0 ? write(world.plan, std::to_string(save)) : save_by_rename(world.plan, std::to_string(save));
        world.loop.run_for(10ms);
    }
    REQUIRE(world.until([&] { return world.seen == "100"; }));
    CHECK(world.quiet());
    CHECK(world.calls <= 5);
}

TEST_CASE("plan watcher: saves that never end are told of all the same") {
    WithPlan world;
    int saves = 0;
    CHECK(world.until([&] {
        write(world.plan, std::to_string(++saves));
        return world.calls == 2;
    }));
}

TEST_CASE("plan watcher: plan.d and its parts: new, changed, removed, moved, away and back") {
    WithPlan world;
    const fs::path parts = world.folder / "kith/plan.d";
    fs::create_directory(parts);
    CHECK(world.told());
    write(parts / "a.yaml", "x");
    CHECK(world.told());
    save_by_rename(parts / "a.yaml", "y");
    CHECK(world.told());
    fs::rename(parts / "a.yaml", parts / "a.off");
    CHECK(world.told());
    fs::rename(parts, world.folder / "away");
    CHECK(world.told());
    write(world.folder / "away/b.yaml", "nobody's");
    CHECK(world.quiet());
    fs::rename(world.folder / "away", parts);
    CHECK(world.told());
    fs::remove(parts / "b.yaml");
    CHECK(world.told());
    fs::remove_all(parts);
    CHECK(world.told());
}

TEST_CASE("plan watcher: a plan.d elsewhere and a part elsewhere are followed") {
    WithPlan world;
    fs::create_directory(world.folder / "parts");
    fs::create_directory(world.folder / "deep");
    write(world.folder / "deep/original", "x");
    fs::create_directory_symlink("../parts/", world.folder / "kith/plan.d");
    CHECK(world.told());
    fs::create_symlink("../deep/original", world.folder / "parts/a.yaml");
    CHECK(world.told());
    write(world.folder / "deep/original", "y");
    CHECK(world.told());
}

TEST_CASE("plan watcher: each link of a chain is watched, and what it leads to") {
    Watched world;
    for (const char* name : {"kith", "one", "two", "three"}) fs::create_directory(world.folder / name);
    fs::create_symlink(world.folder / "one/link", world.plan);
    fs::create_symlink("../two/file", world.folder / "one/link");
    write(world.folder / "two/file", "two");
    write(world.folder / "three/file", "three");
    world.watch();
    save_by_rename(world.folder / "two/file", "two again");
    CHECK(world.told());
    CHECK(world.seen == "two again");
    link_by_rename(world.folder / "one/link", "../three/file");
    CHECK(world.told());
    CHECK(world.seen == "three");
    write(world.folder / "two/file", "nobody's");
    CHECK(world.quiet());
    write(world.folder / "three/file", "three again");
    CHECK(world.told());
    CHECK(world.seen == "three again");
    fs::remove_all(world.folder / "three");
    CHECK(world.told());
    fs::create_directory(world.folder / "three");
    CHECK(world.told());
    write(world.folder / "three/file", "back");
    CHECK(world.told());
    CHECK(world.seen == "back");
}

TEST_CASE("plan watcher: a link among the folders on the way is watched too") {
    Watched world{"config/kith/plan.yaml"};
    for (const char* name : {"old", "new"}) {
        fs::create_directories(world.folder / name / "kith");
        write(world.folder / name / "kith/plan.yaml", name);
    }
    fs::create_directory_symlink("old", world.folder / "config");
    world.watch();
    link_by_rename(world.folder / "config", "new");
    CHECK(world.told());
    CHECK(world.seen == "new");
    write(world.folder / "new/kith/plan.yaml", "newer");
    CHECK(world.told());
}

TEST_CASE("plan watcher: a loop of links is watched until it is mended") {
    Watched world;
    fs::create_directory(world.folder / "kith");
    fs::create_symlink("other.yaml", world.plan);
    fs::create_symlink("plan.yaml", world.folder / "kith/other.yaml");
    world.watch();
    save_by_rename(world.folder / "kith/other.yaml", "mended");
    CHECK(world.told());
    CHECK(world.seen == "mended");
}

TEST_CASE("plan watcher: folders that don't exist yet are waited for, one by one or all at once") {
    Watched world{"a/b/kith/plan.yaml"};
    world.watch();
    fs::create_directory(world.folder / "a");
    CHECK(world.told());
    fs::create_directories(world.folder / "a/b/kith");
    write(world.plan, "born with its folders");
    CHECK(world.told());
    CHECK(world.seen == "born with its folders");
    write(world.plan, "and watched");
    CHECK(world.told());
    CHECK(world.seen == "and watched");
}

TEST_CASE("plan watcher: a folder on the way that is replaced, moved or removed is noticed, and its successor watched") {
    Watched world{"a/kith/plan.yaml"};
    fs::create_directories(world.folder / "a/kith");
    fs::create_directories(world.folder / "b/kith");
    write(world.plan, "a");
    write(world.folder / "b/kith/plan.yaml", "b");
    world.watch();
    fs::rename(world.folder / "a", world.folder / "c");
    fs::rename(world.folder / "b", world.folder / "a");
    CHECK(world.told());
    CHECK(world.seen == "b");
    write(world.folder / "c/kith/plan.yaml", "nobody's");
    CHECK(world.quiet());
    fs::rename(world.folder / "a/kith", world.folder / "a/away");
    CHECK(world.told());
    fs::rename(world.folder / "a/away", world.folder / "a/kith");
    CHECK(world.told());
    fs::remove_all(world.folder / "a");
    CHECK(world.told());
    fs::create_directories(world.folder / "a/kith");
    CHECK(world.told());
    write(world.plan, "third");
    CHECK(world.told());
    CHECK(world.seen == "third");
}

TEST_CASE("plan watcher: more events than the kernel keeps are a change") {
    WithPlan world;
    std::ifstream limit{"/proc/sys/fs/inotify/max_queued_events"};
    int most = 0;
    REQUIRE(limit >> most);
    if (most > 1'000'000) return;   // set so by this machine's owner; filling it takes minutes
    // Two names in turn: the kernel merges an event with an equal one before it.
    const fs::path one = world.folder / "kith/one";
    const fs::path two = world.folder / "kith/two";
    write(one, "x");
    for (int event = 0; event <= most; event += 2) {
        fs::rename(one, two);
        fs::rename(two, one);
    }
    CHECK(world.told());
}

TEST_CASE("plan watcher: gone, it calls nobody; and it may go in its own callback") {
    WithPlan world;
    write(world.plan, "x");
    world.loop.poll();   // the timer is armed
    world.watcher.reset();
    world.loop.restart();
    world.loop.run_for(150ms);
    CHECK(world.calls == 0);

    world.loop.restart();
    world.watcher = std::make_unique<PlanWatcher>(world.loop, world.plan, [&] {
        ++world.calls;
        world.watcher.reset();
    });
    write(world.plan, "y");
    CHECK(world.until([&] { return world.calls == 1; }));
    CHECK(world.watcher == nullptr);
}

TEST_CASE("plan watcher: without inotify it says so and does nothing") {
    const TempFolder folder;
    boost::asio::io_context loop;
    const boost::asio::steady_timer reactor{loop};   // has the loop open what it needs for itself
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit none = before;
    none.rlim_cur = 0;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    const PlanWatcher watcher{loop, folder / "plan.yaml", [] { FAIL("called"); }};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK_FALSE(watcher.watching());
    folder.write("plan.yaml", "x");
    CHECK(loop.run_for(20ms) == 0);
}

TEST_CASE("plan watcher: a relative path means the folder of its start; an empty one nothing") {
    const TempFolder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder / "");
    boost::asio::io_context loop;
    int calls = 0;
    const PlanWatcher watcher{loop, "plan.yaml", [&] { ++calls; }};
    const PlanWatcher nothing{loop, "", [] { FAIL("called"); }};
    fs::current_path(before);
    folder.write("plan.yaml", "x");
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (calls == 0 && std::chrono::steady_clock::now() < deadline) loop.run_one_for(100ms);
    CHECK(calls == 1);
}
