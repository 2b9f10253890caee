#pragma once
// The model of a disk: a journal in memory that keeps its promises, with faults at its port.

#include <functional>
#include <utility>

#include "tests/simulation/fuse.hpp"
#include "tests/simulation/store.hpp"
#include "tests/support/model_journal.hpp"

namespace kith::simulation {

class FaultyJournal final : public app::Journal {
  public:
    FaultyJournal(app::Journal& inner, Fuse& fuse) : inner_{inner}, fuse_{fuse} {}

    bool full = false;        ///< writing fails
    bool gone = false;        ///< reading as well
    bool lose_next = false;   ///< the next commit fails and did not land
    bool land_next = false;   ///< the next commit lands and says that it failed
    /// What is on the disk from now on, acknowledged or not.
    std::function<void(const std::vector<core::Record>&)> landed;

    tl::expected<core::Saved, app::StoreError> load() override { return gone || closed_ ? failure() : inner_.load(); }

    tl::expected<void, app::StoreError> append(const std::vector<core::Record>& records, const core::Changed& changed) override {
        fuse_.touch();
        if (full || gone || closed_) return failure();
        if (std::exchange(lose_next, false)) return closed_ = true, failure();
        if (auto done = inner_.append(records, changed); !done) return done;
        if (landed) landed(records);
        if (std::exchange(land_next, false)) return closed_ = true, failure();
        fuse_.touch();
        return {};
    }
    tl::expected<std::optional<core::ActionRecords>, app::StoreError> latest_action() override {
        if (gone || closed_) return failure();
        return inner_.latest_action();
    }
    tl::expected<std::vector<app::HistoryEntry>, app::StoreError> history(const app::HistoryQuery& query) override {
        if (gone || closed_) return failure();
        return inner_.history(query);
    }
    tl::expected<std::vector<core::Sequence>, app::StoreError> forget(const app::TextsQuery& query) override {
        fuse_.touch();
        if (full || gone || closed_) return failure();
        return inner_.forget(query);
    }
    tl::expected<void, app::StoreError> remember_shown(const app::ShownAs& shown) override {
        fuse_.touch();
        if (full || gone || closed_) return failure();
        return inner_.remember_shown(shown);
    }
    tl::expected<std::vector<app::ShownAs>, app::StoreError> shown() override {
        if (gone || closed_) return failure();
        return inner_.shown();
    }
    tl::expected<void, app::StoreError> reopen() override {
        if (gone) return failure();
        closed_ = false;
        return inner_.reopen();
    }
    [[nodiscard]] Status status() const override { return inner_.status(); }

    /// The next process opens it anew.
    void process_died() { closed_ = false; }

  private:
    static tl::unexpected<app::StoreError> failure() { return tl::unexpected{app::StoreError{"the simulated disk has a fault", true}}; }

    app::Journal& inner_;
    Fuse& fuse_;
    bool closed_ = false;   ///< after a failed commit the handle is not trusted any more
};

class ModelStore final : public Store {
  public:
    explicit ModelStore(Fuse& fuse) : faulty_{model_, fuse} {
        faulty_.landed = [this](const std::vector<core::Record>& records) {
            if (landed) landed(records, true);
        };
    }
    app::Journal& journal() override { return faulty_; }
    tl::expected<core::Saved, app::StoreError> load() override { return model_.load(); }
    tl::expected<std::vector<app::ShownAs>, app::StoreError> shown() override { return model_.shown(); }
    void happens(const Op& op) override {
        using Kind = Op::Kind;
        if (op.kind == Kind::commit_lost) faulty_.lose_next = true;
        if (op.kind == Kind::commit_landed) faulty_.land_next = true;
        if (op.kind == Kind::disk_full) faulty_.full = true;
        if (op.kind == Kind::disk_gone) faulty_.gone = true;
        if (op.kind == Kind::disk_well) faulty_.full = faulty_.gone = false;
    }
    void be_well() override { faulty_.full = faulty_.gone = faulty_.lose_next = faulty_.land_next = false; }
    void process_ended(End, std::uint64_t) override { faulty_.process_died(); }
    void process_starts() override {}

  private:
    testing::ModelJournal model_;
    FaultyJournal faulty_;
};

}   // namespace kith::simulation
