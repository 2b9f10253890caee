"""A notification server that is missing, hangs, dies, lies or can do little, and what becomes of the nudges: from the plan to the journal, with
the built programs and a server that fails as told. The numbers are those of the scenarios that kith promises to survive.

usage: test_notifier_faults.py KITHD KITHCTL [TEST ...]
"""
import pathlib
import re
import shlex
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "support"))
from lab import NAME  # noqa: E402
from notifier_case import NotifierCase, main  # noqa: E402
from nudges import call  # noqa: E402
from scripted_server import DISMISSED, EXPIRED  # noqa: E402


class Missing(NotifierCase):
    def test_26_none_for_an_hour(self):
        self.plan(anna=0, ben=60)
        self.kith.start_before(0)
        self.wait_for_moment("anna")
        self.assertIn("No notification server is running", self.kith.ask("status")["desktop"])
        self.kith.stop()
        self.kith.start_before(60)
        self.wait_for_moment("anna", "ben")
        self.server.start()
        self.expect_on_screen("anna", "ben")
        self.server.click(call("ben"), "Done")
        self.expect_called("ben")
        self.expect_settled(screen=["anna"], called=["ben"])


class Hangs(NotifierCase):
    def test_27_before_two_come_due(self):
        self.begin("anna", "ben", "carl")
        self.server.hang()
        self.wait_for_moment("anna", "ben", "carl")
        self.assert_nobody_waits()
        self.wait_for_desktop("scripted 1.0 does not answer")
        self.kith.say("done", "call-carl")
        self.assert_nobody_waits()
        self.server.go_on()
        self.expect_settled(screen=["anna", "ben"], called=["carl"])

    def test_27_inside_notify(self):
        """What was answered meanwhile is taken from the screen as soon as it gets there; the next one waits its turn."""
        self.begin("anna", "ben")
        self.server.at_notify = [self.server.hang_inside]
        self.wait_for_moment("anna", "ben")
        self.lab.wait_until(lambda: "Notify" in self.server.calls, 10, "the server to be asked")
        self.assert_nobody_waits()
        self.kith.say("done", "call-anna")
        self.server.go_on()
        self.expect_settled(screen=["ben"], called=["anna"])

    def test_27_from_the_start(self):
        """First one that says who it is and not what it can do, then one that says nothing."""
        self.plan("anna")
        self.server.start(lambda: self.server.hang("GetCapabilities"))
        self.kith.start_before(0)
        self.wait_for_moment("anna")
        self.wait_for_desktop("does not answer")
        self.server.die()
        self.wait_for_desktop("No notification server")
        self.server.start(self.server.hang)
        self.assert_nobody_waits()
        self.wait_for_desktop("does not answer")
        self.server.go_on()
        self.expect_settled(screen=["anna"], called=[])


