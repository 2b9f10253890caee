"""Who may include whom: adapters -> app -> core -> config, app -> protocol, and ctl -> protocol, core, config.

`violations(tree)` takes {path: text} and gives sentences, so that the tests can hand it planted trees as well as the real one.
"""

import fnmatch
import re

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)

# A room is a folder; main.cpp is one by itself. What a room may include of the project.
ROOMS = {
    "config": {"config"},
    "daemon/core": {"daemon/core", "config"},
    "daemon/protocol": {"daemon/protocol"},
    "daemon/app": {"daemon/app", "daemon/core", "daemon/protocol", "config"},
    "daemon/adapters": {"daemon/adapters", "daemon/app", "daemon/core", "daemon/protocol", "config"},
    "daemon": {"daemon", "daemon/adapters", "daemon/app", "daemon/core", "daemon/protocol", "config"},
    "ctl": {"ctl", "daemon/protocol", "daemon/core", "config"},
}

# Headers of libraries, and the only files of the product that may include them.
CONFINED = {
    "GLib and libnotify": (
        r"(glib|gio|gobject|libnotify|glib-object|glib-unix|gmodule)([/.].*|$)",
        ["daemon/adapters/glib_*", "daemon/adapters/libnotify_*", "daemon/adapters/message_bus.*", "daemon/adapters/bus_peer.*",
         "daemon/adapters/notification_server.*", "daemon/adapters/notice_display.*", "daemon/adapters/session_monitor.*",
         "daemon/adapters/login_session.*", "daemon/adapters/desktop_presence.*"],
    ),
    "SQLite": (r"sqlite3.*\.h", ["daemon/adapters/sqlite*", "daemon/adapters/journal*"]),
    "Asio": (r"boost/asio([/.].*)", ["daemon/adapters/*", "daemon/main.cpp", "cmake/*"]),
    "systemd": (r"systemd/.*", ["daemon/adapters/systemd*"]),
    "spdlog": (r"spdlog/.*", ["daemon/adapters/*", "daemon/main.cpp"]),
    "yaml-cpp": (r"yaml-cpp/.*", ["config/*"]),
    "xxHash": (r"xxh.*\.h", ["daemon/core/hash.cpp", "daemon/adapters/journal*"]),
    "CLI11": (r"CLI/.*", ["ctl/*", "daemon/options.cpp"]),
    "utf8proc": (r"utf8proc\.h", ["ctl/*"]),
    "Boost.JSON": (r"boost/json([/.].*)", ["daemon/protocol/*", "daemon/app/*", "ctl/*"]),
}

# Standard headers that let the world in: input and output, threads, the environment's time.
WORLD = {
    "condition_variable", "csignal", "ctime", "filesystem", "fstream", "future", "iostream", "mutex", "random", "shared_mutex",
    "stop_token", "syncstream", "thread",
}
CALENDAR = re.compile(r"absl/time/(civil_time|time)\.h")
STANDARD = re.compile(r"[a-z_0-9]+")
# What the core and the plan must not ask: time, environment and chance come as arguments, if at all.
ASKS_THE_WORLD = re.compile(r"(_clock::now|absl::Now|LocalTimeZone|\bgetenv|\btime\((?:NULL|nullptr|0)\)|\brand\(|\bf?printf\(|\bfopen\(|\bputs\()")
SOCKETS = re.compile(r"(sys/(socket|un|epoll|select|ioctl)|poll|netdb|unistd|(netinet|arpa)/.*)(\.h)?|boost/asio.*")


def room_of(path):
    folder = path.rpartition("/")[0]
    while folder and folder not in ROOMS:
        folder = folder.rpartition("/")[0]
    return folder or None


def pure(path):
    """Files that include only the standard library and the calendar's."""
    return path.startswith("daemon/core/") or path == "config/plan.hpp"


def without_comments(source):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", source, flags=re.DOTALL)


def product(path):
    return path.split("/")[0] in ("config", "daemon", "ctl", "cmake")


def own_violations(path, name, tree):
    """An include in quotes."""
    if name not in tree:
        yield f'{path}: "{name}" is no file of the project; write its path from the top'
        return
    if not product(path):
        return
    room, target = room_of(path), room_of(name)
    if room is None or target is None or target not in ROOMS[room]:
        yield f'{path}: {room or "this folder"} may not include "{name}"'


def library_violations(path, name):
    """An include in angle brackets."""
    if not product(path):
        return
    for library, (headers, allowed) in CONFINED.items():
        if re.fullmatch(headers, name) and not any(fnmatch.fnmatchcase(path, pattern) for pattern in allowed):
            yield f"{path}: {library} (<{name}>) stays in {', '.join(allowed)}"
    if pure(path):
        hash_header = path == "daemon/core/hash.cpp" and name == "xxhash.h"
        if not hash_header and not CALENDAR.fullmatch(name) and (not STANDARD.fullmatch(name) or name in WORLD):
            yield f"{path}: <{name}> has no place in pure code, which takes the world's facts as arguments"
    if path.startswith("daemon/protocol/") and SOCKETS.fullmatch(name):
        yield f"{path}: the protocol knows no socket, and includes <{name}>"


def violations(tree):
    found = []
    for path, source in sorted(tree.items()):
        code = without_comments(source)
        for match in INCLUDE.finditer(code):
            own, library = match.groups()
            found += own_violations(path, own, tree) if own else library_violations(path, library)
        if pure(path):
            found += [f"{path}: {match.group(1)} asks the world, and this is pure code" for match in ASKS_THE_WORLD.finditer(code)]
    return found + reaching_glib(tree)


def reaching_glib(tree):
    """GLib's headers must not arrive by way of another header either: its types and the Asio loop never meet in one file."""
    headers, allowed = CONFINED["GLib and libnotify"]
    includes = {path: INCLUDE.findall(without_comments(source)) for path, source in tree.items() if product(path)}
    reached = {path for path, names in includes.items() if any(re.fullmatch(headers, library) for _, library in names)}
    found = []
    while True:
        more = {path for path, names in includes.items() if path not in reached and any(own in reached for own, _ in names)}
        if not more:
            return found
        found += [f"{path}: GLib reaches it through another header" for path in sorted(more)
                  if not any(fnmatch.fnmatchcase(path, pattern) for pattern in allowed)]
        reached |= more
