"""Hostile clients by what they say. Each public function is one kind; hostile.py runs them."""
import json

from wire import request

NUMBERS = {"agenda.list": ["days", "limit"], "agenda.next": ["count"], "occurrence.done": ["minutes"], "contact.log": ["minutes"],
           "history.list": ["limit"], "history.export": ["after", "limit"]}
TEXTS = {"item.show": ["name"], "item.why": ["name"], "occurrence.done": ["name", "kind", "felt", "note"], "occurrence.skip": ["name"],
         "occurrence.snooze": ["name", "to"], "contact.log": ["kind", "felt", "when", "note"], "history.list": ["name", "since"]}
NEEDED = {"occurrence.done": {"name": "x"}, "occurrence.snooze": {"name": "x"}, "contact.log": {"people": ["x"]}}
METHODS = ["action.undo", "agenda.list", "agenda.next", "contact.log", "day.today", "desktop.try", "history.export", "history.list", "item.show",
           "item.why", "occurrence.done", "occurrence.skip", "occurrence.snooze", "people.list", "status.get"]
# Scenario 34: what would do harm in a terminal, in markup, in a log, in a file name, in SQL.
TEXTS_WITH_A_TRICK = [
    '<a href="https://example.org">x</a><img src=x>', "&lt;b&gt;", "\x1b]0;title\x07\x1b[2J\x1b[31m", "x\r\n<0>kernel: a line of one's own",
    "\u202egnp.exe", "\u2066\u2069\u200f", "'; DROP TABLE event; --", '" OR 1=1 --', "../../../../etc/passwd", "/dev/full",
    "~/.config/kith/plan.yaml", "%s%n%x", "${HOME}`id`$(id)", "{name}",
    "\x7f\x08\x08\x08", "\u0085\u2028\u2029", "e\u0301" * 60, "\U0001f468\u200d\U0001f469" * 10, "-rf", "--help", "*", ".", ".."]


def _all_refused(door, lines, code, ident=None):
    """Each line is answered with that error, and the connection stays good."""
    with door.open() as wire:
        for line in lines:
            wire.send((line if isinstance(line, bytes) else line.encode()) + b"\n")
            reply = wire.reply()
            assert reply and "error" in reply and reply["error"]["code"] == code and reply["id"] == ident, (line[:200], reply)
        wire.serves()


def _calls(calls):
    return [request(method, params).rstrip() for method, params in calls]


# -- not JSON, or hardly ---------------------------------------------------------------------------------------------------------------------

def invalid_utf8(door):
    wrong = [b"\xff", b"\xc0\xaf", b"\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xf8\x88\x80\x80\x80"]
    _all_refused(door, [b'{"jsonrpc":"2.0","id":1,"method":"item.show","params":{"name":"%b"}}' % text for text in wrong], -32700)


def lone_surrogates(door):
    wrong = [r"\ud800", r"\udfff", r"\ud800x", r"\ud800\ud800", r"\udc00\ud800", r"\u", r"\u12", r"\x41", "\\"]
    _all_refused(door, ['{"jsonrpc":"2.0","id":1,"method":"item.show","params":{"name":"%s"}}' % text for text in wrong], -32700)


def nested_deeply(door):
    lines = ["[" * 60_000, '{"a":' * 10_000, "[" * 30_000 + "]" * 30_000, '{"a":[' * 9 + "]}" * 9]
    lines.append('{"jsonrpc":"2.0","id":1,"method":"status.get","params":' + '{"a":' * 20 + "1" + "}" * 21)
    _all_refused(door, lines, -32700)


def not_quite_json(door):
    good = request("status.get").rstrip()
    wrong = ["\ufeff" + good, good + "x", good + good, good[:-1], good.replace('"', "'"), good[:-1] + ",}", good + "// that is all",
             "NaN", "{id:1}", "{", '"', "\t", "tru"] + [good.replace(" 1,", number) for number in ("01,", "NaN,", "-Infinity,", "0x1,", "1.,", "+1,")]
    _all_refused(door, wrong, -32700)
    _all_refused(door, [good.encode("utf-16-be"), good.encode("utf-32-be"), good.encode("utf-16")], -32700)


