"""The transcripts of the protocol's document are had with the real kithd: what is shown there is what it answers.

usage: test_protocol_document.py KITHD KITHCTL [TEST ...]
"""
import calendar
import json
import pathlib
import re
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))
from kith import Kith  # noqa: E402
from lab import Lab  # noqa: E402
from wire import Wire, request  # noqa: E402

ROOT = HERE.parents[1]
DOCUMENT = ROOT / "daemon/protocol/README.md"
KITHD = KITHCTL = ""

ZONE = "Europe/Berlin"
ASKED = (2026, 3, 22, 15, 0, 0)   # UTC: a Sunday, when the example plan has its nudge at 16:00
LEAD = 6                          # so many seconds before it kithd is started

# What nobody can foretell, as the document says it: the seconds of an instant, a minute that they decide, versions, fingerprints, and whether this machine's clock is known to be right.
UNFORETOLD = [
    (r"(?<=T\d\d:\d\d:)\d\d(?=[+Z-])", "00"),
    (r'(?<="at":"2026-03-22T16:3)[01](?=:)', "0"),   # half an hour from now, on a whole minute: how far past four it is
    (r'(?<="version":")[^"]*', "…"),
    (r"(?<=dunst )\d[\w.]*\w", "…"),
    (r'(?<="fingerprint":)-?\d+', "…"),
    (r'(?<="clock":")(trusted|waiting)[^"]*', "…"),
]


def comparable(line):
    for pattern, instead in UNFORETOLD:
        line = re.sub(pattern, instead, line)
    return line


def exchanges(text):
    """(what is sent, the answer), in the document's order. tests/unit/protocol holds that the blocks have nothing but such pairs."""
    blocks = re.findall(r"^```transcript\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"^> (.*)\n< (.*)$", "".join(blocks), re.MULTILINE)


class ProtocolDocument(unittest.TestCase):
    maxDiff = None

    def start(self, lab):
        """kithd as the document has it: the example plan, an empty journal, and the first nudge just shown."""
        kith = Kith(lab, KITHD, KITHCTL)
        lab.env["TZ"] = ZONE
        kith.write_plan((ROOT / "config/example.yaml").read_text())
        kith.offset = round(calendar.timegm(ASKED) - LEAD - time.time())
        kith.start()
        lab.wait_until(lambda: kith.ask("today")["open"], 20, lambda: f"the nudge of 16:00\n{kith.log()}")
        return kith

    def test_every_transcript_is_what_kithd_answers(self):
        text = DOCUMENT.read_text()
        told = exchanges(text)
        self.assertEqual(2 * len(told), len(re.findall(r"^[<>] ", text, re.MULTILINE)), "a line of the transcripts was not understood")
        chapters = re.findall(r"^### (\w+\.\w+)$", text, re.MULTILINE)
        with Lab("dunst") as lab:
            self.start(lab)
            with Wire(lab.folder / "run/kith/control.sock") as wire:
                for asked, answer in told:
                    with self.subTest(asked):
                        wire.send(asked + "\n")
                        got = wire.line()
                        self.assertIsNotNone(got, "the connection has ended")
                        got = got.replace(str(lab.folder / "home"), "/home/ada")
                        if json.loads(asked)["method"] == "rpc.discover":   # the document shows the beginning of a long list
                            self.check_discovery(json.loads(got)["result"], json.loads(answer)["result"], chapters)
                        else:
                            self.assertEqual(comparable(got), comparable(answer))
                # The last of them was watch.start; what it promises comes with the next change.
                wire.send(request("contact.log", {"people": ["sam"]}))
                self.assertEqual(wire.line(), re.search(r"^## Watching$.*?^```json\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)[1])

    def test_params_are_refused_where_none_are_taken(self):
        """The chapter on lines: lists are refused, and so are members that are not known. By every method."""
        methods = re.findall(r"^### (\w+\.\w+)$", DOCUMENT.read_text(), re.MULTILINE)
        with Lab("none") as lab:
            Kith(lab, KITHD, KITHCTL).start()
            with Wire(lab.folder / "run/kith/control.sock") as wire:
                for method in methods:
                    for params in ({"no_such": 1}, [], ["mum"], None, 7):
                        with self.subTest(method=method, params=params):
                            wire.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}) + "\n")
                            self.assertIn(wire.reply().get("error", {}).get("code"), (-32602, 8))   # 8: without a plan nothing else is looked at

    def check_discovery(self, got, shown, chapters):
        self.assertEqual(got["methods"][:len(shown["methods"])], shown["methods"])
        self.assertEqual(sorted(method["name"] for method in got["methods"]), sorted(chapters))


if __name__ == "__main__":
    KITHD, KITHCTL = sys.argv[1:3]
    del sys.argv[1:3]
    unittest.main(verbosity=2)
