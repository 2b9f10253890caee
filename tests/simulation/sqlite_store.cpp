#include "tests/simulation/sqlite_store.hpp"

#include <utility>

#include "tests/simulation/checker.hpp"
#include "tests/simulation/random.hpp"

namespace kith::simulation {
namespace {

/// While the simulator looks for itself, nothing goes wrong.
class Aside {
  public:
    explicit Aside(PowerCutDisk& disk) : disk_{disk} { disk_.nothing_wrong = true; }
    ~Aside() { disk_.nothing_wrong = false; }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

  private:
    PowerCutDisk& disk_;
};

}   // namespace

/// The journal as the process has it.
class SqliteStore::Port final : public app::Journal {
  public:
    explicit Port(SqliteStore& store) : store_{store} {}

  private:
    /// What the process asks for; it may have died of it.
    template <typename Work>
    auto alive(const Work& work) {
        auto done = work(*store_.real_);
        if (store_.disk_.died()) throw Died{};
        store_.check_words();
        return done;
    }

  public:
    tl::expected<core::Saved, app::StoreError> load() override {
        return alive([&](auto& real) { return real.load(); });
    }
    tl::expected<void, app::StoreError> append(const std::vector<core::Record>& records, const core::Changed& changed) override {
        store_.fuse_.touch();
        if (store_.real_->is_open()) store_.in_doubt_ = records;
        auto done = alive([&](auto& real) { return real.append(records, changed); });
        if (done) {
            store_.in_doubt_.clear();
            store_.next_ += records.size();
            if (store_.landed) store_.landed(records, true);
            store_.fuse_.touch();
        } else if (store_.real_->is_open()) {
            store_.in_doubt_.clear();   // it was rolled back
        }
        return done;
    }
    tl::expected<std::optional<core::ActionRecords>, app::StoreError> latest_action() override {
        return alive([&](auto& real) { return real.latest_action(); });
    }
    tl::expected<std::vector<app::HistoryEntry>, app::StoreError> history(const app::HistoryQuery& query) override {
        return alive([&](auto& real) { return real.history(query); });
    }
    tl::expected<std::vector<core::Sequence>, app::StoreError> forget(const app::TextsQuery& query) override {
        return alive([&](auto& real) { return real.forget(query); });
    }
    tl::expected<void, app::StoreError> remember_shown(const app::ShownAs& shown) override {
        return alive([&](auto& real) { return real.remember_shown(shown); });
    }
    tl::expected<std::vector<app::ShownAs>, app::StoreError> shown() override {
        return alive([&](auto& real) { return real.shown(); });
    }
    tl::expected<void, app::StoreError> reopen() override {
        auto done = alive([&](auto& real) { return real.reopen(); });
        store_.look_what_landed();
        return done;
    }
    [[nodiscard]] Status status() const override { return store_.real_->status(); }

  private:
    SqliteStore& store_;
};

SqliteStore::SqliteStore(Fuse& fuse) : fuse_{fuse}, disk_{fuse}, port_{std::make_unique<Port>(*this)} { disk_.forgets = true; }

SqliteStore::~SqliteStore() {
    disk_.die();
    real_.reset();
}

app::Journal& SqliteStore::journal() { return *port_; }

tl::expected<core::Saved, app::StoreError> SqliteStore::load() {
    const Aside aside{disk_};
    return real_->load();
}

tl::expected<std::vector<app::ShownAs>, app::StoreError> SqliteStore::shown() {
    const Aside aside{disk_};
    return real_->shown();
}

void SqliteStore::happens(const Op& op) {
    using Kind = Op::Kind;
    constexpr int writes_of_a_commit = 12;
    if (op.kind == Kind::commit_lost) disk_.good_writes = static_cast<int>(op.number % writes_of_a_commit);
    if (op.kind == Kind::commit_landed) disk_.good_syncs = 0;
    if (op.kind == Kind::disk_full) disk_.full = true;
    if (op.kind == Kind::disk_gone) disk_.gone = true;
    if (op.kind == Kind::disk_well) disk_.full = disk_.gone = false;
}

void SqliteStore::be_well() {
    disk_.full = disk_.gone = false;
    disk_.good_writes = disk_.good_syncs = -1;
}

void SqliteStore::process_ended(End end, std::uint64_t seed) {
    // Else SQLite would copy its log into the file as it closes, which a process that is killed does not.
    if (end != End::orderly) disk_.die();
    real_.reset();
    if (end == End::power_cut) disk_.cut_power(seed);
    disk_.live_again();
}

void SqliteStore::process_starts() {
    auto opened = adapters::open_journal(folder_.path(), disk_.vfs());
    if (!opened) broken("it can't be opened: " + opened.error().what);
    real_ = std::move(*opened);
    if (disk_.died()) throw Died{};
    check_words();
    look_what_landed();
}

void SqliteStore::look_what_landed() {
    if (!real_->is_open()) return;
    const auto saved = load();
    if (!saved) return;
    const core::Sequence found = saved->general.next_sequence;
    const std::vector<core::Record> tried = std::exchange(in_doubt_, {});
    if (found < next_) {
        next_ = found;
        if (lost) lost(found);
        return;
    }
    std::vector<core::Record> came;
    for (const core::Record& one : tried)
        if (one.seq >= next_ && one.seq < found) came.push_back(one);
    if (next_ + came.size() != found) broken("it goes to " + std::to_string(found - 1) + ", and nobody wrote that");
    next_ = found;
    if (landed && !came.empty()) landed(came, false);
}

void SqliteStore::check_words() {
    if (const std::string rescued = real_->rescued(); !rescued.empty()) broken(rescued);
    for (const std::string& warning : real_->take_warnings()) broken(warning);
}

void SqliteStore::verify() {
    if (!real_->is_open()) return;
    const Aside aside{disk_};
    auto found = real_->verify_all();
    if (!found) broken(found.error().what);
    if (!found->empty()) broken(found->front());
}

void SqliteStore::broken(const std::string& what) { throw Violation{"I7", "the journal: " + what}; }

}   // namespace kith::simulation
