"""A session bus, a display and a real notification server of a test's own.

    with Lab(server="dunst") as lab:
        lab.run(["kithctl", "try"])
        lab.wait_until(lambda: lab.notifications(), 5, "the trial notice")
        lab.act("Done")

Nothing of the machine's own session is touched: bus, display and all XDG folders lie in a temporary folder, and every process is ended by its pid.
Needs the Debian packages xvfb dunst dbus-daemon libglib2.0-0 python3-gi python3-dbus python3-dbusmock fonts-dejavu-core, and per use xfce4-notifyd
xdotool imagemagick. Run it with /usr/bin/python3, which is the one that has those modules.
"""
import ctypes
import glob
import json
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import tempfile
import time

from gi.repository import Gio, GLib

from bus_log import BusLog

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
HERE = pathlib.Path(__file__).resolve().parent

# No service directories: nothing on this bus is ever started by itself, so "no server" means that.
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>{services}
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""

DUNSTRC = """[global]
    width = 420
    offset = 20x20
    font = DejaVu Sans 11
    frame_width = 1
    markup = full
    dmenu = {pick}
    show_indicators = yes
    idle_threshold = 0
"""

# dunst hands its menu one line for each action, "#LABEL (SUMMARY) [ID,KEY]", and takes the one that is printed.
PICK = """#!/bin/sh
exec grep -m 1 -F -- "$(cat '{wanted}')"
"""

MOCK_CAPABILITIES = "actions body body-markup"


