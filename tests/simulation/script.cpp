#include "tests/simulation/script.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "tests/simulation/random.hpp"

namespace kith::simulation {
namespace {

using Kind = Op::Kind;
constexpr std::int64_t hour = 3600, day = 24 * hour;

struct KindName {
    Kind kind;
    std::string_view name;
};
constexpr KindName kind_names[] = {
    {Kind::suspend, "suspend"},
    {Kind::off, "off"},
    {Kind::crash, "crash"},
    {Kind::clock, "clock"},
    {Kind::drift, "drift"},
    {Kind::doubtful, "doubtful"},
    {Kind::trusted, "trusted"},
    {Kind::zone, "zone"},
    {Kind::plan, "plan"},
    {Kind::bad_plan, "bad-plan"},
    {Kind::torn_plan, "torn-plan"},
    {Kind::no_plan, "no-plan"},
    {Kind::server_gone, "server-gone"},
    {Kind::server_back, "server-back"},
    {Kind::server_hung, "server-hung"},
    {Kind::server_on, "server-on"},
    {Kind::server_dies, "server-dies"},
    {Kind::words_late, "words-late"},
    {Kind::words_on, "words-on"},
    {Kind::word_twice, "word-twice"},
    {Kind::expire, "expire"},
    {Kind::forge, "forge"},
    {Kind::click_twice, "click-twice"},
    {Kind::disk_full, "disk-full"},
    {Kind::disk_gone, "disk-gone"},
    {Kind::disk_well, "disk-well"},
    {Kind::commit_lost, "commit-lost"},
    {Kind::commit_landed, "commit-landed"},
    {Kind::power_cut, "power-cut"},
    {Kind::locked, "locked"},
    {Kind::undisturbed, "undisturbed"},
    {Kind::at_hand, "at-hand"},
};

struct DiskName {
    Disk disk;
    std::string_view name;
};
constexpr DiskName disk_names[] = {{Disk::model, "model"}, {Disk::sqlite, "sqlite"}};

std::int64_t draw_number(Random& random, Kind kind) {
    switch (kind) {
        case Kind::suspend:
            return random.skewed(10 * day / 60) * 60 + random.between(0, 59);
        case Kind::off:
            return random.skewed(60 * day / 60) * 60 + random.between(0, 59);
        case Kind::crash:
        case Kind::power_cut:
            return random.skewed(40);
        case Kind::clock:
            // Mostly what people and time servers do; now and then a dead battery's ten years.
            if (random.chance(3)) return random.between(-10 * 366 * day, 10 * 366 * day);
            return random.chance(50) ? random.skewed(2 * day) : -random.skewed(2 * day);
        case Kind::drift:
            return random.chance(50) ? random.between(1, 5) : -random.between(1, 5);
        case Kind::server_dies:
            return random.skewed(5);
        case Kind::plan:
        case Kind::bad_plan:
        case Kind::torn_plan:
            return static_cast<std::int64_t>(random.below(6));   // people go back and forth
        default:
            return static_cast<std::int64_t>(random.below(1'000'000));
    }
}

bool is_an_end(Kind kind) {
    return kind == Kind::trusted || kind == Kind::server_back || kind == Kind::server_on || kind == Kind::words_on ||
           kind == Kind::disk_well || kind == Kind::at_hand;
}

/// What ends a condition is drawn with it, so that no run is one long failure.
Kind end_of(Kind kind) {
    switch (kind) {
        case Kind::doubtful:
            return Kind::trusted;
        case Kind::server_gone:
            return Kind::server_back;
        case Kind::server_hung:
            return Kind::server_on;
        case Kind::disk_full:
        case Kind::disk_gone:
            return Kind::disk_well;
        case Kind::words_late:
            return Kind::words_on;
        case Kind::locked:
        case Kind::undisturbed:
            return Kind::at_hand;
        case Kind::bad_plan:
        case Kind::torn_plan:
        case Kind::no_plan:
            return Kind::plan;
        default:
            return kind;
    }
}

/// How often something happens, and when.
struct Trouble {
    Kind kind;
    std::int64_t from, until;
    std::int64_t mean;   ///< seconds from one to the next
};

void add(Script& script, Random& random, const Trouble& trouble) {
    const Kind kind = trouble.kind, end = end_of(kind);
    for (std::int64_t at = trouble.from + random.between(0, 2 * trouble.mean); at < trouble.until;
         at += random.between(1, 2 * trouble.mean)) {
        script.ops.push_back({at, kind, draw_number(random, kind)});
        if (end == kind) continue;
        const std::int64_t most = kind == Kind::torn_plan ? hour : 3 * day;
        script.ops.push_back({at + random.skewed(most), end, draw_number(random, end)});
    }
}

}   // namespace

Script draw(std::uint64_t seed, std::int64_t days, Disk disk) {
    Random random{seed};
    Script script;
    script.disks = {disk};
    script.seed = random.next();
    script.zone = random.pick(some_zones);
    // 2024 … 2034, so that leap days and years without one are both met; on a second, not a minute.
    script.start = 1'704'067'200 + static_cast<std::int64_t>(random.below(10 * 366 * day));
    script.length = days * day;
    script.calm_after = script.length - std::min<std::int64_t>(60 * day, script.length / 4);
    script.edition = 6;
    script.items = static_cast<unsigned>(random.chance(50) ? 20 : random.between(1, 30));
    script.server_drops = random.chance(50);
    script.buttons = !random.chance(10);
    script.cap = random.chance(20) ? static_cast<unsigned>(random.between(1, 10)) : 0;
    script.person = {.done = static_cast<unsigned>(random.below(60)),
                     .later = static_cast<unsigned>(random.below(15)),
                     .not_today = static_cast<unsigned>(random.below(15)),
                     .dismiss = static_cast<unsigned>(random.below(10)),
                     .by_hand = static_cast<unsigned>(random.chance(10) ? 95 : random.below(30)),
                     .within = 60 * random.skewed(2 * day / 60)};
    // Each kind has a rate of its own in each run; a third of them are off.
    const std::int64_t calmness = random.chance(30) ? 1 : random.chance(50) ? 4 : 16;
    for (const KindName& one : kind_names)
        if (!is_an_end(one.kind) && !random.chance(33))
            add(script, random, {one.kind, 0, script.calm_after, random.between(2, 120) * day * calmness});
    // Now and then a few things go wrong again and again for some days: so they meet.
    if (random.chance(30)) {
        const std::int64_t begin = random.between(0, script.calm_after);
        for (int i = 0; i < 4; ++i)
            if (const Kind kind = random.pick(kind_names).kind; !is_an_end(kind))
                add(script, random, {kind, begin, std::min(begin + 10 * day, script.calm_after), random.between(1, 12) * hour});
    }
    std::stable_sort(script.ops.begin(), script.ops.end(), [](const Op& a, const Op& b) { return a.at < b.at; });
    return script;
}

std::string to_text(const Op& op) {
    const auto* const found =
        std::find_if(std::begin(kind_names), std::end(kind_names), [&](const KindName& one) { return one.kind == op.kind; });
    return std::string{found->name} + ' ' + std::to_string(op.number);
}

std::string to_text(const Script& script) {
    std::ostringstream out;
    out << "disks";
    for (const Disk disk : script.disks)
        for (const DiskName& one : disk_names)
            if (one.disk == disk) out << ' ' << one.name;
    out << "\nseed " << script.seed << "\nzone " << script.zone << "\nstart " << script.start << "\ncalm " << script.calm_after
        << "\nlength " << script.length << "\nitems " << script.items << "\nedition " << script.edition << "\nserver-drops "
        << script.server_drops << "\nbuttons " << script.buttons << "\ncap " << script.cap << "\nperson " << script.person.done << ' '
        << script.person.later << ' ' << script.person.not_today << ' ' << script.person.dismiss << ' ' << script.person.by_hand << ' '
        << script.person.within << '\n';
    for (const Op& op : script.ops) out << "at " << op.at << ' ' << to_text(op) << '\n';
    return out.str();
}

namespace {

std::vector<Disk> parse_disks(std::istringstream& words) {
    std::vector<Disk> disks;
    for (std::string word; words >> word;)
        for (const DiskName& one : disk_names)
            if (one.name == word) disks.push_back(one.disk);
    words.clear(disks.empty() ? std::ios::failbit : std::ios::goodbit);
    return disks;
}

Op parse_op(std::istringstream& words) {
    Op op;
    std::string name;
    words >> op.at >> name >> op.number;
    const auto* const found =
        std::find_if(std::begin(kind_names), std::end(kind_names), [&](const KindName& one) { return one.name == name; });
    if (found == std::end(kind_names))
        words.setstate(std::ios::failbit);
    else
        op.kind = found->kind;
    return op;
}

}   // namespace

Script parse(const std::string& text) {
    Script script;
    std::istringstream lines{text};
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream words{line};
        std::string word;
        if (line.empty() || line.front() == '#' || !(words >> word)) continue;
        if (word == "disks")
            script.disks = parse_disks(words);
        else if (word == "seed")
            words >> script.seed;
        else if (word == "zone")
            words >> script.zone;
        else if (word == "start")
            words >> script.start;
        else if (word == "calm")
            words >> script.calm_after;
        else if (word == "length")
            words >> script.length;
        else if (word == "items")
            words >> script.items;
        else if (word == "edition")
            words >> script.edition;
        else if (word == "server-drops")
            words >> script.server_drops;
        else if (word == "buttons")
            words >> script.buttons;
        else if (word == "cap")
            words >> script.cap;
        else if (word == "person")
            words >> script.person.done >> script.person.later >> script.person.not_today >> script.person.dismiss >>
                script.person.by_hand >> script.person.within;
        else if (word == "at")
            script.ops.push_back(parse_op(words));
        else
            throw std::runtime_error{"not understood: " + line};
        if (!words) throw std::runtime_error{"not understood: " + line};
    }
    return script;
}

}   // namespace kith::simulation
