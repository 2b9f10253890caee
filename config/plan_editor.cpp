#include "config/plan_editor.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "config/document_editor.hpp"
#include "config/plan_sections.hpp"
#include "config/typed_value.hpp"
#include "config/words.hpp"

namespace kith {
namespace {

using Kind = ValueChange::Kind;

struct Section {
    std::string_view name;
    PlanPart part;
    std::string_view one;   ///< for people to read
    bool former = false;    ///< its entries may have `was`
};
constexpr Section sections[] = {{"people", PlanPart::person, "a person", true},
                                {"touchpoints", PlanPart::touchpoint, "a touchpoint", true},
                                {"checkins", PlanPart::checkin, "a check-in", true},
                                {"solitude", PlanPart::solitude, "a time of solitude", false},
                                {"seasons", PlanPart::season, "a season", false}};
constexpr std::array<std::string_view, 3> naming_keys{"with", "one_of", "each"};

const Section* section_named(std::string_view name) {
    const auto* const found = std::find_if(std::begin(sections), std::end(sections), [&](const Section& one) { return one.name == name; });
    return found == std::end(sections) ? nullptr : found;
}

std::string_view line_of(const std::vector<PlanText>& texts, const Problem& problem) {
    for (const PlanText& text : texts) {
        if (text.file != problem.file) continue;
        std::string_view rest = text.bytes;
        for (std::size_t line = 1; line < problem.at.line; ++line) rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
        return rest.substr(0, rest.find('\n'));
    }
    return {};
}

bool stood_before(const std::vector<PlanText>& texts, std::string_view line) {
    return std::any_of(texts.begin(), texts.end(), [&](const PlanText& text) {
        return text.bytes.starts_with(std::string{line} + '\n') || text.bytes.find('\n' + std::string{line} + '\n') != std::string::npos;
    });
}

tl::unexpected<EditRefusal> refused(std::string why) { return tl::unexpected{EditRefusal{std::move(why), {}}}; }

/// The files of a plan as trees, and what is to change in each.
class Files {
  public:
    struct Home {
        std::size_t file = 0;
        const Section* section = nullptr;
    };

    static tl::expected<Files, EditRefusal> open(const std::vector<PlanText>& texts) {
        Files files;
        for (const PlanText& text : texts) {
            auto document = Document::parse(text.file, text.bytes);
            if (!document) return tl::unexpected{EditRefusal{{}, std::move(document.error())}};
            files.values_.push_back(value_of(*document));
            files.documents_.push_back(*std::move(document));
        }
        return files;
    }

    [[nodiscard]] const Value& value(std::size_t file) const { return values_[file]; }
    [[nodiscard]] std::size_t size() const { return values_.size(); }

    [[nodiscard]] std::optional<Home> home_of(std::string_view name) const {
        for (std::size_t file = 0; file < values_.size(); ++file)
            for (const Section& section : sections)
                if (const Value* const held = values_[file].find(section.name); held != nullptr && held->find(name) != nullptr)
                    return Home{file, &section};
        return std::nullopt;
    }
    [[nodiscard]] std::optional<std::size_t> file_with(std::string_view setting) const {
        for (std::size_t file = 0; file < values_.size(); ++file)
            if (values_[file].find(setting) != nullptr) return file;
        return std::nullopt;
    }

    void change(std::size_t file, ValueChange change) { changes_[file].push_back(std::move(change)); }

    [[nodiscard]] EditedPlan written(const std::vector<PlanText>& before) const {
        std::vector<PlanText> after = before;
        for (const auto& [file, changes] : changes_) {
            auto text = edited(documents_[file], changes);
            if (!text) return refused(std::move(text.error()));
            after[file].bytes = *std::move(text);
        }
        PlanReading reading = read_plan(after);
        if (reading.plan) return after;
        std::erase_if(reading.problems, [](const Problem& one) { return one.severity != Problem::Severity::error; });
        // A line that was never written is no place to look at.
        for (Problem& one : reading.problems)
            if (!stood_before(before, line_of(after, one))) one.at.line = 0;
        return tl::unexpected{EditRefusal{{}, std::move(reading.problems)}};
    }

