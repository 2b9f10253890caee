#include "tests/simulation/runs.hpp"

#include <algorithm>
#include <utility>

namespace kith::simulation {
namespace {

/// Tries one smaller script after the other, and keeps what still fails in the same way.
class Shrinker {
  public:
    Shrinker(Script script, Disk disk, std::string invariant, int plays)
        : best_{std::move(script)}, disk_{disk}, invariant_{std::move(invariant)}, left_{plays} {}

    Script run() {
        for (bool smaller = true; smaller && left_ > 0;) {
            smaller = shorter();
            smaller = fewer_ops() || smaller;
            smaller = simpler() || smaller;
        }
        return best_;
    }

  private:
    bool keep(const Script& candidate) {
        if (left_-- <= 0 || candidate == best_) return false;
        const Outcome outcome = play(candidate, disk_);
        if (outcome.invariant != invariant_) return false;
        best_ = candidate;
        // Nothing after the violation matters.
        std::erase_if(best_.ops, [&](const Op& op) { return op.at > outcome.ended; });
        return true;
    }

    bool shorter() {
        bool any = false;
        Script cut_off = best_;
        cut_off.length = play(best_, disk_).ended + 1;
        cut_off.calm_after = std::min(cut_off.calm_after, cut_off.length);
        any = keep(cut_off);
        for (std::int64_t cut = best_.length / 2; cut > 3600; cut /= 2) {
            Script candidate = best_;
            candidate.length -= cut;
            candidate.calm_after = std::min(candidate.calm_after, candidate.length);
            any = keep(candidate) || any;
        }
        return any;
    }

    bool fewer_ops() {
        bool any = false;
        for (std::size_t block = std::max<std::size_t>(1, best_.ops.size() / 2); block > 0; block /= 2)
            for (std::size_t begin = 0; begin < best_.ops.size();) {
                Script candidate = best_;
                const std::size_t end = std::min(begin + block, candidate.ops.size());
                candidate.ops.erase(candidate.ops.begin() + static_cast<std::ptrdiff_t>(begin),
                                    candidate.ops.begin() + static_cast<std::ptrdiff_t>(end));
                if (keep(candidate))
                    any = true;
                else
                    begin = end;
                if (left_ <= 0) return any;
            }
        return any;
    }

    bool simpler() {
        bool any = false;
        auto with = [&](const auto& change) {
            Script candidate = best_;
            change(candidate);
            any = keep(candidate) || any;
        };
        for (unsigned items : {1U, 2U, 3U, best_.items / 2, best_.items - 1})
            if (items > 0 && items < best_.items) with([&](Script& one) { one.items = items; });
        with([](Script& one) { one.person = {.done = 0, .later = 0, .not_today = 0, .dismiss = 0, .by_hand = 0, .within = 60}; });
        with([](Script& one) { one.person.by_hand = 0; });
        with([](Script& one) { one.person.dismiss = 0; });
        with([](Script& one) { one.person.not_today = 0; });
        with([](Script& one) { one.person.later = 0; });
        with([](Script& one) { one.person.done = 0; });
        with([](Script& one) { one.zone = "UTC"; });
        with([](Script& one) { one.server_drops = false; });
        with([](Script& one) { one.buttons = true; });
        with([](Script& one) { one.cap = 0; });
        return any;
    }

    Script best_;
    Disk disk_;
    std::string invariant_;
    int left_;
};

}   // namespace

Outcome play(const Script& script, Disk disk, const std::function<void(const std::string&)>& say) {
    Outcome outcome;
    World world{script, disk, say};
    try {
        world.run();
    } catch (const Violation& violation) {
        outcome.violation = violation.what();
        outcome.invariant = violation.invariant;
    }
    outcome.trace = world.trace();
    outcome.faults = world.faults();
    outcome.ended = world.elapsed();
    return outcome;
}

Script shrink(Script script, Disk disk, const std::string& invariant, int plays) {
    return Shrinker{std::move(script), disk, invariant, plays}.run();
}

}   // namespace kith::simulation
