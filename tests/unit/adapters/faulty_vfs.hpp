#pragma once
// SQLite's own file layer with faults in it: the n-th call that changes a file fails, once or from then on. A failed write leaves half of its
// bytes behind.

namespace kith::adapters::test {

struct Faults {
    int after = -1;          ///< calls that still succeed; -1: all
    bool for_good = false;   ///< every later one fails as well
    int code = 0;            ///< SQLite's result for a write; a sync, truncate or shared-memory call gives its own I/O error
    bool struck = false;     ///< set when a call has failed
};

/// The one set of faults, and the layer's name for open_journal. Registered at the first call.
[[nodiscard]] Faults& faults();
[[nodiscard]] const char* faulty_vfs();

}   // namespace kith::adapters::test
