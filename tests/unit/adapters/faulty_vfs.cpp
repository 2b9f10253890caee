#include "tests/unit/adapters/faulty_vfs.hpp"

#include <sqlite3.h>

namespace kith::adapters::test {

namespace {

/// Ours in front, SQLite's own file behind it in the same allocation.
struct File {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    static sqlite3_file* behind(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }
};

bool strikes() {
    Faults& state = faults();
    if (state.after < 0) return false;
    if (state.after > 0) {
        --state.after;
        return false;
    }
    if (!state.for_good) state.after = -1;
    state.struck = true;
    return true;
}

template <auto Method, typename... Arguments>
int pass(sqlite3_file* file, Arguments... arguments) {
    sqlite3_file* real = File::behind(file);
    return (real->pMethods->*Method)(real, arguments...);
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    if (!strikes()) return pass<&sqlite3_io_methods::xWrite>(file, data, size, offset);
    const int code = faults().code;
    pass<&sqlite3_io_methods::xWrite>(file, data, size / 2, offset);
    return code;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return strikes() ? SQLITE_IOERR_TRUNCATE : pass<&sqlite3_io_methods::xTruncate>(file, size);
}

int sync(sqlite3_file* file, int flags) { return strikes() ? SQLITE_IOERR_FSYNC : pass<&sqlite3_io_methods::xSync>(file, flags); }

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return extend != 0 && strikes() ? SQLITE_IOERR_SHMSIZE : pass<&sqlite3_io_methods::xShmMap>(file, page, size, extend, memory);
}

void shm_barrier(sqlite3_file* file) { File::behind(file)->pMethods->xShmBarrier(File::behind(file)); }

constexpr sqlite3_io_methods methods{
    2,
    [](sqlite3_file* f) { return pass<&sqlite3_io_methods::xClose>(f); },
    [](sqlite3_file* f, void* data, int size, sqlite3_int64 offset) { return pass<&sqlite3_io_methods::xRead>(f, data, size, offset); },
    write,
    truncate,
    sync,
    [](sqlite3_file* f, sqlite3_int64* size) { return pass<&sqlite3_io_methods::xFileSize>(f, size); },
    [](sqlite3_file* f, int level) { return pass<&sqlite3_io_methods::xLock>(f, level); },
    [](sqlite3_file* f, int level) { return pass<&sqlite3_io_methods::xUnlock>(f, level); },
    [](sqlite3_file* f, int* reserved) { return pass<&sqlite3_io_methods::xCheckReservedLock>(f, reserved); },
    [](sqlite3_file* f, int op, void* argument) { return pass<&sqlite3_io_methods::xFileControl>(f, op, argument); },
    [](sqlite3_file* f) { return pass<&sqlite3_io_methods::xSectorSize>(f); },
    [](sqlite3_file* f) { return pass<&sqlite3_io_methods::xDeviceCharacteristics>(f); },
    shm_map,
    [](sqlite3_file* f, int offset, int n, int flags) { return pass<&sqlite3_io_methods::xShmLock>(f, offset, n, flags); },
    shm_barrier,
    [](sqlite3_file* f, int remove) { return pass<&sqlite3_io_methods::xShmUnmap>(f, remove); },
    nullptr,
    nullptr,
};

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* got) {
    auto* usual = static_cast<sqlite3_vfs*>(vfs->pAppData);
    file->pMethods = nullptr;
    const int code = usual->xOpen(usual, name, File::behind(file), flags, got);
    if (code == SQLITE_OK) file->pMethods = &methods;
    return code;
}

}   // namespace

Faults& faults() {
    static Faults state;
    return state;
}

const char* faulty_vfs() {
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs* usual = sqlite3_vfs_find(nullptr);
        sqlite3_vfs copy = *usual;   // all but opening goes straight to the usual one: it looks at nothing of the vfs it is given
        copy.zName = "faulty";
        copy.szOsFile = static_cast<int>(sizeof(File)) + usual->szOsFile;
        copy.pAppData = usual;
        copy.xOpen = open;
        copy.pNext = nullptr;
        return copy;
    }();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? vfs.zName : nullptr;
}

}   // namespace kith::adapters::test