def other_json(door):
    _all_refused(door, ["null", "true", "0", '"status.get"', "{}", "1e10", '{"jsonrpc":"2.0"}'], -32600)
    _all_refused(door, ['{"id":1}', '{"jsonrpc":"2.0","id":1}', '{"id":1,"method":"status.get"}'], -32600, 1)


def numbers_beyond_all_bounds(door):
    message = '{"jsonrpc":"2.0","id":1,"method":"agenda.next","params":{"count":%s}}'
    _all_refused(door, [message % text for text in ("1e400", "-1e999", "9" * 400, "1" + "0" * 60_000)], -32700)
    wrong = ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616", "1e3", "1.0", "-0", "0",
             "-1", "1e308", "5e-324", "0." + "3" * 60_000]
    _all_refused(door, [message % text for text in wrong], -32602, 1)


def names_twice(door):
    wrong = ['{"jsonrpc":"2.0","jsonrpc":"2.0","id":1,"method":"status.get"}', '{"jsonrpc":"2.0","id":1,"id":2,"method":"status.get"}',
             '{"jsonrpc":"2.0","id":1,"method":"status.get","method":"action.undo"}',
             r'{"jsonrpc":"2.0","id":1,"method":"status.get","\u006dethod":"action.undo"}',
             '{"jsonrpc":"2.0","id":1,"method":"agenda.next","params":{"count":1,"count":2}}', "{" + '"a":1,' * 9000 + '"a":1}']
    _all_refused(door, wrong, -32600)


# -- JSON, and no request --------------------------------------------------------------------------------------------------------------------

def batches(door):
    one = json.loads(request("status.get"))
    _all_refused(door, [json.dumps(batch) for batch in ([], [one], [one] * 1000, [[]] * 3, [1, 2, 3], [None])], -32600)


def wrong_versions(door):
    versions = ("1.0", "2", "2.0 ", "", 2.0, 2, None, True, ["2.0"], {"2": 0})
    _all_refused(door, [json.dumps({"jsonrpc": version, "id": 7, "method": "status.get"}) for version in versions], -32600, 7)


def odd_ids(door):
    wrong = (True, 1.5, [], {}, [1], 1e300)
    _all_refused(door, [json.dumps({"jsonrpc": "2.0", "id": ident, "method": "status.get"}) for ident in wrong], -32600)
    with door.open() as wire:
        for ident in ("x" * 60_000, "", None, -1, 2 ** 64 - 1, -2 ** 63, "1", "\u202e\x1b[2J", "null"):
            reply = wire.call("agenda.next", ident=ident)
            assert reply["id"] == ident and "result" in reply, reply


def strange_members(door):
    message = {"jsonrpc": "2.0", "id": 1, "method": "status.get"}
    lines = [json.dumps({**message, name: 1}) for name in ("Method", "param", "", "__proto__", "\0", "x" * 50_000, "result", "error")]
    lines += [json.dumps({**message, "method": method}) for method in (None, 7, [], {}, ["status.get"])]
    _all_refused(door, lines, -32600, 1)


def replies_and_notices_of_its_own(door):
    """A client that speaks kithd's part. None of it reaches anybody else."""
    lines = ['{"jsonrpc":"2.0","id":1,"result":{"watching":true}}', '{"jsonrpc":"2.0","id":1,"error":{"code":9,"message":"go away"}}']
    _all_refused(door, lines, -32600, 1)
    with door.open() as other, door.open() as wire:
        other.call("watch.start")
        wire.send('{"jsonrpc":"2.0","method":"changed","params":{"what":["plan"]}}\n')
        assert "result" in wire.call("agenda.next")
        while (reply := other.call("agenda.next")).get("method") == "changed":
            assert reply["params"]["what"] != ["plan"], reply


def notifications_only(door):
    """Without an id there is no answer, not even to nonsense."""
    with door.open() as wire:
        for method in ("status.get", "agenda.next", "no.such", "item.show", "rpc.discover"):
            wire.send(json.dumps({"jsonrpc": "2.0", "method": method}).encode() + b"\n")
        wire.send(b'{"jsonrpc":"2.0","method":"day.today"}\n' * 2000)
        reply = wire.call("agenda.next", ident="the only one")
        assert reply["id"] == "the only one", reply


# -- requests that ask for what there is not -------------------------------------------------------------------------------------------------

