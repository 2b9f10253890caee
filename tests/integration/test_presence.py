"""Whether the person is there: what logind, screen savers and notification servers say of it, each as it comes, fails and goes.

usage: test_presence.py PRESENCE_PROBE [TEST ...]
"""
import glob
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from gi.repository import GLib  # noqa: E402
from lab import Lab  # noqa: E402
from presence import ANOTHER, ME, Bus, InhibitingServer, Logind, PresenceProbe, ScreenSaver  # noqa: E402

GNOME = ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver")
STANDARD = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver")


class PresenceCase(unittest.TestCase):
    def setUp(self):
        self.lab = self.enterContext(Lab("none"))
        self.system = Bus(self.lab, "DBUS_SYSTEM_BUS_ADDRESS")
        self.session = Bus(self.lab, "DBUS_SESSION_BUS_ADDRESS")
        self.session.connect()

    def probe(self, *first, **env):
        self.watch = PresenceProbe(self.lab, *first, **env)
        self.addCleanup(self.watch.finish)

    def expect(self, *states):
        for state in states:
            self.watch.expect(state)


class Lock(PresenceCase):
    """The gate "away or locked", and the moment the person is back."""

    def setUp(self):
        super().setUp()
        self.system.start()

    def begin(self, *sessions, first="here", **env):
        self.logind = Logind(self.system, *sessions)
        self.probe(first, **env)

    def expect_nothing(self):
        """What logind has said so far changed nothing: what it says next is what is heard next."""
        self.logind.sleep()
        self.expect("asleep")
        self.logind.sleep(False)
        self.expect("here")

    def test_locked_and_unlocked(self):
        self.begin(["c1", ME, False])
        for _ in range(2):
            self.logind.lock("c1")
            self.expect("locked")
            self.logind.lock("c1", False)
            self.expect("here")

    def test_locked_before_kithd_came(self):
        self.begin(["c1", ME, True], first="locked")
        self.logind.lock("c1", False)
        self.expect("here")

    def test_a_request_to_lock_is_no_lock(self):
        """The screen locker says when it has locked; one that never says so would never be seen to unlock."""
        self.begin(["c1", ME, False])
        self.logind.ask_to_lock("c1")
        self.expect_nothing()

    def test_somebody_else_has_the_seat(self):
        self.begin(["c1", ME, False])
        self.logind.set("c1", Active=False)
        self.expect("locked")
        self.logind.set("c1", Active=True)
        self.expect("here")

    def test_another_persons_lock_is_not_ours(self):
        self.begin(["c1", ME, False], ["c2", ANOTHER, False])
        self.logind.lock("c2")
        self.expect_nothing()

    def test_another_persons_session_is_not_ours_by_its_name(self):
        self.begin(["c1", ME, False], ["c2", ANOTHER, True], XDG_SESSION_ID="c2")
        self.logind.lock("c1")
        self.expect("locked")

    def test_the_session_comes_later(self):
        self.begin()
        self.logind.begin("c1")
        self.logind.lock("c1")
        self.expect("locked")

    def test_the_session_comes_later_to_a_lingering_person(self):
        self.begin()
        self.logind.do("AddUser", "(usb)", ME, "me", False)
        self.logind.emit(Logind.MANAGER, "UserNew", "uo", ME, f"{Logind.ROOT}/user/{ME}")
        self.expect_nothing()
        self.logind.begin("c1")
        self.logind.lock("c1")
        self.expect("locked")

    def test_the_person_logs_out_and_in(self):
        self.begin(["c1", ME, True], first="locked")
        self.logind.end("c1")
        self.expect("here")
        self.logind.forget_me()
        self.expect_nothing()
        self.logind.begin("c2")
        self.logind.lock("c2")
        self.expect("locked")

    def test_the_newer_display_counts(self):
        self.begin(["c1", ME, True], first="locked")
        self.logind.begin("c2")
        self.expect("here")
        self.logind.lock("c1", False)
        self.logind.lock("c1")
        self.expect_nothing()
        self.logind.lock("c2")
        self.expect("locked")

    def test_of_two_sessions_the_one_kithd_was_started_in_counts(self):
        self.begin(["c1", ME, False], ["c2", ME, False], XDG_SESSION_ID="c1")
        self.logind.lock("c2")
        self.expect_nothing()
        self.logind.lock("c1")
        self.expect("locked")
        self.logind.lock("c1", False)
        self.expect("here")
        self.logind.end("c1", "c2")
        self.expect("locked")

    def test_a_remote_session_says_nothing_of_the_desktop(self):
        self.logind = Logind(self.system, ["c1", ME, False], ["c2", ME, True])
        self.logind.set("c1", Remote=True)
        self.probe("locked", XDG_SESSION_ID="c1")

    def test_a_session_at_its_end_is_followed_no_more(self):
        """It may stay so for as long as one of its processes lives."""
        self.begin(["c1", ME, True], first="locked", XDG_SESSION_ID="c1")
        self.logind.close("c1")
        self.logind.begin("c2")
        self.expect("here")
        self.logind.lock("c2")
        self.expect("locked")

    def test_logind_restarts_while_locked(self):
        self.begin(["c1", ME, True], first="locked")
        self.logind.kill()
        self.expect("here")
        self.logind = Logind(self.system, ["c1", ME, True])
        self.expect("locked")
        self.logind.lock("c1", False)
        self.expect("here")

    def test_logind_hangs(self):
        """The first look is over anyway; and its answer counts when it comes."""
        self.logind = Logind(self.system, ["c1", ME, True])
        self.logind.stop()
        self.probe("here")
        self.logind.go_on()
        self.expect("locked")

    def test_only_logind_is_believed(self):
        self.begin(["c1", ME, False])
        self.system.connection.emit_signal(None, Logind.ROOT, Logind.MANAGER, "PrepareForSleep", GLib.Variant("(b)", (True,)))
        self.assertTrue(self.system.has(self.logind.name), "an answer: the bus has passed the signal on")
        self.logind.lock("c1")
        self.expect("locked")


