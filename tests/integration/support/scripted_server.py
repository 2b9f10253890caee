"""A notification server that fails as a test tells it to.

    with Lab("none") as lab, ScriptedServer(lab) as server:
        server.start()
        server.at_notify = [server.die_showing]
        ...
        server.click("Call Anna", "Done")

It lives in the test's own process, on a thread and a bus connection of its own: what it does next, and what it shows, is known without asking
anybody. To the bus it is a process like any other. Each start() is another server: another unique name, ids from 1 again, an empty screen.
"""
import dataclasses
import threading

from gi.repository import Gio, GLib

from lab import NAME, PATH

ALL_CAPABILITIES = ("actions", "body", "body-markup")
EXPIRED, DISMISSED, REQUESTED = 1, 2, 3
ALLOW_REPLACEMENT, REPLACE_EXISTING = 1, 2
ANOTHER = "another application"

INTERFACE = Gio.DBusNodeInfo.new_for_xml(f"""<node><interface name="{NAME}">
<method name="Notify"><arg type="s"/><arg type="u"/><arg type="s"/><arg type="s"/><arg type="s"/><arg type="as"/><arg type="a{{sv}}"/><arg type="i"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/></method>
</interface></node>""").interfaces[0]
METHODS = tuple(method.name for method in INTERFACE.methods)
INFORMATION = GLib.Variant("(ssss)", ("scripted", "kith", "1.0", "1.2"))


@dataclasses.dataclass
class Displayed:
    id: int
    summary: str
    body: str
    actions: dict          # label -> key
    sender: str            # the unique name of the application


class Life:
    """From one start to its end: a connection, and what is shown. Used by the server's thread only."""

    def __init__(self, address, called):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.screen = {}
        self.last_id = 0
        self.held = []                # answers that it doesn't give now
        self.knows_somebody = False   # who asked what it can do
        self.bus.register_object(PATH, INTERFACE, lambda _bus, sender, _path, _interface, *call: called(self, sender, *call), None, None)
        self._ask_bus("RequestName", GLib.Variant("(su)", (NAME, ALLOW_REPLACEMENT | REPLACE_EXISTING)))

    def _ask_bus(self, method, arguments=None):
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, arguments, None,
                           Gio.DBusCallFlags.NONE, 10_000, None)

    def end(self):
        """What it has said so far is said."""
        try:
            self.bus.flush_sync(None)
            self.bus.close_sync(None)
        except GLib.Error:
            pass   # the bus went first

    def go_on(self):
        held, self.held = self.held, []
        for answer in held:
            answer()

    def emit(self, name, signature, values):
        self.bus.emit_signal(None, PATH, NAME, name, GLib.Variant(signature, values))
        self._ask_bus("GetId")   # an answer: the bus has passed the signal on, whatever happens next

    def show(self, sender, _app, replaces, _icon, summary, body, actions, _hints, _timeout):
        ident = replaces if replaces in self.screen else self.last_id + 1
        self.last_id = max(self.last_id, ident)
        self.screen[ident] = Displayed(ident, summary, body, dict(zip(actions[1::2], actions[::2])), sender)
        return ident

    def close(self, ident, reason):
        if self.screen.pop(ident, None):
            self.emit("NotificationClosed", "(uu)", (ident, reason))


