#include "daemon/protocol/messages.hpp"

#include "daemon/protocol/described_json.hpp"
#include "daemon/protocol/measures.hpp"
#include "daemon/protocol/state.hpp"

namespace kith::protocol {

BOOST_DESCRIBE_STRUCT(Exported, (), (records, more))

namespace described {

std::string found(const boost::json::value& json) {
    switch (json.kind()) {
        case boost::json::kind::null:
            return "null";
        case boost::json::kind::bool_:
            return json.get_bool() ? "true" : "false";
        case boost::json::kind::string:
            return "the string " + quoted({json.get_string().data(), json.get_string().size()});
        case boost::json::kind::array:
            return "a list";
        case boost::json::kind::object:
            return "an object";
        default:
            return boost::json::serialize(json);
    }
}

namespace {

std::string in_words(const Fault& fault) { return fault.path.empty() ? fault.text : fault.path + ": " + fault.text; }

}   // namespace
}   // namespace described

template <class T>
boost::json::value to_json(const T& value) {
    return described::write(value);
}

template <class T>
tl::expected<T, Error> params_from_json(const boost::json::value& json) {
    T params;
    if (auto done = described::read_struct<described::Manner::strict>(json, params); !done)
        return tl::unexpected<Error>(Error{ErrorCode::invalid_params, "params: " + described::in_words(done.error()), {}});
    return params;
}

template <class T>
tl::expected<T, Error> result_from_json(const boost::json::value& json) {
    T result;
    if (auto done = described::read_struct<described::Manner::lenient>(json, result); !done)
        return tl::unexpected<Error>(Error{ErrorCode::internal_error,
                                           "the reply is not what kithctl knows: " + described::in_words(done.error()) +
                                               "; kithd and kithctl may be of different versions, then restarting kithd helps",
                                           {}});
    return result;
}

// --- Instances: callers see only the declarations ---------------------------------------------------------------------------------------

#define KITH_PARAMS(T)                                \
    template boost::json::value to_json<T>(const T&); \
    template tl::expected<T, Error> params_from_json<T>(const boost::json::value&);
#define KITH_RESULT(T)                                \
    template boost::json::value to_json<T>(const T&); \
    template tl::expected<T, Error> result_from_json<T>(const boost::json::value&);

KITH_PARAMS(NoParams)
KITH_PARAMS(NameParams)
KITH_PARAMS(AgendaParams)
KITH_PARAMS(NextParams)
KITH_PARAMS(DoneParams)
KITH_PARAMS(SnoozeParams)
KITH_PARAMS(QuietParams)
KITH_PARAMS(PauseParams)
KITH_PARAMS(SeasonParams)
KITH_PARAMS(EnergyParams)
KITH_PARAMS(PromiseParams)
KITH_PARAMS(AskParams)
KITH_PARAMS(TimeoutParams)
KITH_PARAMS(LogParams)
KITH_PARAMS(HistoryParams)
KITH_PARAMS(ExportParams)
KITH_PARAMS(ReportParams)
KITH_PARAMS(NoteParams)
KITH_PARAMS(ForgetParams)

KITH_RESULT(Hold)
KITH_RESULT(Moment)
KITH_RESULT(Today)
KITH_RESULT(Seasons)
KITH_RESULT(Agenda)
KITH_RESULT(PersonLine)
KITH_RESULT(People)
KITH_RESULT(Fact)
KITH_RESULT(HistoryLine)
KITH_RESULT(History)
KITH_RESULT(Card)
KITH_RESULT(Why)
KITH_RESULT(Acted)
KITH_RESULT(Exported)
KITH_RESULT(PlanProblem)
KITH_RESULT(Paused)
KITH_RESULT(Status)
KITH_RESULT(Tried)
KITH_RESULT(Changed)
KITH_RESULT(Week)
KITH_RESULT(Report)
KITH_RESULT(State)

#undef KITH_PARAMS
#undef KITH_RESULT

}   // namespace kith::protocol
