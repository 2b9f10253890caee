#include "tests/simulation/power_cut_disk.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/simulation/random.hpp"

namespace kith::simulation {
// Named, as Inside has members of these types, and this file may be compiled as a part of another.
namespace power_cut {

constexpr std::size_t sector = 512;
/// The largest page: SQLite's own file layer writes no more at once either.
constexpr int largest_write = 65'536;

struct Change {
    std::size_t offset = 0;
    std::string bytes;
    bool truncates = false;   ///< to `offset`
};

void put(const Change& change, std::string& image) {
    if (change.truncates) {
        if (change.offset < image.size()) image.resize(change.offset);
        return;
    }
    if (image.size() < change.offset + change.bytes.size()) image.resize(change.offset + change.bytes.size());
    std::memcpy(image.data() + change.offset, change.bytes.data(), change.bytes.size());
}

/// The memory that connections share beside a write-ahead log.
using Shared = std::vector<std::unique_ptr<char[]>>;

/// A file: its bytes as programs see them, as they surely survive, and what lies between.
struct Content {
    Content(int name, std::uint64_t which) : fd{name}, number{which} {}
    ~Content() {
        if (fd >= 0) close(fd);
    }
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;

    void change(Change one) {
        const std::size_t before = seen.size();
        put(one, seen);
        unsynced.push_back(std::move(one));
        if (seen.size() != before) tell_size();
    }
    void sync() {
        for (const Change& one : unsynced) put(one, durable);
        unsynced.clear();
    }
    void tell_size() const {
        if (fd >= 0 && ftruncate(fd, static_cast<off_t>(seen.size())) != 0) throw std::runtime_error{"the simulator's own disk is full"};
    }
    void cut_power(Random& random);

    int fd;                 ///< keeps its identity from being another's; -1: it has no name
    std::uint64_t number;   ///< in the order in which they came
    std::string seen;
    std::string durable;
    std::vector<Change> unsynced;
    std::weak_ptr<Shared> shared;
};

// Each sector got so far and no further; the last of it may be torn. So the writes of different sectors arrive in any order.
void Content::cut_power(Random& random) {
    constexpr unsigned chances[] = {0, 20, 50, 80, 97, 100};
    const unsigned kept = random.pick(chances);
    std::set<std::size_t> no_more;
    for (const Change& one : unsynced) {
        if (one.truncates) {
            if (random.chance(kept)) put(one, durable);
            continue;
        }
        for (std::size_t at = 0; at < one.bytes.size();) {
            const std::size_t place = one.offset + at;
            const std::size_t size = std::min(one.bytes.size() - at, sector - place % sector);
            Change piece{place, one.bytes.substr(at, size)};
            at += size;
            if (no_more.contains(place / sector)) continue;
            if (!random.chance(kept)) {
                no_more.insert(place / sector);
                if (!random.chance(20)) continue;
                const std::size_t cut = random.below(size);
                if (random.chance(50)) {
                    piece.bytes.resize(cut);
                } else {
                    piece.offset += cut;
                    piece.bytes.erase(0, cut);
                }
            }
            if (!piece.bytes.empty()) put(piece, durable);
        }
    }
    // The size may be on the disk before what is there.
    if (durable.size() < seen.size() && random.chance(30)) durable.resize(seen.size(), random.chance(50) ? '\0' : '\x5A');
    unsynced.clear();
    seen = durable;
    tell_size();
}

struct Handle {
    PowerCutDisk::Inside* disk;
    std::shared_ptr<Content> content;
    std::shared_ptr<Shared> shared;
};

struct File {
    sqlite3_file base;
    Handle* handle;
};

Handle& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->handle; }

}   // namespace power_cut

using namespace power_cut;

struct PowerCutDisk::Inside {
    /// Whether SQLite may go on with something that changes the disk; the process may die of it.
    bool may_change() {
        if (owner.nothing_wrong) return true;
        if (!died && fuse.burns()) died = true;
        return !died && !owner.gone;
    }
    [[nodiscard]] bool may_read() const { return owner.nothing_wrong || (!died && !owner.gone); }
    bool fails(int& good) const {
        if (owner.nothing_wrong || good < 0) return false;
        return good-- == 0;
    }
    int open(const char* name, File& file, int flags, int* got);
    int remove(const char* name);

    PowerCutDisk& owner;
    Fuse& fuse;
    std::string name;
    sqlite3_vfs vfs{};
    bool died = false;
    std::uint64_t files = 0;
    std::map<ino_t, std::shared_ptr<Content>> contents;
};

