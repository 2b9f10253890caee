"""A connection to kithd's control socket, byte by byte: what a client of one's own sees of daemon/protocol/README.md."""
import json
import socket
import struct


class Wire:
    def __init__(self, path, seconds=20):
        """seconds: how long any one wait may take."""
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._read = b""
        # A socket with Python's own time limit would not wait for its turn where others wait already.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", seconds, 0))
        try:
            self.socket.connect(str(path))
        except BaseException:
            self.socket.close()
            raise
        self.socket.settimeout(seconds)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data.encode() if isinstance(data, str) else data)

    def line(self):
        """The next line as it came, or None: the connection has ended."""
        while b"\n" not in self._read:
            try:
                more = self.socket.recv(1 << 16)
            except (ConnectionResetError, BrokenPipeError):
                return None
            if not more:
                assert not self._read, f"it ended in the middle of a line: {self._read[-80:]!r}"
                return None
            self._read += more
        line, _, self._read = self._read.partition(b"\n")
        return line.decode()   # strictly: what comes out is always UTF-8

    def reply(self):
        line = self.line()
        return None if line is None else json.loads(line)

    def call(self, method, params=None, ident=1):
        """Asks, and returns the whole reply."""
        self.send(request(method, params, ident))
        return self.reply()

    def serves(self):
        """Holds that it is as good as ever: the next answer is the one to this question."""
        reply = self.call("agenda.next", ident="still there?")
        assert reply and reply["id"] == "still there?" and "result" in reply, reply


def request(method, params=None, ident=1):
    message = {"jsonrpc": "2.0", "id": ident, "method": method}
    if params is not None:
        message["params"] = params
    return json.dumps(message) + "\n"