class Sleep(PresenceCase):
    def test_asleep_and_resumed(self):
        self.system.start()
        logind = Logind(self.system)
        self.probe()
        logind.sleep()
        self.expect("asleep")
        logind.sleep(False)
        self.expect("here")

    def test_logind_goes_while_asleep(self):
        self.system.start()
        logind = Logind(self.system)
        self.probe()
        logind.sleep()
        self.expect("asleep")
        logind.kill()
        self.expect("here")

    def test_falling_asleep_as_kithd_comes(self):
        self.system.start()
        logind = Logind(self.system, ["c1", ME, True], asleep=True)
        self.probe("locked asleep")
        logind.sleep(False)
        self.expect("locked")


class Buses(PresenceCase):
    """What can't be known holds nothing."""

    def test_no_bus_at_all(self):
        self.lab.stop_bus()
        self.probe("here")

    def test_the_system_bus_comes_later_and_restarts(self):
        self.probe("here")
        for _ in range(2):
            self.system.start()
            Logind(self.system, ["c1", ME, True])
            self.expect("locked")
            self.system.kill()
            self.expect("here")

    def test_the_system_bus_hangs(self):
        """The other one is heard, and it too when it is back."""
        self.system.start()
        Logind(self.system, ["c1", ME, True])
        server = InhibitingServer(self.session)
        self.system.stop()
        self.probe("here")
        server.inhibit()
        self.expect("do-not-disturb")
        self.system.go_on()
        self.expect("do-not-disturb locked")

    def test_the_session_bus_restarts(self):
        InhibitingServer(self.session, inhibited=True)
        self.probe("do-not-disturb")
        self.lab.stop_bus()
        self.expect("here")
        self.lab.start_bus()
        self.session.connect()
        InhibitingServer(self.session, inhibited=True)
        self.expect("do-not-disturb")