namespace {

using Inside = PowerCutDisk::Inside;

int read(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
    Handle& handle = of(file);
    if (!handle.disk->may_read()) return SQLITE_IOERR_READ;
    const std::string& bytes = handle.content->seen;
    const auto from = static_cast<std::size_t>(offset), wanted = static_cast<std::size_t>(size);
    const std::size_t there = from < bytes.size() ? std::min(wanted, bytes.size() - from) : 0;
    std::memcpy(data, bytes.data() + (there > 0 ? from : 0), there);
    if (there == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(data) + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    Handle& handle = of(file);
    if (!handle.disk->may_change()) return SQLITE_IOERR_WRITE;
    PowerCutDisk& disk = handle.disk->owner;
    if (disk.full && !disk.nothing_wrong) return SQLITE_FULL;
    if (size > largest_write) return SQLITE_FULL;
    Change change{static_cast<std::size_t>(offset), std::string{static_cast<const char*>(data), static_cast<std::size_t>(size)}};
    const bool half = handle.disk->fails(disk.good_writes);
    if (half) change.bytes.resize(change.bytes.size() / 2);
    handle.content->change(std::move(change));
    return half ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    Handle& handle = of(file);
    if (!handle.disk->may_change()) return SQLITE_IOERR_TRUNCATE;
    handle.content->change({static_cast<std::size_t>(size), {}, true});
    return SQLITE_OK;
}

int sync(sqlite3_file* file, int) {
    Handle& handle = of(file);
    if (!handle.disk->may_change()) return SQLITE_IOERR_FSYNC;
    PowerCutDisk& disk = handle.disk->owner;
    if (handle.disk->fails(disk.good_syncs)) {
        if (disk.forgets) handle.content->unsynced.clear();
        return SQLITE_IOERR_FSYNC;
    }
    handle.content->sync();
    return SQLITE_OK;
}

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    Handle& handle = of(file);
    if (!handle.shared) handle.shared = handle.content->shared.lock();
    if (!handle.shared) handle.content->shared = handle.shared = std::make_shared<Shared>();
    const auto wanted = static_cast<std::size_t>(page);
    while (extend != 0 && handle.shared->size() <= wanted)
        handle.shared->push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *memory = wanted < handle.shared->size() ? (*handle.shared)[wanted].get() : nullptr;
    return SQLITE_OK;
}

// One process, and one connection at a time to a file that is written to: locks are always free.
constexpr sqlite3_io_methods methods{
    2,
    [](sqlite3_file* file) {
        delete &of(file);
        return SQLITE_OK;
    },
    read,
    write,
    truncate,
    sync,
    [](sqlite3_file* file, sqlite3_int64* size) {
        *size = static_cast<sqlite3_int64>(of(file).content->seen.size());
        return of(file).disk->may_read() ? SQLITE_OK : SQLITE_IOERR_FSTAT;
    },
    [](sqlite3_file*, int) { return SQLITE_OK; },
    [](sqlite3_file*, int) { return SQLITE_OK; },
    [](sqlite3_file*, int* reserved) { return *reserved = 0, SQLITE_OK; },
    [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    [](sqlite3_file*) { return static_cast<int>(sector); },
    [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },
    shm_map,
    [](sqlite3_file*, int, int, int) { return SQLITE_OK; },
    [](sqlite3_file*) {},
    [](sqlite3_file* file, int) {
        of(file).shared.reset();
        return SQLITE_OK;
    },
    nullptr,
    nullptr,
};

Inside& inside(sqlite3_vfs* vfs) { return *static_cast<Inside*>(vfs->pAppData); }

}   // namespace

int PowerCutDisk::Inside::open(const char* path, File& file, int flags, int* got) {
    file.base.pMethods = nullptr;
    if (!may_read()) return SQLITE_CANTOPEN;
    if (got != nullptr) *got = flags;
    // What lost its name is nobody's once nobody has it open.
    std::erase_if(contents, [](const auto& one) {
        struct stat info {};
        return fstat(one.second->fd, &info) != 0 || info.st_nlink == 0;
    });
    std::shared_ptr<Content> content;
    if (path == nullptr) {
        content = std::make_shared<Content>(-1, 0);
    } else {
        const int fd = ::open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | ((flags & SQLITE_OPEN_CREATE) != 0 ? O_CREAT : 0), 0600);
        struct stat info {};
        if (fd < 0 || fstat(fd, &info) != 0) return SQLITE_CANTOPEN;
        std::shared_ptr<Content>& known = contents[info.st_ino];
        if (known)
            close(fd);
        else
            known = std::make_shared<Content>(fd, ++files);
        content = known;
    }
    file.handle = new Handle{this, std::move(content), nullptr};
    file.base.pMethods = &methods;
    return SQLITE_OK;
}

int PowerCutDisk::Inside::remove(const char* path) {
    if (!may_change()) return SQLITE_IOERR_DELETE;
    if (unlink(path) == 0) return SQLITE_OK;
    return errno == ENOENT ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE;
}

PowerCutDisk::PowerCutDisk(Fuse& fuse) : inside_{new Inside{.owner = *this, .fuse = fuse, .name = {}, .contents = {}}} {
    static std::atomic<int> disks{0};
    inside_->name = "power-cut-" + std::to_string(++disks);
    sqlite3_vfs& vfs = inside_->vfs;
    vfs = *sqlite3_vfs_find(nullptr);   // what is not about a file's content is the usual one's business
    vfs.szOsFile = sizeof(File);
    vfs.pNext = nullptr;
    vfs.zName = inside_->name.c_str();
    vfs.pAppData = inside_.get();
    vfs.xOpen = [](sqlite3_vfs* self, sqlite3_filename name, sqlite3_file* file, int flags, int* got) {
        return inside(self).open(name, *reinterpret_cast<File*>(file), flags, got);
    };
    vfs.xDelete = [](sqlite3_vfs* self, const char* name, int) { return inside(self).remove(name); };
    sqlite3_vfs_register(&vfs, 0);
}

PowerCutDisk::~PowerCutDisk() { sqlite3_vfs_unregister(&inside_->vfs); }

const char* PowerCutDisk::vfs() const { return inside_->vfs.zName; }
bool PowerCutDisk::died() const { return inside_->died; }
void PowerCutDisk::die() { inside_->died = true; }
void PowerCutDisk::live_again() { inside_->died = false; }

void PowerCutDisk::cut_power(std::uint64_t seed) {
    // Identities are other ones another time; in what order the files came is not.
    std::map<std::uint64_t, Content*> in_order;
    for (const auto& [identity, content] : inside_->contents) in_order[content->number] = content.get();
    for (const auto& [number, content] : in_order) {
        Random random{mixed(seed, number)};
        content->cut_power(random);
    }
}

}   // namespace kith::simulation
