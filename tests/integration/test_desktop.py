"""The libnotify desktop against real notification servers and against one that fails in every way we know of.

usage: test_desktop.py DESKTOP_PROBE [TEST ...]
"""
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from lab import Lab  # noqa: E402
from probe import Probe  # noqa: E402

BUTTONS = "done=Done,later=Later,not_today=Not today"


class WithDunst(unittest.TestCase):
    def test_a_button_carries_through_once_and_the_notification_goes(self):
        with Lab("dunst") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.expect_status(r"present \[dunst [\d.]+\] $")
            probe.show(7, f"Call Mum|A quarter of an hour|{BUTTONS}|kithctl done call-mum")
            shown = lab.notification()
            self.assertEqual(("kith", "Call Mum", "A quarter of an hour", ["Done", "Later", "Not today"]),
                             (shown.app, shown.summary, shown.body, shown.labels()))
            self.assertEqual((1, "kith", 0), (shown.hints["urgency"], shown.hints["desktop-entry"], shown.timeout))
            self.assertNotIn("transient", shown.hints)
            lab.act("Later")
            probe.expect("clicked 7 later")
            lab.wait_until(lambda: not lab.notifications(), 5, "the notification to go")
            probe.nothing_happened()
            probe.finish()

    def test_dismissed_by_the_person(self):
        with Lab("dunst") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.show(7, f"Call Mum||{BUTTONS}")
            lab.dismiss()
            probe.expect("left 7 dismissed")
            probe.finish()

    def test_killed_and_restarted(self):
        with Lab("dunst") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.show(7, f"Call Mum||{BUTTONS}")
            lab.kill_server()
            probe.expect_status("absent .*No notification server")
            lab.start_server()
            probe.expect("ready", 5)
            probe.show(7, f"Call Mum||{BUTTONS}")
            lab.act("Done")
            probe.expect("clicked 7 done")
            probe.finish()


class WithXfce(unittest.TestCase):
    def test_a_drawn_button_is_pressed(self):
        with Lab("xfce4-notifyd") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.show(7, f"Call Mum|A quarter of an hour|{BUTTONS}")
            lab.act("Not today")
            probe.expect("clicked 7 not_today")
            probe.nothing_happened()
            probe.finish()


