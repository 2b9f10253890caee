"""Tries, from wherever it is started, what kithd has no business doing, and what it can't do without. Prints {name: null or why it failed}.

usage: sandbox_probe.py PID OUTPUT      PID: another process of the same person
"""
import ctypes
import json
import mmap
import os
import pathlib
import socket
import sys

HOME = pathlib.Path.home()
RUNTIME = pathlib.Path(f"/run/user/{os.getuid()}")
SYSTEM_BUS = pathlib.Path("/run/dbus/system_bus_socket")
JOURNAL = HOME / ".local/share/kith"
PLAN = HOME / ".config/kith/plan.yaml"
USUAL_DEVICES = {"null", "zero", "full", "random", "urandom", "tty", "ptmx", "core", "fd", "stdin", "stdout", "stderr", "log", "initctl",
                 "char", "pts", "shm", "mqueue", "hugepages", "console"}
LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    if getattr(LIBC, name)(*arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def write(path):
    open(path, "ab").close()


def own_group():
    line = next(line for line in pathlib.Path("/proc/self/cgroup").read_text().splitlines() if line.startswith("0::"))
    return pathlib.Path("/sys/fs/cgroup" + line[3:])


def make_group():
    (own_group() / "probe").mkdir()
    (own_group() / "probe").rmdir()


def hardware():
    found = set(os.listdir("/dev")) - USUAL_DEVICES
    if not found:
        raise FileNotFoundError("only the usual devices")


def setuid_program():
    program = JOURNAL / "probe"
    program.touch()
    program.chmod(0o4700)


def connect(path, kind):
    with socket.socket(socket.AF_UNIX, kind) as client:
        client.connect(str(path))


FORBIDDEN = {
    "write into the home": lambda: write(HOME / "probe"),
    "write the plan": lambda: write(PLAN),
    "change kithctl": lambda: write(HOME / ".local/bin/kithctl"),
    "leave a unit behind": lambda: write(HOME / ".config/systemd/user/probe.service"),
    "write beside the sockets": lambda: write(RUNTIME / "probe"),
    "write into /etc": lambda: write("/etc/probe"),
    "make a control group": make_group,
    "read a key": (HOME / ".ssh/id_ed25519").read_bytes,
    "read what others keep in /tmp": pathlib.Path("/tmp/of-others").read_bytes,
    "read another process's environment": lambda: pathlib.Path(f"/proc/{sys.argv[1]}/environ").read_bytes(),
    "speak IPv4": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
    "speak IPv6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close(),
    "speak netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close(),
    "change its personality": lambda: call("personality", ctypes.c_ulong(0x0040000)),
    "execute what it wrote": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC),
    "make a set-user-ID program": setuid_program,
}
# On many machines an ordinary person can't either.
FORBIDDEN_ANYWAY = {
    "become root of a namespace": lambda: call("unshare", 0x10000000),
    "reach hardware": hardware,
    "mount": lambda: call("mount", b"none", b"/var/tmp", b"tmpfs", 0, None),
    "set the clock": lambda: call("settimeofday", (ctypes.c_long * 2)(0, 0), None),
    "name the machine": lambda: call("sethostname", b"probe", 5),
    "jump the queue": lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
    "tune the kernel": lambda: write("/proc/sys/kernel/panic"),
}
NEEDED = {
    "read the plan": PLAN.read_bytes,
    "write the journal": lambda: write(JOURNAL / "probe"),
    "read the zone": pathlib.Path("/etc/localtime").read_bytes,
    "read the zone database": pathlib.Path("/usr/share/zoneinfo/Europe/Berlin").read_bytes,
    "ask whether the clock is right": lambda: call("adjtimex", ctypes.create_string_buffer(256)),
    "reach the session bus": lambda: connect(RUNTIME / "bus", socket.SOCK_STREAM),
    "reach the system bus": lambda: connect(SYSTEM_BUS, socket.SOCK_STREAM),
    "tell systemd": lambda: connect(RUNTIME / "systemd/notify", socket.SOCK_DGRAM),
}


def outcome(probe):
    """In a process of its own: some would change what the next ones can do."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            probe()
            said = ""
        except BaseException as error:  # whatever stopped it is the answer
            said = repr(error)
        os.write(write_end, said.encode())
        os._exit(0)
    os.close(write_end)
    said = os.read(read_end, 4096).decode()
    os.close(read_end)
    _, status = os.waitpid(child, 0)
    return f"ended with {status}" if status else said or None


if __name__ == "__main__":
    results = {name: outcome(probe) for probes in (FORBIDDEN, FORBIDDEN_ANYWAY, NEEDED) for name, probe in probes.items()}
    pathlib.Path(sys.argv[2]).write_text(json.dumps(results))
