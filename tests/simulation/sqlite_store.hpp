#pragma once
// kithd's own journal, in SQLite, on a disk that loses power.

#include <memory>
#include <string>
#include <vector>

#include "daemon/adapters/sqlite_journal.hpp"
#include "tests/simulation/own_folder.hpp"
#include "tests/simulation/power_cut_disk.hpp"
#include "tests/simulation/store.hpp"

namespace kith::simulation {

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(Fuse& fuse);
    ~SqliteStore() override;

    app::Journal& journal() override;
    tl::expected<core::Saved, app::StoreError> load() override;
    tl::expected<std::vector<app::ShownAs>, app::StoreError> shown() override;
    void happens(const Op& op) override;
    void be_well() override;
    void process_ended(End end, std::uint64_t seed) override;
    void process_starts() override;
    void verify() override;

  private:
    class Port;
    /// After an opening: which of the records whose commit failed are there?
    void look_what_landed();
    void check_words();
    [[noreturn]] static void broken(const std::string& what);

    Fuse& fuse_;
    PowerCutDisk disk_;
    OwnFolder folder_;
    std::unique_ptr<Port> port_;
    std::unique_ptr<adapters::SqliteJournal> real_;
    std::vector<core::Record> in_doubt_;   ///< their commit failed, or the process died of it
    core::Sequence next_ = 1;              ///< as far as is known
};

}   // namespace kith::simulation