class ServerComesAndGoes(unittest.TestCase):
    def test_absent_then_there(self):
        with Lab("none") as lab:
            probe = Probe(lab)
            probe.expect_status("absent .*No notification server is running.*install one")
            probe.send("show 1 Call Mum")
            self.assertLess(probe.round_trip(), 0.5)
            lab.start_server()
            probe.expect("ready", 5)
            probe.show(2, "Fence")
            self.assertEqual(["Fence"], [one.summary for one in lab.history()], "what was dropped is asked for again, not kept")
            probe.finish()

    def test_ready_once_for_each_server(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.nothing_happened()
            lab.kill_server()
            lab.start_server()
            probe.expect("ready")
            probe.nothing_happened()
            probe.finish()

    def test_an_id_of_the_server_before_means_nothing(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            ident = probe.show(7, f"Call Mum||{BUTTONS}")
            lab.kill_server()
            lab.start_server()
            probe.expect("ready")
            lab.emit("ActionInvoked", "(us)", (ident, "done"))
            lab.emit("NotificationClosed", "(uu)", (ident, 2))
            probe.send(f"show 8 Write to Kenji||{BUTTONS}")
            self.assertEqual(ident, int(probe.expect(r"shown 8 \S+ \S+ (\d+)")[1]), "the new server counts anew")
            lab.act("Done")
            probe.expect("clicked 8 done")
            probe.finish()

    def test_dies_inside_notify(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            lab.redefine("Notify", "susssasa{sv}i", "u", "import os; os._exit(1)")
            probe.send("show 7 Call Mum")
            probe.expect_status("absent")
            lab.start_server()
            probe.expect("ready")
            probe.show(7, "Call Mum")
            self.assertEqual(1, len(lab.history()))
            probe.finish()

    def test_one_that_the_bus_can_start_is_started_for_a_notice(self):
        with Lab("none", activatable=True) as lab:
            probe = Probe(lab)
            probe.expect_status("absent")
            self.assertIsNone(lab.name_owner(), "nothing is started as long as there is nothing to show")
            probe.send("show 7 Call Mum")
            probe.expect("ready", 15)
            probe.show(7, "Call Mum")
            probe.finish()

    def test_unusable_without_a_version_of_the_standard(self):
        with Lab("mock") as lab:
            lab.redefine("GetServerInformation", "", "ssss", 'ret = ("odd", "vendor", "3", "")')
            probe = Probe(lab)
            probe.expect_status("absent .*odd 3 does not say which version")
            probe.send("show 7 Call Mum")
            probe.round_trip()
            probe.finish()


class ServerHangs(unittest.TestCase):
    def test_the_loop_goes_on_and_the_newest_content_is_shown(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            lab.stop_server()
            probe.send("show 1 Old words")
            probe.send("show 2 Withdrawn")
            self.assertLess(probe.round_trip(), 0.5)
            probe.expect_status("absent .*mock-notify 1.0 does not answer")
            probe.send("show 1 New words")
            probe.send("withdraw 2")
            self.assertLess(probe.round_trip(), 0.5)
            lab.cont_server()
            probe.expect(r"shown 1 .*")
            probe.expect_status(r"present \[mock-notify 1.0\] $")
            probe.nothing_happened()
            self.assertEqual(["New words", "Fence"], [one.summary for one in lab.history()])
            probe.finish()

    def test_replaced_by_another(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            lab.stop_server()
            probe.send("show 1 Call Mum")
            probe.expect_status("does not answer")
            lab.kill_server()
            lab.start_server()
            probe.expect("ready")
            probe.show(1, "Call Mum")
            self.assertEqual(1, len(lab.history()))
            probe.finish()

    def test_from_the_start(self):
        with Lab("mock") as lab:
            lab.stop_server()
            probe = Probe(lab)
            probe.expect_status("absent .*The notification server does not answer")
            probe.send("show 1 Call Mum")
            self.assertLess(probe.round_trip(), 0.5)
            lab.cont_server()
            probe.expect("ready")
            probe.expect(r"shown 1 .*")
            probe.finish()

    def test_inside_notify_for_longer_than_libnotify_waits(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            # The template's own answer, after a stop of 26 s: libnotify gives up after 25.
            lab.redefine("Notify", "susssasa{sv}i", "u", "import time; time.sleep(26); ret = 41")
            probe.send(f"show 7 Call Mum||{BUTTONS}")
            self.assertLess(probe.round_trip(), 0.5)
            probe.expect(r"shown 7 \S+ \S+ 41", 40)
            self.assertEqual(1, len(lab.history()), "shown late, not twice")
            lab.act("Done")
            probe.expect("clicked 7 done")
            probe.finish()

    def test_leaving_takes_no_longer_than_a_moment(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.show(1, f"Call Mum||{BUTTONS}")
            lab.redefine("Notify", "susssasa{sv}i", "u", "import time; time.sleep(60); ret = 2")
            probe.send("show 2 Write to Kenji")
            lab.wait_until(lambda: lab.notify_calls() == 2, 5, "the server to be asked")
            probe.finish(3)
            self.assertEqual([], lab.close_requests(), "what is on the screen stays")


class BusIsLost(unittest.TestCase):
    def test_lost_and_back(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.show(7, f"Call Mum||{BUTTONS}")
            for _ in range(3):
                lab.stop_bus()
                probe.expect_status("absent .*session bus")
                probe.send("show 8 Dropped")
                self.assertLess(probe.round_trip(), 0.5)
                lab.kill_server()
                lab.start_bus()
                lab.start_server()
                probe.expect("ready", 5)
                probe.show(7, f"Call Mum||{BUTTONS}")
                lab.act("Later")
                probe.expect("clicked 7 later")
            probe.finish()

    def test_none_to_begin_with(self):
        with Lab("mock") as lab:
            env = {key: value for key, value in lab.env.items() if key != "DBUS_SESSION_BUS_ADDRESS"}
            probe = Probe(lab, env)
            probe.expect_status("absent .*There is no session bus")
            probe.send("show 7 Call Mum")
            probe.round_trip()
            # It comes to be at $XDG_RUNTIME_DIR/bus.
            os.symlink(lab.folder / "bus", pathlib.Path(lab.env["XDG_RUNTIME_DIR"]) / "bus")
            probe.expect("ready", 5)
            probe.finish()


class WhatIsSaid(unittest.TestCase):
    def test_without_buttons_the_body_names_the_command(self):
        with Lab("mock", capabilities="body") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.show(7, f"Call Mum|A quarter of an hour|{BUTTONS}|When it is done: kithctl done call-mum")
            probe.show(8, f"Write <3||{BUTTONS}|kithctl done <x>")
            first, second = lab.notifications()
            self.assertEqual(("A quarter of an hour\nWhen it is done: kithctl done call-mum", []), (first.body, first.actions))
            self.assertEqual(("Write <3", "kithctl done <x>"), (second.summary, second.body), "plain where nothing is markup")
            probe.finish()

    def test_markup_and_control_characters_are_inert(self):
        with Lab("mock") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.show(7, r"""a\x1b[2J<b>\n\xff|<a href="x">&amp;'\x07\n\xe2\x80\xaemoc.live|done=D\x1bone\xe2\x81\xa6""")
            shown = lab.notification()
            self.assertEqual("a[2J<b> \ufffd", shown.summary, "the summary is never markup")
            self.assertEqual("&lt;a href=&quot;x&quot;&gt;&amp;amp;&#39;\nmoc.live", shown.body)
            self.assertEqual([("done", "Done")], shown.actions)
            probe.finish()

    def test_long_texts_are_cut_and_keep_their_last_line(self):
        with Lab("mock", capabilities="body") as lab:
            probe = Probe(lab)
            probe.expect("ready")
            probe.show(7, f"{'ä' * 300}|{'b' * 3000}||kithctl done x")
            shown = lab.notification()
            self.assertEqual("ä" * 199 + "…", shown.summary)
            self.assertEqual("b" * 999 + "…\nkithctl done x", shown.body)
            probe.finish()


class WhatComesBack(unittest.TestCase):
    def setUp(self):
        self.lab = Lab("mock")
        self.lab.__enter__()
        self.addCleanup(self.lab.__exit__)
        self.probe = Probe(self.lab)
        self.probe.expect("ready")

    def tearDown(self):
        self.probe.finish()

    def test_reasons_for_closing(self):
        for notice, (reason, fate) in enumerate({1: "expired", 2: "dismissed", 3: "expired", 4: "expired"}.items(), start=1):
            ident = self.probe.show(notice, "Call Mum")
            self.lab.emit("NotificationClosed", "(uu)", (ident, reason))
            self.lab.emit("NotificationClosed", "(uu)", (ident, reason))
            self.probe.expect(f"left {notice} {fate}")
        self.probe.nothing_happened()

    def test_withdrawn_is_no_event(self):
        ident = self.probe.show(7, f"Call Mum||{BUTTONS}")
        self.probe.send("withdraw 7")
        self.lab.wait_until(lambda: self.lab.close_requests() == [ident], 5, "the server to be asked to close it")
        self.lab.emit("ActionInvoked", "(us)", (ident, "done"))
        self.probe.nothing_happened()

    def test_a_second_click_and_a_closing_after_a_click_are_no_events(self):
        ident = self.probe.show(7, f"Call Mum||{BUTTONS}")
        for _ in range(2):
            self.lab.emit("ActionInvoked", "(us)", (ident, "done"))
        self.lab.emit("NotificationClosed", "(uu)", (ident, 2))
        self.probe.expect("clicked 7 done")
        self.probe.nothing_happened()

    def test_forged_or_unknown_actions_have_no_effect(self):
        ident = self.probe.show(7, f"Call Mum||{BUTTONS}")
        self.lab.forge("ActionInvoked", "(us)", (ident, "done"))
        self.lab.emit("ActionInvoked", "(us)", (ident, "burn"))
        self.lab.emit("ActionInvoked", "(us)", (ident + 40, "done"))
        self.probe.nothing_happened()

    def test_shown_again_it_replaces_itself(self):
        ident = self.probe.show(7, f"Call Mum||{BUTTONS}")
        self.assertEqual(ident, self.probe.show(7, f"Call Mum, gently||{BUTTONS}"))
        self.assertEqual([0, ident], [one.replaces for one in self.lab.history()])
        self.lab.act("Later")
        self.probe.expect("clicked 7 later")
        self.probe.nothing_happened()

    def test_refused_it_is_tried_again(self):
        error = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration"
        self.lab.redefine("Notify", "susssasa{sv}i", "u", f"import dbus; raise dbus.exceptions.DBusException('too many at once', name='{error}')")
        self.probe.send("show 7 Call Mum")
        self.probe.expect_status("present .*refused a notice .too many at once")
        self.lab.redefine("Notify", "susssasa{sv}i", "u", "ret = 9")
        self.probe.expect(r"shown 7 \S+ \S+ 9")
        self.probe.expect_status(r"present \[mock-notify 1.0\] $")


class AcrossProcesses(unittest.TestCase):
    def test_a_later_process_replaces_or_removes_what_an_earlier_one_showed(self):
        with Lab("mock") as lab:
            earlier = Probe(lab)
            earlier.expect("ready")
            for notice in (7, 8, 9):
                earlier.send(f"show {notice} Call Mum")
            seen = [earlier.expect(rf"shown {notice} (\S+ \S+) (\d+)") for notice in (7, 8, 9)]
            earlier.finish()
            later = Probe(lab, listen=False)
            later.send(f"adopt 7 {seen[0][1]} {seen[0][2]}")
            later.send("listen")
            later.expect("ready")
            self.assertEqual(int(seen[0][2]), later.show(7, "Call Mum"))
            self.assertEqual(int(seen[0][2]), lab.history()[-1].replaces)
            later.finish()
            last = Probe(lab, listen=False)
            last.send(f"adopt 8 {seen[1][1]} {seen[1][2]}")
            last.send("withdraw 8")
            last.send("listen")
            last.expect("ready")
            lab.wait_until(lambda: lab.close_requests() == [int(seen[1][2])], 5, "the notice of the earlier process to be closed")
            last.finish()

    def test_what_another_server_showed_is_not_replaced(self):
        with Lab("mock") as lab:
            probe = Probe(lab, listen=False)
            probe.send("adopt 7 0123456789abcdef :1.99 5")
            probe.send("listen")
            probe.expect("ready")
            probe.show(7, "Call Mum")
            self.assertEqual(0, lab.history()[-1].replaces)
            probe.finish()


if __name__ == "__main__":
    Probe.program = sys.argv.pop(1)
    unittest.main(verbosity=2)
