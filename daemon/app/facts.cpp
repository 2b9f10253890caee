#include "daemon/app/facts.hpp"

#include <optional>
#include <unordered_map>
#include <utility>

namespace kith::app {
namespace {

constexpr std::size_t page = 500;

/// Takes one record after the other.
class Gathering {
  public:
    Gathering(const Plan& plan, core::Instant now) : renamings_{plan}, now_{now} {}

    void take(core::Record&& record) {
        if (auto* contact = std::get_if<core::record::Contacted>(&record.body)) take_contact(record.seq, std::move(*contact));
        if (const auto* felt = std::get_if<core::record::Felt>(&record.body)) take_felt(*felt);
        if (auto* closed = std::get_if<core::record::Closed>(&record.body)) take_ending(std::move(*closed));
    }
    [[nodiscard]] Facts facts() && { return std::move(facts_); }

  private:
    void take_contact(core::Sequence seq, core::record::Contacted&& contact) {
        if (contact.when > now_) return;
        places_[seq] = facts_.contacts.size();
        core::ContactFact fact{.people = std::move(contact.people),
                               .kind = std::move(contact.kind),
                               .minutes = contact.minutes,
                               .felt = contact.felt,
                               .when = contact.when,
                               .item = std::move(contact.item)};
        core::rename(fact, renamings_);
        facts_.contacts.push_back(std::move(fact));
    }
    void take_felt(const core::record::Felt& felt) {
        const auto place = places_.find(felt.contact);
        if (place != places_.end()) facts_.contacts[place->second].felt = felt.felt;
    }
    void take_ending(core::record::Closed&& closed) {
        core::EndingFact fact{.item = std::move(closed.what.item),
                              .how = closed.how,
                              .why = closed.why,
                              .offered = closed.was_open,
                              .planned = closed.planned};
        core::rename(fact, renamings_);
        facts_.endings.push_back(std::move(fact));
    }

    core::Renamings renamings_;
    core::Instant now_;
    Facts facts_;
    std::unordered_map<core::Sequence, std::size_t> places_;   ///< of the contacts, by their records' numbers
};

}   // namespace

tl::expected<Facts, StoreError> facts_since(Journal& journal, const Plan& plan, core::Instant since, core::Instant now) {
    Gathering gathering{plan, now};
    HistoryQuery query{.after = 0, .newest_first = false, .before = 0, .since = since, .item = {}, .person = {}, .limit = page};
    while (true) {
        auto entries = journal.history(query);
        if (!entries) return tl::unexpected{std::move(entries.error())};
        // A page may be short of records that are damaged, so only an empty one is the end.
        if (entries->empty()) return std::move(gathering).facts();
        query.after = entries->back().record.seq;
        for (HistoryEntry& entry : *entries)
            if (!entry.undone) gathering.take(std::move(entry.record));
    }
}

}   // namespace kith::app