class Lab:
    def __init__(self, server="dunst", capabilities=MOCK_CAPABILITIES, activatable=False):
        """server: dunst, xfce4-notifyd, mock or none. capabilities: the mock's, space separated. activatable: the bus itself starts the mock
        when it is asked to."""
        assert server in ("dunst", "xfce4-notifyd", "mock", "none"), server
        self.server = server
        self.capabilities = capabilities
        self.activatable = activatable
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kith-lab-"))
        self.env = self._environment()
        self._log = BusLog(self.folder / "seen.jsonl")
        self._processes = []
        self._bus = self._monitor = self._server = self._connection = None

    # -- life ----------------------------------------------------------------------------------------------------------------------------

    def __enter__(self):
        try:
            self.start_bus()
            if self.server in ("dunst", "xfce4-notifyd"):
                self.start_display()
            if self.server != "none":
                self.start_server()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self._processes):
            self._end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _environment(self):
        env = {key: value for key, value in os.environ.items()
               if not key.startswith(("XDG_", "DBUS_", "KITH")) and key not in ("DISPLAY", "WAYLAND_DISPLAY", "NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "TZ")}
        folders = {"HOME": "home", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "home/.config", "XDG_DATA_HOME": "home/.local/share",
                   "XDG_STATE_HOME": "home/.local/state", "XDG_CACHE_HOME": "home/.cache"}
        for key, name in folders.items():
            folder = self.folder / name
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            env[key] = str(folder)
        env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={self.folder}/bus"
        env["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={self.folder}/system-bus"   # nobody is there: the machine's own is not a lab's
        env["LANG"] = env["LC_ALL"] = "C.UTF-8"
        return env

    def spawn(self, command, out=None, log=None, **options):
        """Starts a process in the lab; it is ended with the lab, or when the test dies. Its standard output is appended to the file `out` of the
        lab's folder, its errors to the file `log`, which also takes the output where no `out` is named; or as the options say."""
        libc = ctypes.CDLL(None)
        pr_set_pdeathsig = 1
        files = []
        for stream, name in (("stdout", out or log), ("stderr", log)):
            if name and stream not in options:
                files.append(open(self.folder / name, "ab"))
                options[stream] = files[-1]
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("env", self.env)
        try:
            process = subprocess.Popen([str(word) for word in command], preexec_fn=lambda: libc.prctl(pr_set_pdeathsig, signal.SIGKILL), **options)
        finally:
            for file in files:
                file.close()
        self._processes.append(process)
        return process

    def run(self, command, seconds=30, **options):
        """Runs a command in the lab to its end; the result has returncode, stdout, stderr as text."""
        options.setdefault("env", self.env)
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("text", True)
        return subprocess.run([str(word) for word in command], timeout=seconds, capture_output=True, **options)

    def _end(self, process):
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process in self._processes:
            self._processes.remove(process)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                stream.close()

    def wait_until(self, condition, seconds, what):
        """Waits for condition() to be true and returns its value; after `seconds` the test fails, saying what was waited for: a text, or a
        function that gives one."""
        deadline = time.monotonic() + seconds
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {seconds} s for {what() if callable(what) else what}{self.logs()}")
            time.sleep(0.01)

    def logs(self):
        """The last words of every process of the lab, for a failure's message."""
        text = ""
        for log in sorted(self.folder.glob("*.log")):
            tail = log.read_text(errors="replace")[-1500:].strip()
            if tail:
                text += f"\n--- {log.name}\n{tail}"
        return text

    # -- the bus -------------------------------------------------------------------------------------------------------------------------

    def start_bus(self):
        config = self.folder / "bus.conf"
        config.write_text(BUS_CONFIG.format(path=self.folder / "bus", services=self._services()))
        (self.folder / "bus").unlink(missing_ok=True)
        self._bus = self.spawn(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"], log="bus.log")
        self.wait_until(self._connect, 10, "the session bus")
        begin = self._log.size()
        self._monitor = self.spawn(["/usr/bin/python3", "-B", HERE / "bus_monitor.py", self.env["DBUS_SESSION_BUS_ADDRESS"]],
                                   out="seen.jsonl", log="monitor.log")
        self.wait_until(lambda: self._log.entries("ready", begin), 10, "the monitor of the bus")

    def _services(self):
        if not self.activatable:
            return ""
        folder = self.folder / "services"
        folder.mkdir(exist_ok=True)
        start = self.folder / "start-mock"
        start.write_text("#!/bin/sh\nexec " + shlex.join(self._mock_command()) + "\n")
        start.chmod(0o755)
        (folder / "notifications.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={start}\n")
        return f"<servicedir>{folder}</servicedir>"

    def _mock_command(self):
        return ["/usr/bin/python3", "-m", "dbusmock", "--template", "notification_daemon", "-p", json.dumps({"capabilities": self.capabilities})]

    def stop_bus(self):
        """Everybody on it loses it; dunst and the mock leave with it."""
        self._end(self._bus)
        self._end(self._monitor)
        self._connection = None

    def restart_bus(self):
        """At the same address, with nobody on it: start_server() brings the server back."""
        self.stop_bus()
        if self._server:
            self.kill_server()
        self.start_bus()

    def has_bus(self):
        return self._connection is not None

    def _connect(self):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        try:
            self._connection = Gio.DBusConnection.new_for_address_sync(self.env["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        except GLib.Error:
            return None
        return self._connection

    def call(self, name, path, interface, method, arguments, seconds=10):
        """A method call on the lab's bus; `arguments` is a GLib.Variant of a tuple, or None. It never starts a service."""
        reply = self._connection.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, int(seconds * 1000), None)
        return reply.unpack()

    def name_owner(self):
        """The unique name of the notification server, or None."""
        try:
            return self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetNameOwner", GLib.Variant("(s)", (NAME,)))[0]
        except GLib.Error:
            return None

    # -- display and server --------------------------------------------------------------------------------------------------------------

    def start_display(self):
        read_end, write_end = os.pipe()
        self.spawn(["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp"], log="display.log", pass_fds=[write_end])
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            number = numbers.readline().strip()   # all of the line: closing early would end the display
        assert number, f"no display{self.logs()}"
        self.env["DISPLAY"] = f":{number}"

    def start_server(self):
        """Starts the server and waits until it has its name."""
        if self.server == "dunst":
            pick = self.folder / "pick"
            pick.write_text(PICK.format(wanted=self.folder / "wanted"))
            pick.chmod(0o755)
            config = self.folder / "dunstrc"
            config.write_text(DUNSTRC.format(pick=pick))
            command = ["dunst", "-conf", config]
        elif self.server == "xfce4-notifyd":
            command = [glob.glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd")[0]]
        else:
            self.server = "mock"
            command = self._mock_command()
        self._server = self.spawn(command, log="server.log")
        self.wait_until(self.name_owner, 10, f"{self.server} to own {NAME}")

    def kill_server(self):
        """As a crash would: SIGKILL. Returns when the bus knows."""
        self._server.kill()
        self._server.wait()
        self._end(self._server)
        self._server = None
        if self._bus.poll() is None:
            self.wait_until(lambda: not self.name_owner(), 10, "the bus to notice that the server is gone")

    def stop_server(self):
        """Hangs it: SIGSTOP."""
        self._server.send_signal(signal.SIGSTOP)

    def cont_server(self):
        self._server.send_signal(signal.SIGCONT)

    # -- what is shown -------------------------------------------------------------------------------------------------------------------

    def history(self):
        """Every notification that was ever accepted by a server, oldest first."""
        return self._log.history()

    def notifications(self):
        """What is displayed now, oldest first."""
        return [one for one in self.history() if not one.closed]

    def notify_calls(self):
        """How many times a server was asked to show something, answered or not."""
        return len(self._log.entries("Notify"))

    def close_requests(self):
        """The ids that applications asked the server to close, in order."""
        return [entry["args"][0] for entry in self._log.entries("CloseNotification")]

    def notification(self, summary=None):
        """The newest one displayed, with that summary; or None."""
        found = [one for one in self.notifications() if summary in (None, one.summary)]
        return found[-1] if found else None

    def signals(self, member):
        """How many signals of this name anybody has emitted."""
        return len(self._log.entries(member))

    def screenshot(self, path):
        """A picture of the whole display (dunst and xfce4-notifyd)."""
        result = self.run(["import", "-window", "root", path])
        assert result.returncode == 0, result.stderr

    # -- what the person does ------------------------------------------------------------------------------------------------------------

    def act(self, label, summary=None):
        """Presses the button with that label, on the newest notification (with that summary). Waits until the server has told of it."""
        target = self.notification(summary)
        assert target and label in target.labels(), f"no button {label!r} on {target}"
        key = next(key for key, text in target.actions if text == label)
        begin = self._log.size()
        {"dunst": self._act_dunst, "xfce4-notifyd": self._act_xfce, "mock": self._act_mock}[self.server](target, label, key)
        self.wait_until(lambda: any(entry["args"] == [target.id, key] for entry in self._log.entries("ActionInvoked", begin)), 5, f"{self.server} to invoke {label!r} of {target.summary!r}")

    def _act_dunst(self, target, _label, key):
        (self.folder / "wanted").write_text(f"[{target.id},{key}]")
        result = self.run(["dunstctl", "context"])
        assert result.returncode == 0, result.stderr

    def _act_xfce(self, target, label, _key):
        buttons = self.wait_until(lambda: self._xfce_buttons(len(target.actions)), 5, f"{len(target.actions)} buttons on the screen")
        x, y = buttons[target.labels().index(label)]
        self.run(["xdotool", "mousemove", str(x), str(y), "click", "1"])

    def _xfce_buttons(self, count):
        """Where the buttons of the newest window are, or None while it is not drawn: the runs of other than background colour in a row of
        pixels through their lower part."""
        windows = self.run(["xdotool", "search", "--onlyvisible", "--class", "xfce4-notifyd"]).stdout.split()
        if not windows:
            return None
        lines = self.run(["xdotool", "getwindowgeometry", "--shell", windows[-1]]).stdout.split()
        place = {key: int(value) for key, _, value in (line.partition("=") for line in lines)}
        y = place["Y"] + place["HEIGHT"] - 18
        crop = f"{place['WIDTH']}x1+{place['X']}+{y}"
        row = self.run(["import", "-silent", "-window", "root", "-crop", crop, "-depth", "8", "gray:-"], text=False).stdout
        runs = []
        for x in range(5, len(row) - 5):
            if abs(row[x] - row[5]) > 4:
                if runs and runs[-1][1] == x - 1:
                    runs[-1][1] = x
                else:
                    runs.append([x, x])
        runs = [run for run in runs if run[1] - run[0] > 20]
        return [(place["X"] + (begin + end) // 2, y) for begin, end in runs] if len(runs) == count else None

    def _act_mock(self, target, _label, key):
        self.emit("ActionInvoked", "(us)", (target.id, key))

    def dismiss(self, summary=None):
        """Closes the newest notification (with that summary) as a person does, without an answer."""
        target = self.notification(summary)
        assert target, "nothing to dismiss"
        if self.server == "mock":
            self.emit("NotificationClosed", "(uu)", (target.id, 2))
        else:
            assert self.server == "dunst", self.server
            self.run(["dunstctl", "close"])
        self.wait_until(lambda: target.id not in [one.id for one in self.notifications()], 5, f"{target.summary!r} to be closed")

    # -- the mock ------------------------------------------------------------------------------------------------------------------------

    def emit(self, name, signature, values):
        """Makes the mock emit a signal of the notification interface; ids may be forged."""
        types = list(signature.strip("()"))
        arguments = [GLib.Variant(kind, value) for kind, value in zip(types, values)]
        self.call(NAME, PATH, "org.freedesktop.DBus.Mock", "EmitSignal", GLib.Variant("(sssav)", (NAME, name, "".join(types), arguments)))

    def redefine(self, method, takes, gives, code):
        """Gives the mock's method another body (python; `args`, `self`, `ret`)."""
        self.call(NAME, PATH, "org.freedesktop.DBus.Mock", "AddMethod", GLib.Variant("(sssss)", (NAME, method, takes, gives, code)))

    def forge(self, name, signature, values, to=None, path=PATH, interface=NAME):
        """Emits a signal of the notification interface (or another) as an ordinary client of the bus, which is not the server; to everybody or,
        unasked, to one unique name."""
        self._connection.emit_signal(to, path, interface, name, GLib.Variant(signature, values))
        self.name_owner()   # an answer: the bus has passed the signal on
