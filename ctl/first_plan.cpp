#include "ctl/first_plan.hpp"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "config/civil_text.hpp"
#include "config/plan_editor.hpp"
#include "config/problem.hpp"
#include "ctl/arguments.hpp"
#include "ctl/plan_ids.hpp"

namespace kith::ctl {
namespace {

constexpr std::string_view beginning =
    "# yaml-language-server: $schema=../../.local/share/doc/kith/plan.schema.json\n"
    "# Your plan: whom you want to stay in touch with, and how. kithd reads it\n"
    "# again whenever you save it. kithctl plan check explains what it doesn't\n"
    "# understand; kithctl help set changes things without an editor.\n";

/// What may be good with somebody.
struct Idea {
    std::string_view question;
    std::string_view id;   ///< before the person's
    std::vector<KeyAndText> keys;
};

const std::vector<Idea>& ideas() {
    static const std::vector<Idea> all{
        {"a call every week", "call", {{"do", "Call {name}"}, {"every", "week on sun"}, {"between", "11:00-19:00"}, {"by", "call"}}},
        {"a short voice note every few days",
         "voice-note",
         {{"do", "Send {name} a voice note"}, {"every", "3 days"}, {"by", "voice"}, {"minimum", "true"}}},
        {"a few lines every week", "word", {{"do", "Send {name} a few lines"}, {"every", "week"}, {"minimum", "true"}}},
        {"meeting once a month", "see", {{"do", "Meet {name}"}, {"every", "month"}, {"by", "in-person"}}},
        {"hello, when it has been six weeks", "hello", {{"do", "Say hello to {name}"}, {"every", "6 weeks after contact"}}}};
    return all;
}

std::optional<std::string> asked(Surroundings& world, const std::string& question) {
    world.write('\n' + paragraphs(question, world.terminal.width) + "> ");
    return world.reply();
}

/// 1 to `most`; Enter takes `usual`. None: the input has ended.
std::optional<std::size_t> chosen(Surroundings& world, const std::string& question, std::size_t most, std::size_t usual) {
    for (;;) {
        const std::optional<std::string> said = asked(world, question);
        if (!said) return std::nullopt;
        if (said->empty()) return usual;
        if (const auto number = whole_number(*said, 1, static_cast<std::int64_t>(most))) return static_cast<std::size_t>(*number);
        world.write("A number from 1 to " + std::to_string(most) + ", or Enter for " + std::to_string(usual) + ".\n");
    }
}

class FirstPlan {
  public:
    explicit FirstPlan(Surroundings& world) : world_{world}, texts_{{"plan.yaml", std::string{beginning}}} {}

    /// False: not understood, and said so.
    bool take(EditedPlan edited) {
        if (edited) {
            texts_ = *std::move(edited);
            return true;
        }
        const EditRefusal& refusal = edited.error();
        world_.write(wrapped(refusal.problems.empty() ? refusal.why
                                                      : explained(refusal.problems.front().what, refusal.problems.front().expected,
                                                                  refusal.problems.front().hint),
                             world_.terminal.width));
        return false;
    }

    bool person(const std::string& name) {
        constexpr std::array<std::string_view, 4> circles{"family", "friends", "partner", "work"};
        const auto circle =
            chosen(world_, "Where does " + printable(name) + " belong? 1 family, 2 friends (Enter), 3 partner, 4 work", circles.size(), 2);
        if (!circle) return false;
        const std::string id = id_of(name);
        std::vector<KeyAndText> keys{{"name", name}, {"circle", std::string{circles.at(*circle - 1)}}};
        if (!take(add_to_plan(texts_, PlanPart::person, id, keys))) return true;
        std::string question = "What would be good with " + printable(name) + "?\n";
        for (std::size_t at = 0; at < ideas().size(); ++at)
            question += "\n    " + std::to_string(at + 1) + " " + std::string{ideas()[at].question};
        question += "\n\nEnter takes 3; little is enough.";
        const auto idea = chosen(world_, question, ideas().size(), 3);
        if (!idea) return false;
        const Idea& one = ideas()[*idea - 1];
        keys = {{"do", one.keys.front().text}, {"with", id}};
        keys.insert(keys.end(), one.keys.begin() + 1, one.keys.end());
        wishes_.push_back({std::string{one.id} + '-' + id, keys});
        return true;
    }

    /// Touchpoints come behind all people, as in a plan written by hand.
    [[nodiscard]] std::string text() {
        for (auto& [id, keys] : wishes_) (void)take(add_to_plan(texts_, PlanPart::touchpoint, id, keys));
        return texts_.front().bytes;
    }

    void quiet() {
        for (;;) {
            const auto said = asked(world_, "When should it be quiet? Enter for 21:30-08:00, or times of your own such as 22:00-07:00");
            if (!said) return;
            if (take(set_in_plan(texts_, "", {"quiet", said->empty() ? "21:30-08:00" : *said}))) return;
        }
    }

    [[nodiscard]] bool anybody() const { return !wishes_.empty(); }

  private:
    struct Wish {
        std::string id;
        std::vector<KeyAndText> keys;
    };
    Surroundings& world_;
    std::vector<PlanText> texts_;
    std::vector<Wish> wishes_;
};

}   // namespace

std::optional<std::string> ask_for_a_first_plan(Surroundings& world) {
    world.write(
        wrapped("A few questions, and you have a plan. All of it can be changed later, and none of it is a duty.", world.terminal.width));
    FirstPlan plan{world};
    plan.quiet();
    for (;;) {
        const auto name = asked(world, plan.anybody() ? "Somebody else? Enter when that is all."
                                                      : "Who would you like to stay in touch with? A name, or what you call them.");
        if (!name) return std::nullopt;
        if (name->empty()) break;
        if (!plan.person(*name)) return std::nullopt;
    }
    if (!plan.anybody()) return std::nullopt;
    return plan.text();
}

}   // namespace kith::ctl