class Dies(NotifierCase):
    def test_28_inside_notify(self):
        self.begin("anna", "ben", "carl")
        for way in (self.server.die_unseen, self.server.die_showing, self.server.reply_and_die):
            self.server.at_notify = [way]
            self.lab.wait_until(lambda: not self.lab.name_owner(), 20, lambda: f"the server to {way.__name__}\n{self.kith.log()}")
            self.server.start()
        self.expect_on_screen("anna", "ben", "carl")
        self.server.click(call("ben"), "Done")
        self.expect_called("ben")
        self.expect_settled(screen=["anna", "carl"], called=["ben"])

    def test_28_ids_begin_again(self):
        """What the next server says of an id is about what it showed under it itself."""
        self.begin("anna", "ben", "carl")
        self.expect_on_screen("anna", "ben", "carl")

        def ghosts():
            for ident in (1, 2, 3):
                self.server.emit("ActionInvoked", "(us)", (ident, "done"))
                self.server.emit("NotificationClosed", "(uu)", (ident, DISMISSED))
            self.server.show_of_others("mail")

        self.kith.process.send_signal(signal.SIGSTOP)   # it learns of the death and of what follows at once
        before = self.server.shown(call("anna")).id
        self.server.die()
        self.server.start(ghosts)
        self.kith.process.send_signal(signal.SIGCONT)
        self.lab.wait_until(lambda: len(self.server.screen()) == 4, 10, lambda: f"all to be shown again, not {self.server.screen()}")
        self.assertEqual(before, self.server.shown("mail").id)
        self.server.click("mail", "Done")
        self.server.close("mail", DISMISSED)
        self.server.click(call("ben"), "Done")
        self.expect_called("ben")
        self.expect_settled(screen=["anna", "carl"], called=["ben"])

    def test_28_clicked_and_gone(self):
        """The click counts: before the server dies, and even before it has replied."""
        self.begin("anna", "ben", "carl")
        self.server.at_notify = [self.server.click_and_reply]
        self.expect_called("anna")
        self.expect_on_screen("ben", "carl")
        self.server.click(call("ben"), "Done")
        self.server.die()
        self.server.start()
        self.expect_called("anna", "ben")
        self.expect_settled(screen=["carl"], called=["anna", "ben"])

    def test_28_replaced_by_another_and_lives_on(self):
        self.begin("anna", "ben")
        self.expect_on_screen("anna", "ben")
        self.server.start()
        self.expect_on_screen("anna", "ben")
        for ident in (1, 2):
            self.server.emit_as_former("ActionInvoked", "(us)", (ident, "done"))
            self.server.emit_as_former("NotificationClosed", "(uu)", (ident, DISMISSED))
        self.expect_settled(screen=["anna", "ben"], called=[])
        self.server.click(call("ben"), "Done")
        self.expect_called("ben")

    def test_28_the_next_one_comes_before_kithd_looks(self):
        """The old one answers whether it is there, dies, and the next one gets the notice: it is shown there once, not twice."""
        self.begin("anna")

        def pause(answer):
            self.kith.process.send_signal(signal.SIGSTOP)
            answer()

        self.server.at_ping = pause
        self.lab.wait_until(lambda: not self.server.at_ping, 20, "the server to be asked whether it is there")
        self.server.die()
        self.server.start()
        self.kith.process.send_signal(signal.SIGCONT)
        self.expect_settled(screen=["anna"], called=[])

    def test_28_hands_on_the_errors_of_another(self):
        """It only stands in front of the one that draws, and when that is gone for a moment, says so in the bus's own words. Nothing tells when to
        ask again: the server itself stays."""
        self.plan("anna")
        no_reply, unknown = (f"org.freedesktop.DBus.Error.{name}" for name in ("NoReply", "ServiceUnknown"))
        self.server.errors = {"GetServerInformation": [no_reply], "GetCapabilities": [unknown], "Notify": [no_reply, unknown]}
        self.server.start()
        self.kith.start_before(0)
        self.wait_for_moment("anna")
        self.expect_on_screen("anna", seconds=20)
        self.expect_settled(screen=["anna"], called=[])


class Closes(NotifierCase):
    def test_29_expired_stays_open_and_dismissed_is_not_shown_again(self):
        self.begin("anna", "ben", "carl")
        self.expect_on_screen("anna", "ben", "carl")
        self.server.close(call("anna"), EXPIRED)
        self.server.close(call("ben"), DISMISSED)
        self.settle()
        self.server.die()
        self.server.start()
        self.expect_settled(screen=["carl"], called=[])
        self.assertEqual(["anna", "ben", "carl"], self.kith.open())
        self.kith.say("done", "call-anna")
        self.kith.say("done", "call-ben")
        self.expect_settled(screen=["carl"], called=["anna", "ben"])


class CanDoLittle(NotifierCase):
    def test_30_no_buttons_no_markup_no_body(self):
        self.server.capabilities = ["body"]
        self.begin("anna", more=', prompts: ["Is R&B <3 still on?"]')
        self.expect_on_screen("anna")
        first = self.server.shown(call("anna"))
        self.assertEqual({}, first.actions)
        self.assertIn("Is R&B <3 still on?", first.body)
        for capabilities, body in ((["body", "body-markup"], "Is R&amp;B &lt;3 still on?"), ([], "kithctl done")):
            self.server.die()
            self.server.capabilities = capabilities
            self.server.start()
            self.expect_on_screen("anna")
            self.assertIn(body, self.server.shown(call("anna")).body)
        command = re.search("^kithctl .*$", first.body, re.MULTILINE)[0]
        self.kith.say(*shlex.split(command)[1:])
        self.expect_settled(screen=[], called=["anna"])

    def test_30_room_for_two(self):
        """The others are in `today`; kithd doesn't fight for the room."""
        self.server.room = 2
        self.begin("anna", "ben", "carl", "dora")
        self.wait_for_moment("anna", "ben", "carl", "dora")
        self.expect_on_screen("carl", "dora")
        self.settle()
        self.assertEqual(5, self.server.calls.count("Notify"))
        self.assertEqual(["anna", "ben", "carl", "dora"], self.kith.open())
        self.server.click(call("dora"), "Done")
        self.expect_called("dora")
        self.kith.say("done", "call-anna")
        self.server.room = None
        self.expect_settled(screen=[], called=["anna", "dora"])

    def test_30_takes_no_more_for_a_while(self):
        self.begin("anna", "ben")
        self.server.errors = {"Notify": ["org.freedesktop.Notifications.Error.ExcessNotificationGeneration"] * 3}
        self.wait_for_desktop("refused a notice")
        self.expect_settled(screen=["anna", "ben"], called=[])