  private:
    std::vector<Document> documents_;
    std::vector<Value> values_;
    std::map<std::size_t, std::vector<ValueChange>> changes_;
};

ValuePath split(std::string_view key) {
    ValuePath path;
    while (true) {
        const std::size_t dot = key.find('.');
        path.emplace_back(key.substr(0, dot));
        if (dot == std::string_view::npos) return path;
        key.remove_prefix(dot + 1);
    }
}

std::string nobody(const std::vector<PlanText>& texts, std::string_view name) {
    std::vector<std::string> held;
    for (PlanName& one : names_in_plan(texts)) held.push_back(std::move(one.name));
    std::vector<std::string_view> known = settings_of_plans();
    known.insert(known.end(), held.begin(), held.end());
    const std::string near = nearest(name, known);
    return "there is nothing called " + words::quoted(name) + " in your plan" + (near.empty() ? "" : "; " + words::did_you_mean(near));
}

/// Where `key` of `name` stands: its file, and its path there.
tl::expected<std::pair<std::size_t, ValuePath>, EditRefusal> place(const Files& files, const std::vector<PlanText>& texts,
                                                                   std::string_view name, std::string_view key) {
    ValuePath path = split(key);
    if (name.empty()) return std::pair{files.file_with(path.front()).value_or(0), std::move(path)};
    const auto home = files.home_of(name);
    if (!home) return refused(nobody(texts, name));
    path.insert(path.begin(), {std::string{home->section->name}, std::string{name}});
    return std::pair{home->file, std::move(path)};
}

const Value* at(const Value& root, const ValuePath& path) {
    const Value* value = &root;
    for (const std::string& key : path) {
        if (value == nullptr) return nullptr;
        value = value->find(key);
    }
    return value;
}

/// Calls `use(file, path, value)` for each place in the plan that names people.
template <class Use>
void for_each_naming(const Files& files, Use use) {
    for (std::size_t file = 0; file < files.size(); ++file)
        for (const char* const section : {"touchpoints", "checkins"})
            if (const Value* const items = files.value(file).find(section))
                for (const ValueEntry& item : items->map)
                    for (const std::string_view key : naming_keys)
                        if (const Value* const value = item.value.find(key))
                            use(file, ValuePath{section, item.key, std::string{key}}, *value);
}

bool names(const Value& value, std::string_view name) {
    return value.text == name || std::any_of(value.list.begin(), value.list.end(), [&](const Value& one) { return one.text == name; });
}

/// The former names of something that is called `to` from now on.
Value former_names(const Value* was, std::string_view from, std::string_view to) {
    std::vector<Value> former;
    if (was != nullptr && was->kind == NodeKind::scalar) former.push_back(*was);
    if (was != nullptr) former.insert(former.end(), was->list.begin(), was->list.end());
    std::erase_if(former, [&](const Value& one) { return one.text == to || one.text == from; });
    former.push_back(Value::scalar(std::string{from}));
    return Value::sequence(std::move(former));
}

}   // namespace

EditedPlan set_in_plan(const std::vector<PlanText>& texts, std::string_view name, const KeyAndText& what) {
    auto files = Files::open(texts);
    if (!files) return tl::unexpected{std::move(files.error())};
    auto where = place(*files, texts, name, what.key);
    if (!where) return tl::unexpected{std::move(where.error())};
    auto value = typed_value(where->second.back(), what.text);
    if (!value) return refused(std::move(value.error()));
    files->change(where->first, {.kind = Kind::set, .path = std::move(where->second), .value = *std::move(value), .name = {}});
    return files->written(texts);
}

EditedPlan unset_in_plan(const std::vector<PlanText>& texts, std::string_view name, std::string_view key) {
    auto files = Files::open(texts);
    if (!files) return tl::unexpected{std::move(files.error())};
    auto where = place(*files, texts, name, key);
    if (!where) return tl::unexpected{std::move(where.error())};
    if (at(files->value(where->first), where->second) == nullptr)
        return refused(name.empty() ? std::string{key} + " isn't set in your plan, so it has its usual value already"
                                    : words::quoted(name) + " has no " + std::string{key} + " in your plan");
    files->change(where->first, {.kind = Kind::remove, .path = std::move(where->second), .value = {}, .name = {}});
    return files->written(texts);
}

EditedPlan add_to_plan(const std::vector<PlanText>& texts, PlanPart part, std::string_view name, const std::vector<KeyAndText>& keys) {
    auto files = Files::open(texts);
    if (!files) return tl::unexpected{std::move(files.error())};
    if (const auto there = files->home_of(name))
        return refused("there is " + words::quoted(name) + " already, " + std::string{there->section->one} + "; kithctl set changes it");
    const auto* const section =
        std::find_if(std::begin(sections), std::end(sections), [&](const Section& one) { return one.part == part; });
    std::vector<ValueEntry> entries;
    for (const KeyAndText& one : keys) {
        auto value = typed_value(one.key, one.text);
        if (!value) return refused(std::move(value.error()));
        entries.push_back({one.key, *std::move(value)});
    }
    files->change(
        0,
        {.kind = Kind::set, .path = {std::string{section->name}, std::string{name}}, .value = Value::of(std::move(entries)), .name = {}});
    return files->written(texts);
}

EditedPlan rename_in_plan(const std::vector<PlanText>& texts, std::string_view from, std::string_view to) {
    auto files = Files::open(texts);
    if (!files) return tl::unexpected{std::move(files.error())};
    const auto home = files->home_of(from);
    if (!home) return refused(nobody(texts, from));
    if (from == to) return refused(words::quoted(from) + " is called so already");
    if (const auto there = files->home_of(to))
        return refused("there is " + words::quoted(to) + " already, " + std::string{there->section->one});
    const ValuePath path{std::string{home->section->name}, std::string{from}};
    if (home->section->former) {
        ValuePath was = path;
        was.emplace_back("was");
        const Value* const former = at(files->value(home->file), was);
        files->change(home->file, {.kind = Kind::set, .path = std::move(was), .value = former_names(former, from, to), .name = {}});
    }
    if (home->section->part == PlanPart::person)
        for_each_naming(*files, [&](std::size_t file, ValuePath there, const Value& value) {
            if (!names(value, from)) return;
            Value renamed = value;
            if (renamed.text == from) renamed.text = to;
            for (Value& one : renamed.list)
                if (one.text == from) one.text = to;
            files->change(file, {.kind = Kind::set, .path = std::move(there), .value = std::move(renamed), .name = {}});
        });
    files->change(home->file, {.kind = Kind::rename, .path = path, .value = {}, .name = std::string{to}});
    return files->written(texts);
}

EditedPlan remove_from_plan(const std::vector<PlanText>& texts, std::string_view name) {
    auto files = Files::open(texts);
    if (!files) return tl::unexpected{std::move(files.error())};
    const auto home = files->home_of(name);
    if (!home) return refused(nobody(texts, name));
    std::string users;
    if (home->section->part == PlanPart::person)
        for_each_naming(*files, [&](std::size_t, const ValuePath& there, const Value& value) {
            if (names(value, name)) users += (users.empty() ? "" : ", ") + there[1];
        });
    if (!users.empty())
        return refused(words::quoted(name) + " is still part of " + users +
                       "; change that first, or remove it, or keep your distance with\n    kithctl set " + std::string{name} +
                       " distance true");
    files->change(home->file,
                  {.kind = Kind::remove, .path = {std::string{home->section->name}, std::string{name}}, .value = {}, .name = {}});
    return files->written(texts);
}

std::vector<PlanName> names_in_plan(const std::vector<PlanText>& texts) {
    std::vector<PlanName> names;
    for (const PlanText& text : texts) {
        std::vector<Problem> ignored;
        const auto document = Document::parse_leniently(text.file, text.bytes, ignored);
        if (!document) continue;
        const Value value = value_of(*document);
        for (const ValueEntry& entry : value.map)
            if (const Section* const section = section_named(entry.key))
                for (const ValueEntry& one : entry.value.map) names.push_back({one.key, section->part});
    }
    return names;
}

std::vector<std::string_view> settings_of_plans() {
    std::vector<std::string_view> settings;
    for (const std::string_view name : reader::setting_names)
        if (section_named(name) == nullptr) settings.push_back(name);
    return settings;
}

bool is_setting(std::string_view name) {
    const std::vector<std::string_view> settings = settings_of_plans();
    return std::find(settings.begin(), settings.end(), name.substr(0, name.find('.'))) != settings.end();
}

}   // namespace kith