class Server(PresenceCase):
    """The gate "do-not-disturb"."""

    def test_a_server_that_says_nothing_of_it(self):
        self.lab.start_server()
        self.probe("here")
        ScreenSaver(self.session, *GNOME, active=True).turn(True)
        self.expect("locked")

    def test_inhibited_and_not(self):
        server = InhibitingServer(self.session)
        self.probe("here")
        for _ in range(2):
            server.inhibit()
            self.expect("do-not-disturb")
            server.inhibit(False)
            self.expect("here")

    def test_changes_without_a_value(self):
        """PropertiesChanged may name a property without saying what it is now."""
        server = InhibitingServer(self.session, inhibited=True)
        self.probe("do-not-disturb")
        server.do("ChangeUnsaid", "(b)", False)
        self.expect("here")

    def test_restarts_inhibited(self):
        server = InhibitingServer(self.session, inhibited=True)
        self.probe("do-not-disturb")
        server.kill()
        self.expect("here")
        server = InhibitingServer(self.session, inhibited=True)
        self.expect("do-not-disturb")
        server.inhibit(False)
        self.expect("here")

    def test_another_server_without_it(self):
        InhibitingServer(self.session, inhibited=True).kill()
        self.lab.start_server()
        self.probe("here")

    def test_dunst_is_paused(self):
        with Lab("dunst") as lab:
            probe = PresenceProbe(lab, "here")
            for paused, state in (("true", "do-not-disturb"), ("false", "here"), ("true", "do-not-disturb")):
                self.assertEqual(0, lab.run(["dunstctl", "set-paused", paused]).returncode)
                probe.expect(state)
            PresenceProbe(lab, "do-not-disturb").finish()
            lab.kill_server()
            probe.expect("here")
            probe.finish()

    def test_xfce_is_not_to_disturb(self):
        """A setting of its own, of no account while another server runs."""
        with Lab("none") as lab:
            settings = ["xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb"]

            def disturb(*words):
                done = lab.run([*settings, *words])
                self.assertEqual(0, done.returncode, done.stderr)

            lab.spawn(glob.glob("/usr/lib/*/xfce4/xfconf/xfconfd"), log="xfconfd.log")
            session = Bus(lab, "DBUS_SESSION_BUS_ADDRESS")
            session.connect()
            lab.wait_until(lambda: session.has("org.xfce.Xfconf"), 10, "the settings")
            disturb("-n", "-t", "bool", "-s", "true")
            probe = PresenceProbe(lab, "here")
            lab.start_display()
            lab.server = "xfce4-notifyd"
            lab.start_server()
            probe.expect("do-not-disturb")
            for words, state in ((["-s", "false"], "here"), (["-s", "true"], "do-not-disturb"), (["-r"], "here")):
                disturb(*words)
                probe.expect(state)
            disturb("-n", "-t", "bool", "-s", "true")
            probe.expect("do-not-disturb")
            PresenceProbe(lab, "do-not-disturb").finish()
            lab.kill_server()
            probe.expect("here")
            probe.finish()


class Blanked(PresenceCase):
    def test_active_and_not(self):
        saver = ScreenSaver(self.session, *GNOME)
        self.probe("here")
        saver.turn(True)
        self.expect("locked")
        saver.turn(False)
        self.expect("here")

    def test_vanishes_while_active(self):
        saver = ScreenSaver(self.session, *STANDARD, active=True)
        self.probe("locked")
        saver.kill()
        self.expect("here")

    def test_tells_of_it_from_another_object(self):
        """As KDE's does."""
        saver = ScreenSaver(self.session, *STANDARD, emits_at="/ScreenSaver")
        self.probe("here")
        saver.turn(True)
        self.expect("locked")

    def test_one_of_two(self):
        one = ScreenSaver(self.session, *GNOME, active=True)
        ScreenSaver(self.session, *STANDARD)
        self.probe("locked")
        one.turn(False)
        self.expect("here")

    def test_lock_is_either(self):
        self.system.start()
        logind = Logind(self.system, ["c1", ME, True])
        saver = ScreenSaver(self.session, *GNOME, active=True)
        server = InhibitingServer(self.session)
        self.probe("locked")
        logind.lock("c1", False)
        server.inhibit()
        self.expect("do-not-disturb locked")
        saver.turn(False)
        self.expect("do-not-disturb")


if __name__ == "__main__":
    PresenceProbe.program = sys.argv.pop(1)
    unittest.main(verbosity=2)
