#pragma once
// Included by Asio itself, in every file that uses it: BOOST_ASIO_CUSTOM_HANDLER_TRACKING, as its documentation describes. Of all that could
// be tracked kith wants one thing: to know when a handler begins, whatever it belongs to, because that is when the watchdog is armed.

namespace kith {

class HandlerWatch {
  public:
    virtual void handler_begins() = 0;

  protected:
    ~HandlerWatch() = default;
};

/// Told on the thread that runs the loop; null: nobody wants to know.
inline HandlerWatch* handler_watch = nullptr;

}   // namespace kith

#define BOOST_ASIO_HANDLER_INVOCATION_BEGIN(args) (::kith::handler_watch != nullptr ? ::kith::handler_watch->handler_begins() : void())

#define BOOST_ASIO_INHERIT_TRACKED_HANDLER
#define BOOST_ASIO_ALSO_INHERIT_TRACKED_HANDLER
#define BOOST_ASIO_HANDLER_TRACKING_INIT (void)0
#define BOOST_ASIO_HANDLER_LOCATION(args) (void)0
#define BOOST_ASIO_HANDLER_CREATION(args) (void)0
#define BOOST_ASIO_HANDLER_COMPLETION(args) (void)0
#define BOOST_ASIO_HANDLER_INVOCATION_END (void)0
#define BOOST_ASIO_HANDLER_OPERATION(args) (void)0
#define BOOST_ASIO_HANDLER_REACTOR_REGISTRATION(args) (void)0
#define BOOST_ASIO_HANDLER_REACTOR_DEREGISTRATION(args) (void)0
#define BOOST_ASIO_HANDLER_REACTOR_READ_EVENT 0
#define BOOST_ASIO_HANDLER_REACTOR_WRITE_EVENT 0
#define BOOST_ASIO_HANDLER_REACTOR_ERROR_EVENT 0
#define BOOST_ASIO_HANDLER_REACTOR_EVENTS(args) (void)0
#define BOOST_ASIO_HANDLER_REACTOR_OPERATION(args) (void)0
