"""desktop_probe as seen by a test."""
import re
import subprocess
import threading
import time


class Probe:
    """The desktop in a process of its own; what it calls back, line by line."""

    program = ""               # the path of desktop_probe

    def __init__(self, lab, env=None, listen=True):
        self.lab = lab
        self.process = lab.spawn([self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, log="probe.log", text=True, bufsize=1,
                                 env=env or lab.env)
        self.events = []       # everything but status lines
        self.statuses = []
        self.taken = 0
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        if listen:
            self.send("listen")

    def _read(self):
        for line in self.process.stdout:
            (self.statuses if line.startswith("status ") else self.events).append(line.rstrip("\n"))

    def send(self, line):
        self.process.stdin.write(line + "\n")

    def expect(self, pattern, seconds=10):
        """The next event must be this one."""
        self.lab.wait_until(lambda: len(self.events) > self.taken, seconds, lambda: f"{pattern!r}; so far {self.events}; {self.statuses}")
        line = self.events[self.taken]
        self.taken += 1
        match = re.fullmatch(pattern, line)
        assert match, f"expected {pattern!r}, got {line!r}"
        return match

    def expect_status(self, pattern, seconds=10):
        """The newest status comes to be this one."""
        return self.lab.wait_until(lambda: self.statuses and re.search(pattern, self.statuses[-1]), seconds,
                                   lambda: f"a status like {pattern!r}; so far {self.statuses}")

    def show(self, notice, text):
        """Shows it, and returns the server's id for it."""
        self.send(f"show {notice} {text}")
        return int(self.expect(rf"shown {notice} \S+ \S+ (\d+)")[1])

    def nothing_happened(self):
        """What came before has been dealt with, and led to no event: a new notice goes all the way there and back."""
        self.show(999, "Fence")
        self.send("withdraw 999")

    def round_trip(self):
        """How long the loop takes to answer, in seconds."""
        begin = time.monotonic()
        self.send("ping")
        self.expect("pong")
        return time.monotonic() - begin

    def finish(self, seconds=5):
        self.process.stdin.close()
        self.expect("bye", seconds)
        code = self.process.wait(seconds)
        assert code == 0, f"the probe ended with {code}{self.lab.logs()}"