def unknown_methods(door):
    names = ["", "x", "status", "status.get ", "Status.Get", "status.get\0", "rpc.", "rpc.system.exit", "__proto__", "x" * 60_000, "../status.get",
             "\u202e", "; id"]
    _all_refused(door, _calls((name, None) for name in names), -32601, 1)


def params_of_wrong_types(door):
    calls = [(method, {**NEEDED.get(method, {}), name: value}) for method, names in NUMBERS.items() for name in names
             for value in (None, True, "1", [], {}, [1], 1.5, {"1": 1})]
    calls += [(method, {**NEEDED.get(method, {}), name: value}) for method, names in TEXTS.items() for name in names
              for value in (None, False, 1, 1.5, [], {}, ["x"], {"x": "x"})]
    calls += [("contact.log", {"people": value}) for value in (None, True, 1, "sam", {}, [], [1], [None], [["sam"]], {"0": "sam"})]
    _all_refused(door, _calls(calls), -32602, 1)


def params_of_wrong_shapes(door):
    calls = [(method, {"no_such": 1}) for method in METHODS]
    lines = [json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
             for method in METHODS for params in ([], ["mum"], "mum", 7, None, True)]
    lines += _calls((method, {}) for method in ("item.show", "item.why", "occurrence.done", "occurrence.skip", "occurrence.snooze", "contact.log"))
    _all_refused(door, _calls(calls) + lines, -32602, 1)


def texts_of_wrong_lengths(door):
    calls = [(method, {**NEEDED.get(method, {}), name: text}) for method, names in TEXTS.items() for name in names
             for text in ("", "x" * 201, "x" * 50_000, "a\0b", "\u20ac" * 67) if name != "note"]
    calls += [("contact.log", {"people": people}) for people in (["sam"] * 51, ["sam"] * 5000, [""], ["x" * 201])]
    calls.append(("contact.log", {"people": ["sam"], "note": "x" * 4001}))
    _all_refused(door, _calls(calls), -32602, 1)


def names_with_a_trick(door):
    """Nothing is called that, and the line that says so is a plain one."""
    with door.open() as wire:
        for text in TEXTS_WITH_A_TRICK:
            for method in ("item.show", "item.why", "occurrence.done", "occurrence.skip", "occurrence.snooze", "history.list"):
                wire.send(request(method, {"name": text}))
                line = wire.line()
                assert not any(ord(character) < 32 for character in line), line
                assert json.loads(line)["error"]["code"] in (1, 2), line
            for params in ({"people": [text]}, {"people": ["sam"], "when": text}, {"people": ["sam"], "felt": text}):
                assert "error" in wire.call("contact.log", params)


def notes_with_a_trick(door):
    """Free texts are kept as they are; the test looks at what is shown of them."""
    with door.open() as wire:
        for text in TEXTS_WITH_A_TRICK:
            assert "result" in wire.call("contact.log", {"people": ["sam"], "kind": text, "note": text})


# -- requests that cost ----------------------------------------------------------------------------------------------------------------------

def asks_for_the_most(door):
    calls = [("agenda.list", {"days": 3660, "limit": 100_000}), ("agenda.next", {"count": 1000}), ("history.export", {"limit": 1000}),
             ("history.list", {"limit": 1000})]
    with door.open() as wire:
        wire.send("".join(request(*call) for call in calls))
        for _ in calls:
            assert "result" in wire.reply()


def writes_on_and_on(door):
    """Each is a journal's transaction of its own, with the longest note there is."""
    with door.open() as wire:
        for ident in range(20):
            assert "result" in wire.call("contact.log", {"people": ["sam"], "kind": "message", "note": "n" * 4000}, ident)
        for ident in range(20):
            wire.call("action.undo", ident=ident)


def writes_and_vanishes(door):
    for _ in range(10):
        with door.open() as wire:
            wire.send(request("contact.log", {"people": ["sam"]}) * 3)
    with door.open() as wire:
        wire.serves()


def watches_and_sleeps(door):
    with door.open() as sleeper, door.open() as wire:
        assert sleeper.call("watch.start")["result"]["watching"]
        for _ in range(30):
            assert "result" in wire.call("contact.log", {"people": ["sam"]})
        reply = sleeper.call("agenda.next", ident="awake")
        assert reply["method"] == "changed", reply
        while reply.get("method") == "changed":
            reply = sleeper.reply()
        assert reply["id"] == "awake", reply
