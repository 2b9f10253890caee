"""Hostile clients by how they speak: their pace, their lines, their end of the socket. Each public function is one kind; hostile.py runs them."""
import contextlib
import os
import pathlib
import select
import socket
import subprocess
import sys
import threading
import time

from wire import request

KIB = 1024
LONGEST = 64 * KIB      # a line (daemon/protocol/limits.hpp)
PLACES = 64             # connections at once
DEADLINE = 10           # seconds: for a line to end, for an answer to be read
PATIENCE = 2 * DEADLINE
ASK = request("status.get").encode()
LARGE = request("agenda.list", {"days": 3660, "limit": 100000}).encode()


def _refused_and_ended(wire, code=-32600, words=""):
    """One error that says why, and the end."""
    reply = wire.reply()
    assert reply is not None, "it ended without a word"
    assert reply["id"] is None and reply["error"]["code"] == code and words in reply["error"]["message"], reply
    assert wire.line() is None, "it goes on after the refusal"


def _cut_off(wire, seconds=PATIENCE):
    """kithd hangs up, though nothing is read here."""
    poll = select.poll()
    poll.register(wire.socket, 0)
    assert poll.poll(seconds * 1000), f"kithd still waits after {seconds} s"


def _pour(wire, data, limit):
    """Sends `data` over and over until kithd hangs up, which it must before `limit` bytes."""
    sent = 0
    while sent < limit:
        try:
            sent += wire.socket.send(data)
        except (BrokenPipeError, ConnectionResetError):
            return
    raise AssertionError(f"{sent} bytes were taken, and more would be")


def _drip(wire, data, every):
    """One byte every so many seconds, until kithd has something to say."""
    for byte in data:
        try:
            wire.socket.send(bytes([byte]))
        except (BrokenPipeError, ConnectionResetError):
            return
        if select.select([wire.socket], [], [], every)[0]:
            return


# -- those that hold on ----------------------------------------------------------------------------------------------------------------------

def half_a_line_and_silence(door):
    with door.open(PATIENCE) as wire:
        wire.send(ASK[:20])
        _refused_and_ended(wire, words="not finished")


def one_byte_at_a_time(door):
    with door.open(PATIENCE) as wire:
        begin = time.monotonic()
        _drip(wire, LARGE, 0.5)
        assert DEADLINE - 1 < time.monotonic() - begin < PATIENCE, "a line has 10 s from its first byte to its last"
        _refused_and_ended(wire, words="not finished")


def a_full_line_without_its_end(door):
    with door.open(PATIENCE) as wire:
        wire.send(b"x" * LONGEST)
        _refused_and_ended(wire, words="not finished")


def never_reads_a_large_answer(door):
    with door.open() as wire:
        wire.send(LARGE)
        _cut_off(wire)


def reads_an_answer_byte_by_byte(door):
    with door.open(PATIENCE) as wire:
        wire.send(LARGE)
        end = time.monotonic() + PATIENCE
        poll = select.poll()
        poll.register(wire.socket, 0)
        while not poll.poll(200):
            assert wire.socket.recv(1) and time.monotonic() < end, "it may take for ever"


def watches_a_thousandfold_and_never_reads(door):
    """Watchers may stay silent for ever, but what they ask for they have to read like everybody else."""
    with door.open() as wire:
        wire.send(request("watch.start").encode() * 3000 + LARGE)
        _cut_off(wire)


SLOW = [half_a_line_and_silence, one_byte_at_a_time, a_full_line_without_its_end, never_reads_a_large_answer, reads_an_answer_byte_by_byte,
        watches_a_thousandfold_and_never_reads]


# -- lines -----------------------------------------------------------------------------------------------------------------------------------

def a_line_of_one_byte_too_many(door):
    with door.open() as wire:
        padded = ASK[:-1].ljust(LONGEST)
        wire.send(padded + b"\r\n")   # the longest there may be is still answered
        assert "result" in wire.reply()
        with contextlib.suppress(BrokenPipeError):
            wire.send(padded + b" \n")
        _refused_and_ended(wire, words="longer than")


def a_line_of_gigabytes(door):
    with door.open() as wire:
        _pour(wire, b"9" * 256 * KIB, 16 << 20)   # it is cut off long before
        _refused_and_ended(wire, words="longer than")


def asks_on_and_on_and_never_reads(door):
    with door.open() as wire:
        _pour(wire, ASK * 100, 64 << 20)


def ten_thousand_requests_in_one_go(door):
    """All of them are answered, in their order."""
    with door.open() as wire:
        data = "".join(request("agenda.next", ident=ident) for ident in range(10_000)).encode()
        writer = threading.Thread(target=wire.send, args=[data])
        writer.start()
        for ident in range(10_000):
            reply = wire.reply()
            assert reply["id"] == ident and "result" in reply, reply
        writer.join()


def blank_lines_by_the_thousand(door):
    with door.open() as wire:
        wire.send(b"\n" * 100_000 + b"\r\n" * 50_000)
        wire.serves()


def carriage_returns_alone(door):
    with door.open() as wire:
        wire.send(b"\r" * 1000 + b"\n")
        assert wire.reply()["error"]["code"] == -32700
        wire.serves()


def every_byte_a_packet(door):
    """Odd, but right; so it is answered."""
    with door.open() as wire:
        for byte in ASK:
            wire.socket.send(bytes([byte]))
        assert "result" in wire.reply()