class Lies(NotifierCase):
    def test_31_old_double_and_forged_actions(self):
        """None has an effect, and the true ones among them have theirs, once."""
        self.begin("anna", "ben", "carl")
        self.expect_on_screen("anna", "ben", "carl")
        ours = self.server.shown(call("anna"))
        forged = [("ActionInvoked", "(us)", (ours.id, "done")), ("NotificationClosed", "(uu)", (ours.id, DISMISSED))]

        # The server's own: of what nobody showed, with a key that nobody gave, in a form that isn't the standard's.
        for ident, key in ((ours.id + 40, "done"), (0, "done"), (2**32 - 1, "done"), (ours.id, "burn"), (ours.id, ""), (ours.id, "default")):
            self.server.emit("ActionInvoked", "(us)", (ident, key))
        for signature, values in (("(u)", (ours.id,)), ("(ss)", (str(ours.id), "done")), ("(su)", ("done", ours.id)), ("(is)", (ours.id, "done")),
                                  ("(uss)", (ours.id, "done", "done")), ("((us))", ((ours.id, "done"),)), ("()", ())):
            self.server.emit("ActionInvoked", signature, values)
            self.server.emit("NotificationClosed", signature, values)
        # A stranger's, to everybody and to kithd alone; it also says that the server is gone.
        for to in (None, ours.sender):
            for name, signature, values in forged:
                self.lab.forge(name, signature, values, to)
            self.lab.forge("NameOwnerChanged", "(sss)", (NAME, self.lab.name_owner(), ""), to, "/org/freedesktop/DBus", "org.freedesktop.DBus")
        self.expect_settled(screen=["anna", "ben", "carl"], called=[])
        self.lab.wait_until(lambda: self.lab.signals("ActionInvoked") == 6 + 7 + 2, 10, "all that to have passed over the bus")

        # Twice the same, and one about what was closed before.
        self.server.click(call("anna"), "Done")
        for name, signature, values in forged * 2:
            self.server.emit(name, signature, values)
        gone = self.server.close(call("ben"), DISMISSED)
        self.server.emit("ActionInvoked", "(us)", (gone.id, "done"))
        self.expect_called("anna")
        self.expect_settled(screen=["carl"], called=["anna"])
        self.assertEqual(["ben", "carl"], self.kith.open())


class BusIsLost(NotifierCase):
    def test_32_lost_and_back(self):
        """First while nothing is shown yet and two come due, then in the midst of showing them again."""
        self.begin("anna", "ben")
        self.lab.stop_bus()
        self.wait_for_moment("anna", "ben")
        self.expect_back()
        self.server.at_notify = [None, self.server.hang_inside]
        self.server.start()
        self.lab.wait_until(lambda: not self.server.at_notify, 10, "the server to be asked")
        self.lab.stop_bus()
        self.expect_back()
        self.server.click(call("ben"), "Done")
        self.expect_called("ben")
        self.expect_settled(screen=["anna"], called=["ben"])
        self.assertIsNone(self.kith.process.poll(), "GLib's own answer to a lost bus is to end the process")

    def expect_back(self):
        self.wait_for_desktop("The session bus")
        self.assert_nobody_waits()
        self.lab.start_bus()
        self.server.start()
        self.expect_on_screen("anna", "ben")


if __name__ == "__main__":
    main()
