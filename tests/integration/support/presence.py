"""What tells of a person's presence, in a lab: a system bus with a logind, and mocks of screen savers and notification servers on the session bus."""
import json
import os
import pathlib
import signal

from gi.repository import Gio, GLib

from lab import BUS_CONFIG
from probe import Probe

HERE = pathlib.Path(__file__).resolve().parent
ME, ANOTHER = os.getuid(), os.getuid() + 1
MOCK = "org.freedesktop.DBus.Mock"
PYTHON_MOCK = ["/usr/bin/python3", "-B", "-m", "dbusmock"]


class Bus:
    """The lab's session bus, or a system bus of its own, which is not there until start()."""

    def __init__(self, lab, variable):
        self.lab = lab
        self.address = lab.env[variable]
        self.path = pathlib.Path(self.address.removeprefix("unix:path="))
        self._daemon = self.connection = None

    def start(self):
        config = self.path.with_suffix(".conf")
        config.write_text(BUS_CONFIG.format(path=self.path, services=""))
        self.path.unlink(missing_ok=True)
        self._daemon = self.lab.spawn(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"], log="system-bus.log")
        self.connect()

    def connect(self):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION

        def try_it():
            try:
                return Gio.DBusConnection.new_for_address_sync(self.address, flags, None, None)
            except GLib.Error:
                return None
        self.connection = self.lab.wait_until(try_it, 10, f"the bus at {self.path}")

    def kill(self):
        self._daemon.kill()
        self._daemon.wait()

    def stop(self):
        self._daemon.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._daemon.send_signal(signal.SIGCONT)

    def call(self, name, path, interface, method, arguments=None):
        reply = self.connection.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, 10_000, None)
        return reply.unpack()

    def has(self, name):
        bus = "org.freedesktop.DBus"
        return self.call(bus, "/org/freedesktop/DBus", bus, "NameHasOwner", GLib.Variant("(s)", (name,)))[0]


class Mock:
    """A service by python3-dbusmock."""

    def __init__(self, bus, name, path, *command):
        self.bus, self.name, self.path = bus, name, path
        self._process = bus.lab.spawn([*PYTHON_MOCK, *command], log=f"{name}.log")
        bus.lab.wait_until(lambda: bus.has(name), 10, f"{name} on the bus")

    def kill(self):
        """Returns when the bus knows."""
        self._process.kill()
        self._process.wait()
        self.bus.lab.wait_until(lambda: not self.bus.has(self.name), 10, f"{self.name} to be gone")

    def stop(self):
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._process.send_signal(signal.SIGCONT)

    def do(self, method, signature="()", *values, path=None, interface=MOCK):
        return self.bus.call(self.name, path or self.path, interface, method, GLib.Variant(signature, values))

    def emit(self, interface, member, signature="", *values, path=None):
        arguments = [GLib.Variant(kind, value) for kind, value in zip(signature, values)]
        self.do("EmitSignal", "(sssav)", interface, member, signature, arguments, path=path)

    def change(self, interface, path=None, **properties):
        """As PropertiesChanged tells of it."""
        values = {name: GLib.Variant("b", value) for name, value in properties.items()}
        self.do("UpdateProperties", "(sa{sv})", interface, values, path=path)


class Logind(Mock):
    ROOT = "/org/freedesktop/login1"
    MANAGER, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"

    def __init__(self, bus, *sessions, asleep=False):
        """Each session: its name, its person's number, whether it is locked."""
        parameters = json.dumps({"asleep": asleep, "sessions": sessions})
        super().__init__(bus, "org.freedesktop.login1", self.ROOT, "--template", HERE / "mock_logind.py", "-p", parameters)

    def begin(self, session, person=ME):
        self.do("BeginSession", "(su)", session, person)

    def end(self, session, display=""):
        self.do("EndSession", "(sus)", session, ME, display)

    def forget_me(self):
        self.do("ForgetUser", "(u)", ME)

    def lock(self, session, locked=True):
        self.do("SetLockedHint", "(b)", locked, path=f"{self.ROOT}/session/{session}", interface=self.SESSION)

    def set(self, session, **properties):
        self.change(self.SESSION, f"{self.ROOT}/session/{session}", **properties)

    def close(self, session):
        """The person has logged out of it. logind tells nobody of its state."""
        self.do("Closing", "(s)", session)

    def ask_to_lock(self, session):
        """A request to whoever locks screens, who doesn't follow it."""
        self.do("Lock", path=f"{self.ROOT}/session/{session}", interface=self.SESSION)

    def sleep(self, going=True):
        self.emit(self.MANAGER, "PrepareForSleep", "b", going)


class InhibitingServer(Mock):
    def __init__(self, bus, inhibited=False):
        super().__init__(bus, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                         "--template", HERE / "mock_inhibiting.py", "-p", json.dumps({"inhibited": inhibited}))

    def inhibit(self, inhibited=True):
        self.change(self.name, Inhibited=inhibited)


class ScreenSaver(Mock):
    def __init__(self, bus, name, path, active=False, emits_at=None):
        super().__init__(bus, name, path, name, path, name)
        self.emits_at = emits_at or path
        if self.emits_at != path:
            self.do("AddObject", "(ssa{sv}a(ssss))", self.emits_at, name, {}, [])
        self.do("AddMethod", "(sssss)", name, "GetActive", "", "b", f"ret = {active}")

    def turn(self, active):
        self.emit(self.name, "ActiveChanged", "b", active, path=self.emits_at)


class PresenceProbe(Probe):
    """presence_probe, and whether it has found what it first looked for."""

    def __init__(self, lab, *first, **env):
        super().__init__(lab, env={**lab.env, **env}, listen=False)
        self.expect(" ".join(first) or "here")