def binary_noise(door):
    with door.open() as wire:
        lines = [line for line in os.urandom(32 * KIB).replace(b"\r", b"").split(b"\n") if line]
        wire.send(b"\n".join(lines) + b"\n")
        for _ in lines:
            assert wire.reply()["error"]["code"] in (-32700, -32600)
        wire.serves()


def nothing_but_nul(door):
    with door.open() as wire:
        for line in (b"\0", b"\0" * 30_000, ASK[:-1] + b"\0", b'{"jsonrpc":"2.0","id":"\0","method":"status.get"}'):
            wire.send(line + b"\n")
            assert wire.reply()["error"]["code"] == -32700
        wire.serves()


def other_protocols(door):
    http = b"GET /control HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
    with door.open() as wire:
        wire.send(http)
        for _ in range(3):
            assert wire.reply()["error"]["code"] == -32700
        tls, dbus, png = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", b"\0AUTH EXTERNAL 30\r\n", b"\x89PNG\r\n\x1a\n"
        wire.send(tls + dbus + png + b"Content-Length: 70\r\n\r\n" + ASK)
        for _ in range(5):
            assert wire.reply()["error"]["code"] == -32700
        assert "result" in wire.reply()


# -- ends of the socket ----------------------------------------------------------------------------------------------------------------------

def connects_and_vanishes(door):
    for _ in range(10):
        door.open().socket.close()
    with door.open() as wire:
        wire.serves()


def asks_and_vanishes(door):
    """With answers on their way, or waiting to be read: the socket breaks under kithd."""
    for data in (ASK, ASK * 50, LARGE, ASK[:30], request("watch.start").encode()) * 2:
        with door.open() as wire:
            wire.send(data)
    with door.open() as wire:
        wire.serves()


def stops_writing(door):
    """What was asked before is still answered."""
    with door.open() as wire:
        wire.send(ASK * 20 + ASK[:30])
        wire.socket.shutdown(socket.SHUT_WR)
        for _ in range(20):
            assert "result" in wire.reply()
        assert wire.line() is None


def stops_reading(door):
    with door.open() as wire:
        wire.socket.shutdown(socket.SHUT_RD)
        with contextlib.suppress(BrokenPipeError):
            wire.send(ASK * 20)
        _cut_off(wire)


def passes_descriptors(door):
    """kithd must not come to hold what is passed to it."""
    with door.open() as wire, open(os.devnull, "rb") as passed:
        for _ in range(20):
            socket.send_fds(wire.socket, [ASK], [passed.fileno()] * 50)
            assert "result" in wire.reply()
        socket.send_fds(wire.socket, [b"{"], [passed.fileno()] * 50)


def bytes_out_of_band(door):
    """A Unix socket has such bytes from Linux 5.15 on; before, there are none to send."""
    with door.open() as wire:
        for _ in range(20):
            with contextlib.suppress(OSError):
                wire.socket.send(b"!", socket.MSG_OOB)
            wire.send(b"\n" + ASK)
            replies = [wire.reply()]
            while "result" not in replies[-1]:   # the byte may be read as one of a line
                assert replies[-1]["error"]["code"] == -32700, replies
                replies.append(wire.reply())


def watches_a_thousandfold(door):
    with door.open() as wire:
        wire.send(request("watch.start") * 3000)
        for _ in range(3000):
            reply = wire.reply()
            assert reply.get("method") == "changed" or reply["result"] == {"watching": True}, reply


def another_user(door):
    """Turned away by the folder; and were folder and socket open to all, by kithd itself, without a byte."""
    if os.geteuid() != 0:
        return "only root can become somebody else"
    stranger = pathlib.Path(__file__).with_name("stranger.py")
    for way in ("as it is", "opened"):
        result = subprocess.run([sys.executable, "-B", stranger, door.path, way], capture_output=True, text=True, timeout=PATIENCE)
        door.count()
        assert result.returncode == 0, result.stdout + result.stderr
    return None


# -- those that leave no place for others ----------------------------------------------------------------------------------------------------

def a_crowd_that_stays(door):
    """Hundreds at once: the places there are get taken, all others are told so, and end."""
    with contextlib.ExitStack() as crowd:
        wires = [crowd.enter_context(door.open()) for _ in range(4 * PLACES)]
        served = 0
        for wire in wires:
            with contextlib.suppress(BrokenPipeError):
                wire.send(ASK)
            reply = wire.reply()
            if "result" in reply:
                served += 1
            else:
                assert reply["error"]["code"] == 9 and wire.line() is None, reply
        assert served <= PLACES, served


def a_crowd_that_comes_and_goes(door):
    """Hundreds, and no sooner gone than here again."""
    for _ in range(10):
        with contextlib.ExitStack() as crowd:
            for _ in range(2 * PLACES):
                wire = crowd.enter_context(door.open())
                with contextlib.suppress(BrokenPipeError):
                    wire.send(ASK * 10)


def a_crowd_that_leaves_work_behind(door):
    """Each is gone before it is let in, and what it has asked for is to be written down."""
    work = request("contact.log", {"people": ["sam"]}).encode() * 3
    for _ in range(100):
        with door.open() as wire, contextlib.suppress(BrokenPipeError):
            wire.send(work)


CROWDS = [a_crowd_that_stays, a_crowd_that_comes_and_goes]
