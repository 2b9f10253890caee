// bench_history FOLDER EVENTS SPACING ITEMS: makes a journal in FOLDER, by kithd's own adapter, as if a life with a plan of so many items of the
// benchmarks (scratch.py) had left it: nudges, answers, contacts, what they felt like, a note now and then; SPACING seconds from event to event,
// the latest just now. Making it is not measured, so many steps go into one commit.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "daemon/adapters/sqlite_journal.hpp"

namespace {

using namespace kith;
using core::Instant;
using core::Seconds;
namespace record = core::record;

constexpr std::size_t a_commit = 100'000;

class Past {
  public:
    Past(app::Journal& journal, std::int64_t events, std::int64_t spacing, int items)
        : journal_{journal},
          events_{events},
          spacing_{spacing},
          items_{items},
          people_{std::max(2, items / 20)},
          now_{std::chrono::floor<Seconds>(std::chrono::system_clock::now()) - Seconds{events * spacing}} {}

    bool make() {
        while (seq_ <= static_cast<core::Sequence>(events_)) {
            nudge_and_answer();
            if (records_.size() >= a_commit && !commit()) return false;
        }
        return commit();
    }

  private:
    /// Of ten nudges seven are done, one is put off before that, one declined, two lapse; contacts by itself come between.
    void nudge_and_answer() {
        const int which = static_cast<int>(turn_++ % 10);
        const core::SlotRef what{"item-" + std::to_string(turn_ % static_cast<unsigned>(items_)), core::Zone{}.local(now_).date};
        const Instant planned = now_, expires = now_ + Seconds{86'400};
        step(false, record::Nudged{what, ++notice_, core::Occasion::planned, true, planned, planned, expires});
        if (which == 0) {
            step(true, record::Snoozed{what, now_ + Seconds{3600}, expires, expires});
            step(false, record::Nudged{what, ++notice_, core::Occasion::snoozed, false, planned, planned, expires});
        }
        if (which == 7)
            return step(true, record::Closed{what, core::Ending::skipped, core::Gate::none, true, planned, planned, expires, {}});
        if (which > 7) {
            step(false, record::Left{notice_, core::Fate::expired});
            return step(false, record::Closed{what, core::Ending::lapsed, core::Gate::none, true, planned, planned, expires, {}});
        }
        const std::string person = person_of(turn_);
        step(true, record::Closed{what, core::Ending::done, core::Gate::none, true, planned, planned, expires, {}});
        join(record::Contacted{{person}, which < 4 ? "message" : "call", {}, {}, now_, what.item},
             turn_ % 20 == 0 ? "It was good to hear her" : "");
        const core::Sequence contact = seq_ - 1;
        if (which % 3 == 0) step(true, record::Felt{contact, which == 3 ? core::Felt::same : core::Felt::lighter});
        if (which == 5)
            step(true, record::Contacted{{person, person_of(turn_ + 1)}, "in-person", 40, core::Felt::lighter, now_ - Seconds{7200}, {}});
    }
    std::string person_of(unsigned turn) const {
        const unsigned n = turn % static_cast<unsigned>(people_);
        return n == 0 ? "mum" : "friend-" + std::to_string(n);
    }
    void step(bool action, core::RecordBody body) {
        cause_ = seq_;
        action_ = action;
        join(std::move(body), {});
    }
    void join(core::RecordBody body, std::string text) {
        records_.push_back({seq_++, cause_, action_, now_, std::move(body), std::move(text)});
        now_ += Seconds{spacing_};
    }
    bool commit() {
        core::Changed changed;
        changed.general.next_sequence = seq_;
        changed.general.next_notice = notice_ + 1;
        changed.general.last_nudge = changed.general.last_seen = now_ - Seconds{spacing_};
        const auto done = journal_.append(records_, changed);
        if (!done) std::fprintf(stderr, "%s\n", done.error().what.c_str());
        records_.clear();
        return done.has_value();
    }

    app::Journal& journal_;
    std::int64_t events_, spacing_;
    int items_, people_;
    Instant now_;
    core::Sequence seq_ = 1, cause_ = 1;
    bool action_ = false;
    core::NoticeId notice_ = 0;
    unsigned turn_ = 0;
    std::vector<core::Record> records_;
};

}   // namespace

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    auto journal = adapters::open_journal(argv[1]);
    if (!journal || !(*journal)->is_open()) {
        std::fprintf(stderr, "%s\n", journal ? (*journal)->trouble()->what.c_str() : journal.error().what.c_str());
        return 1;
    }
    return Past{**journal, std::atoll(argv[2]), std::atoll(argv[3]), std::atoi(argv[4])}.make() ? 0 : 1;
}