class ScriptedServer:
    def __init__(self, lab):
        self.lab = lab
        self.capabilities = ALL_CAPABILITIES
        self.room = None            # how many notifications it shows at a time; with one more the oldest goes
        self.at_notify = []         # how to treat the next calls of Notify: functions as below, or None
        self.at_ping = None         # what to do with the answer to the next GetServerInformation
        self.errors = {}            # method -> the D-Bus errors to answer the next calls with
        self.hangs_at = ()          # the calls it doesn't answer now
        self.calls = []             # the methods that were called, in order, in all lives
        self._life = None
        self._former = None         # lost its name to the present one, and lives on
        self._context = GLib.MainContext()
        self._loop = GLib.MainLoop(self._context)
        self._thread = threading.Thread(target=self._run, daemon=True)

    # -- life ----------------------------------------------------------------------------------------------------------------------------

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.die()
        self._loop.quit()
        self._thread.join(10)

    def _run(self):
        self._context.push_thread_default()
        self._loop.run()

    def _do(self, work):
        """Has `work` done by the server's thread, and returns what it returned."""
        if threading.current_thread() is self._thread:
            return work()
        done, result = threading.Event(), {}

        def run(*_):
            try:
                result["value"] = work()
            except Exception as error:
                result["error"] = error
            done.set()
            return GLib.SOURCE_REMOVE

        source = GLib.idle_source_new()
        source.set_priority(GLib.PRIORITY_DEFAULT)
        source.set_callback(run)
        source.attach(self._context)
        assert done.wait(10), "the scripted server is stuck"
        if "error" in result:
            raise result["error"]
        return result["value"]

    def start(self, first=lambda: None):
        """`first` is done as soon as it has its name, before it answers anybody. One that has the name already loses it and lives on, no longer
        hung."""
        def work():
            if self._former:
                self._former.end()
            self._former, self._life = self._life, Life(self.lab.env["DBUS_SESSION_BUS_ADDRESS"], self._called)
            self.hangs_at = ()
            if self._former:
                self._former.go_on()
            first()
        self._do(work)

    def die(self):
        """As a crash would: without a word. Returns when the bus knows."""
        def work():
            for life in (self._life, self._former):
                if life:
                    life.end()
            self._life = self._former = None
        self._do(work)
        if threading.current_thread() is not self._thread and self.lab.has_bus():
            self.lab.wait_until(lambda: not self.lab.name_owner(), 10, "the bus to know that the server is gone")

    def hang(self, *methods):
        """It answers nobody, as if stopped, until go_on(); or none of these calls."""
        self.hangs_at = methods or METHODS

    def go_on(self):
        def work():
            self.hangs_at = ()
            self._life.go_on()
        self._do(work)

    # -- what it can do at a Notify --------------------------------------------------------------------------------------------------------

    def die_unseen(self, _show):
        """Dies before it shows anything."""
        self.die()

    def die_showing(self, show):
        """Shows it, and dies before it has replied."""
        show()
        self.die()

    def reply_and_die(self, show):
        show()()
        self.die()

    def hang_inside(self, show):
        self.hang()
        self._life.held.append(lambda: show()())

    def click_and_reply(self, show):
        """The person is quicker than the reply."""
        reply = show()
        newest = self._life.screen[self._life.last_id]
        self.emit("ActionInvoked", "(us)", (newest.id, newest.actions["Done"]))
        reply()

    # -- calls -----------------------------------------------------------------------------------------------------------------------------

    def _called(self, life, sender, method, arguments, invocation):
        if life not in (self._life, self._former):
            return   # it was on the way when the server died
        self.calls.append(method)

        def answer():
            self._answer(life, sender, method, arguments.unpack(), invocation)
        if life is self._life and method in self.hangs_at:
            life.held.append(answer)
        else:
            answer()

    def _answer(self, life, sender, method, arguments, invocation):
        if self.errors.get(method):
            invocation.return_dbus_error(self.errors[method].pop(0), "not now")
        elif method == "GetServerInformation":
            special, self.at_ping = self.at_ping, None
            (special or (lambda reply: reply()))(lambda: invocation.return_value(INFORMATION))
        elif method == "GetCapabilities":
            life.knows_somebody = True
            invocation.return_value(GLib.Variant("(as)", (self.capabilities,)))
        elif method == "CloseNotification":
            invocation.return_value(None)
            life.close(arguments[0], REQUESTED)
        else:
            self._notify(life, sender, arguments, invocation)

    def _notify(self, life, sender, arguments, invocation):
        def show():
            ident = life.show(sender, *arguments)
            if self.room and len(life.screen) > self.room:
                life.close(min(life.screen), EXPIRED)
            return lambda: invocation.return_value(GLib.Variant("(u)", (ident,)))
        special = self.at_notify.pop(0) if self.at_notify and life is self._life else None
        if special:
            special(show)
        else:
            show()()

    # -- what is shown, and what the person does ---------------------------------------------------------------------------------------------

    def knows_kithd(self):
        """kithd has asked what this server can do."""
        return bool(self._life and self._life.knows_somebody)

    def screen(self):
        """What is displayed now, oldest first."""
        return self._do(lambda: [one for _, one in sorted(self._life.screen.items())] if self._life else [])

    def summaries(self):
        """Of what kithd shows."""
        return sorted(one.summary for one in self.screen() if one.sender != ANOTHER)

    def shown(self, summary):
        found = [one for one in self.screen() if one.summary == summary]
        assert len(found) == 1, f"{summary!r} is on the screen {len(found)} times: {self.screen()}"
        return found[0]

    def show_of_others(self, summary="New mail"):
        """Another application's notification, with a button whose key is one of ours."""
        self._do(lambda: self._life.show(ANOTHER, "mail", 0, "", summary, "", ["done", "Done"], {}, -1))

    def click(self, summary, label, times=1):
        """Presses a button, and leaves the notification where it is: the application has it closed."""
        one = self.shown(summary)
        for _ in range(times):
            self.emit("ActionInvoked", "(us)", (one.id, one.actions[label]))

    def close(self, summary, reason):
        """It leaves the screen without an answer; what it was."""
        one = self.shown(summary)
        self._do(lambda: self._life.close(one.id, reason))
        return one

    def emit(self, name, signature, values):
        """A signal of this server's; whatever is in it."""
        self._do(lambda: self._life.emit(name, signature, values))

    def emit_as_former(self, name, signature, values):
        """A signal of the one that lost its name to this one."""
        self._do(lambda: self._former.emit(name, signature, values))
