#pragma once
// The whole command set of the control socket: one sorted table. Dispatch, `rpc.discover` and the document stand on it.

#include <array>
#include <string_view>

namespace kith::protocol {

struct Method {
    std::string_view name;     ///< noun.verb
    std::string_view params;   ///< the struct of messages.hpp
    std::string_view result;
    std::string_view summary;   ///< one line
};

inline constexpr std::array methods{
    Method{"action.undo", "NoParams", "Acted", "Take back the latest action"},
    Method{"agenda.list", "AgendaParams", "Agenda", "What comes in the next days"},
    Method{"agenda.next", "NextParams", "Agenda", "What comes next"},
    Method{"contact.log", "LogParams", "Acted", "Record a contact that happened by itself"},
    Method{"day.today", "NoParams", "Today", "What is open, still to come and ended on this plan day"},
    Method{"desktop.try", "NoParams", "Tried", "Show a trial notification; nothing is recorded"},
    Method{"energy.set", "EnergyParams", "Acted", "How much energy there is today"},
    Method{"followup.ask", "AskParams", "Acted", "Ask somebody for something specific, some day"},
    Method{"followup.promise", "PromiseParams", "Acted", "Come back to somebody, at a time"},
    Method{"followup.timeout", "TimeoutParams", "Acted", "A regulated pause with somebody, and the return from it"},
    Method{"history.export", "ExportParams", "Exported", "Records of the journal, whole, oldest first"},
    Method{"history.list", "HistoryParams", "History", "What happened, newest first"},
    Method{"item.show", "NameParams", "Card", "An item or a person"},
    Method{"item.why", "NameParams", "Why", "Why something comes when it comes, or does not"},
    Method{"note.add", "NoteParams", "Acted", "Something to remember about a person, offered in the next nudge about them"},
    Method{"occurrence.done", "DoneParams", "Acted", "It happened"},
    Method{"occurrence.skip", "NameParams", "Acted", "Not this time"},
    Method{"occurrence.snooze", "SnoozeParams", "Acted", "Later"},
    Method{"pause.end", "NameParams", "Acted", "It may come again"},
    Method{"pause.set", "PauseParams", "Acted", "Nothing of an item, or about a person, for a while"},
    Method{"people.list", "NoParams", "People", "The people of the plan"},
    Method{"quiet.set", "QuietParams", "Acted", "Nothing at all for a while"},
    Method{"report.show", "ReportParams", "Report", "What the past adds up to, or what has to do with a person"},
    Method{"rpc.discover", "NoParams", "object", "This list"},
    Method{"season.list", "NoParams", "Seasons", "The seasons of the plan, and which is in force"},
    Method{"season.set", "SeasonParams", "Acted", "A season of life begins or ends"},
    Method{"state.get", "NoParams", "State", "The open state, whole, and which plan is in use"},
    Method{"status.get", "NoParams", "Status", "How the daemon is"},
    Method{"text.forget", "ForgetParams", "Acted", "Remove for good what was written"},
    Method{"watch.start", "NoParams", "object", "From now on say what changes"},
    Method{"week.show", "NoParams", "Week", "Where the week stands"},
};

/// The entry of that name, or nullptr.
[[nodiscard]] constexpr const Method* find_method(std::string_view name) {
    for (const Method& method : methods)
        if (method.name == name) return &method;
    return nullptr;
}

}   // namespace kith::protocol
