// Three hundred journals, each damaged in another way: refused, gone back from, told, or harmless. Never a crash, never silently other data.

#include <random>

#include "daemon/adapters/journal_backup.hpp"
#include "tests/unit/adapters/journal_life.hpp"

using namespace kith;
using namespace kith::adapters;
using namespace kith::adapters::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t page = 4096;

/// What a journal gives to read.
struct Content {
    std::vector<std::string> words;   ///< without the notes
    std::vector<std::string> notes;
    core::Saved state;
    friend bool operator==(const Content& a, const Content& b) {
        return a.words == b.words && a.state.general == b.state.general && a.state.items == b.state.items &&
               a.state.people == b.state.people;
    }
};

std::optional<Content> content(SqliteJournal& journal) {
    app::HistoryQuery all;
    all.limit = 1'000'000;
    auto entries = journal.history(all);
    auto state = entries ? journal.load() : tl::expected<core::Saved, app::StoreError>{tl::unexpect, app::StoreError{}};
    if (!state) return std::nullopt;
    Content found{{}, {}, std::move(*state)};
    for (app::HistoryEntry& entry : *entries) {
        found.notes.push_back(std::exchange(entry.record.text, {}));
        found.words.push_back(RecordWords::of(entry.record) + (entry.undone ? "undone" : ""));
    }
    return found;
}

/// A note may be forgotten, so nothing promises that it is there. It is never another.
bool notes_fit(const Content& found, const Content& written) {
    for (std::size_t i = 0; i < found.notes.size(); ++i)
        if (!found.notes[i].empty() && found.notes[i] != written.notes.at(i)) return false;
    return true;
}

std::string damaged(std::string bytes, int kind, std::mt19937_64& random) {
    const std::size_t pages = bytes.size() / page;
    const std::size_t some_page = random() % pages * page;
    switch (kind) {
        case 0: {   // a flipped bit anywhere
            const std::size_t place = random() % bytes.size();
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << random() % 8));
            return bytes;
        }
        case 1: {   // a flipped bit where something is stored
            std::size_t place = 0;
            do place = random() % bytes.size();
            while (bytes[place] == 0);
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << random() % 8));
            return bytes;
        }
        case 2:   // a page of zeros
            return bytes.replace(some_page, page, page, '\0');
        case 3:   // bytes of something else
            for (std::size_t i = 0; i < 64; ++i) bytes[some_page + random() % page] = static_cast<char>(random());
            return bytes;
        case 4:   // a page in the place of another
            return bytes.replace(some_page, page, bytes.substr(random() % pages * page, page));
        case 5: {   // a flipped bit in the header
            const std::size_t place = random() % 100;
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << random() % 8));
            return bytes;
        }
        default:   // cut off
            return bytes.substr(0, random() % bytes.size());
    }
}

void lay(const fs::path& folder, const std::string& database, const std::string& log) {
    for (const char* name : {"journal.db-wal", "journal.db-shm"}) fs::remove(folder / name);
    fs::remove_all(folder / "damaged");
    put(folder / "journal.db", database);
    if (!log.empty()) put(folder / "journal.db-wal", log);
}

}   // namespace

TEST_CASE("Scenario 16: 300 corrupted journals, no crash and nothing silently wrong") {
    TemporaryFolder folder;
    auto journal = opened(folder.kith());
    live_through(*journal, 0, 11);
    REQUIRE(Backups{folder.kith(), nullptr}.make("2026-03-12", std::atomic<bool>{false}));
    const Content kept = content(*journal).value();
    live_through(*journal, 12, 19);
    journal.reset();
    const std::string sound = content_of(folder.database());
    journal = opened(folder.kith());
    live_through(*journal, 20, 21);
    const Content whole = content(*journal).value();
    const std::string log = content_of(folder.database().string() + "-wal");   // the last two days
    journal.reset();
    const Content without_log = [&] {
        lay(folder.kith(), sound, "");
        return content(*opened(folder.kith())).value();
    }();

    std::mt19937_64 random{4711};
    int refused = 0;
    int gone_back = 0;
    int told = 0;
    int harmless = 0;
    for (int round = 0; round < 300; ++round) {
        const bool with_log = round % 4 == 3;
        const int kind = static_cast<int>(random() % 7);
        INFO("round " << round << ", kind " << kind << (with_log ? ", with a log" : ""));
        lay(folder.kith(), damaged(sound, kind, random), with_log ? log : "");
        auto made = open_journal(folder.kith());
        if (!made) {   // its header says that it is another's, or from the future
            REQUIRE((made.error().kind == OpenError::Kind::foreign || made.error().kind == OpenError::Kind::newer));
            ++refused;
            continue;
        }
        SqliteJournal& damaged_one = **made;
        INFO((damaged_one.trouble() ? damaged_one.trouble()->what : ""));
        REQUIRE(damaged_one.is_open());
        auto found = content(damaged_one);
        if (!found) {   // met while it was read
            REQUIRE(damaged_one.reopen());
            found = content(damaged_one);
            REQUIRE(found);
        }
        if (!damaged_one.rescued().empty()) {
            ++gone_back;
            REQUIRE((*found == kept));
            REQUIRE(found->notes == kept.notes);
            REQUIRE(findings(damaged_one).empty());
            live(damaged_one, 30);
            made->reset();
            auto again = opened(folder.kith());   // an ordinary start
            REQUIRE(again->rescued().empty());
            REQUIRE(again->take_warnings().empty());
            continue;
        }
        const auto said = damaged_one.verify_all();
        if (!said || !said->empty()) {
            ++told;
            continue;
        }
        ++harmless;
        const Content& written = with_log ? whole : without_log;
        REQUIRE((*found == written));
        REQUIRE(notes_fit(*found, written));
    }
    CHECK(refused > 0);
    CHECK(gone_back > 50);
    CHECK(told > 20);
    CHECK(harmless > 20);
}
