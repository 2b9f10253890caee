#!/usr/bin/python3
"""Tests of the source tree itself: include directions, sizes, and what must not stand in it. Run by ctest as style.tree."""

import json
import os
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from include_rules import ROOMS, violations, without_comments  # noqa: E402
from sources import ROOT, compiled_by, cpp_files, files, text  # noqa: E402

LONGEST_FILE = 400
LINES_COUNT = {".hpp", ".cpp", ".py", ".cmake", ".bash", ".sh"}
SLEEPS = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep|sleep)\s*\(")
# This machine's own places, where they are long enough to mean something, and those that are always somebody's. A made-up /home/ada is fine.
PLACES = [str(place) for place in (ROOT, Path.home()) if len(place.parts) > 2]
MACHINE_PATHS = re.compile(r"(?<![\w.$}~])(?:" + "|".join([r"/(?:root|Users|work|mnt)/\w+", *(re.escape(place) + r"\b" for place in PLACES)]) + ")")
CATCH_TEST = re.compile(r"^\s*(TEMPLATE_|SCENARIO|TEST_CASE)", re.MULTILINE)


def too_long(path, content):
    lines = content.count("\n")
    if lines <= LONGEST_FILE or not (path.suffix in LINES_COUNT or path.name in ("CMakeLists.txt", "dev")):
        return []
    return [f"{path}: {lines} lines; above {LONGEST_FILE} a file holds a second thing that wants a file of its own"]


def sleeps(path, content):
    found = SLEEPS.finditer(without_comments(content))
    return [f"{path}: {match.group(1)} lets time pass; wait for a condition, with a deadline" for match in found]


def machine_paths(path, content):
    return [f"{path}: {match.group(0)} is a path of one machine" for match in MACHINE_PATHS.finditer(content)]


def unregistered(sources, compiled, registered):
    """Files with tests that are compiled into no program, or into one that ctest does not run.

    sources: {path: text}; compiled: {path: name of its target}; registered: the text of the tree's CTestTestfile.cmake."""
    found = []
    for path, content in sources.items():
        if not CATCH_TEST.search(content):
            continue
        target = compiled.get(path)
        if target is None:
            found.append(f"{path}: holds tests and is compiled into nothing")
        elif not re.search(rf"/{re.escape(target)}\"", registered):
            found.append(f"{path}: its program {target} is no test of ctest's")
    return found


class TreeTest(unittest.TestCase):
    def none(self, found):
        found = list(found)
        self.assertFalse(found, "\n" + "\n".join(found))


class Includes(TreeTest):
    def test_the_directions_hold(self):
        tree = {str(path): text(path) for path in cpp_files()}
        self.assertGreater(len(tree), 20)
        for room in ROOMS:
            self.assertTrue(any(path.startswith(room + "/") for path in tree), f"{room} is empty: the rules are out of date")
        self.none(violations(tree))

    def test_planted_wrong_includes_are_found(self):
        good = {"config/plan.hpp": "#include <string>\n", "daemon/core/engine.hpp": '#include "config/plan.hpp"\n#include <absl/time/time.h>\n',
                "daemon/app/runtime.hpp": '#include "daemon/core/engine.hpp"\n', "ctl/client.hpp": "#include <sys/socket.h>\n",
                "daemon/protocol/framing.hpp": "#include <string>\n", "daemon/adapters/glib_thread.hpp": "#include <glib.h>\n",
                "daemon/adapters/clock.cpp": '#include <boost/asio.hpp>\n#include "daemon/app/runtime.hpp"\n'}
        self.assertEqual([], violations(good))
        planted = {
            "daemon/core/x.cpp": ['#include "daemon/app/runtime.hpp"', "#include <boost/json.hpp>", "#include <thread>", "#include <sqlite3.h>",
                                  "auto n = std::chrono::system_clock::now();", "#  include <fstream>"],
            "config/plan.hpp": ["#include <tl/expected.hpp>", '#include "daemon/core/engine.hpp"', "#include <iostream>"],
            "config/x.cpp": ['#include "daemon/core/engine.hpp"', "#include <spdlog/spdlog.h>"],
            "daemon/app/x.cpp": ['#include "daemon/adapters/glib_thread.hpp"', '#include "ctl/client.hpp"', "#include <boost/asio/post.hpp>",
                                 "#include <libnotify/notify.h>"],
            "daemon/adapters/x.cpp": ["#include <gio/gio.h>", "#include <sqlite3.h>", '#include "ctl/client.hpp"', '#include "runtime.hpp"',
                                      '#include "daemon/adapters/glib_thread.hpp"'],
            "daemon/protocol/x.cpp": ["#include <sys/socket.h>", '#include "daemon/core/engine.hpp"', "#include <boost/asio.hpp>"],
            "ctl/x.cpp": ['#include "daemon/app/runtime.hpp"', '#include "daemon/adapters/glib_thread.hpp"', "#include <boost/asio.hpp>"],
            "daemon/other/x.cpp": ['#include "ctl/client.hpp"'],
        }
        for path, lines in planted.items():
            for line in lines:
                with self.subTest(path=path, line=line):
                    self.assertNotEqual([], violations({**good, path: line + "\n"}))


class Files(TreeTest):
    def check(self, rule, paths):
        self.none(sentence for path in paths for sentence in rule(path, text(path)))

    def readable(self):
        for path in files():
            if path.suffix in (".png", ".svg", ".sqlite", ".gz"):
                continue
            yield path

    def test_no_file_is_too_long(self):
        self.assertEqual([], too_long(Path("a.cpp"), "\n" * LONGEST_FILE))
        self.assertNotEqual([], too_long(Path("dev"), "\n" * (LONGEST_FILE + 1)))
        self.check(too_long, self.readable())

    def test_no_test_sleeps(self):
        self.assertNotEqual([], sleeps("x", "std::this_thread::sleep_for(1s);"))
        self.assertEqual([], sleeps("x", "// sleep() is not used\nthey_sleep(1);"))
        self.check(sleeps, [path for path in cpp_files() if path.parts[0] == "tests"])

    def test_no_path_of_one_machine(self):
        self.assertNotEqual([], machine_paths("x", f"cd {'/'}root/kith"))
        self.assertEqual([], machine_paths("x", "$HOME/x ~/x build/" + "home/run"))
        self.check(machine_paths, self.readable())

    def test_every_text_ends_with_one_newline(self):
        wrong = [str(path) for path in self.readable() if text(path) and (not text(path).endswith("\n") or text(path).endswith("\n\n"))]
        self.none(wrong)

    def test_headers_are_guarded(self):
        wrong = [str(path) for path in cpp_files() if path.suffix == ".hpp" and not text(path).startswith("#pragma once\n")]
        self.none(wrong)


class Registered(TreeTest):
    def test_a_forgotten_test_is_found(self):
        sources = {"tests/unit/a/x.cpp": 'TEST_CASE("x") {}\n', "tests/unit/a/help.cpp": "int x;\n"}
        registered = 'add_test([=[unit.a]=] "/b/bin/test_a")\n'
        self.assertEqual([], unregistered(sources, {"tests/unit/a/x.cpp": "test_a"}, registered))
        self.assertNotEqual([], unregistered(sources, {}, registered))
        self.assertNotEqual([], unregistered(sources, {"tests/unit/a/x.cpp": "test_b"}, registered))

    def test_every_test_program_is_a_test(self):
        build = os.environ.get("KITH_BUILD_DIR")
        if not build:
            self.skipTest("KITH_BUILD_DIR names no build folder")
        compiled = {}
        for entry in json.loads((Path(build) / "compile_commands.json").read_text()):
            target = re.search(r"CMakeFiles/([^/]+)\.dir/", entry["command"])
            for path in compiled_by(Path(entry["file"]), Path(build).resolve()):
                if target and path.is_relative_to(ROOT):
                    compiled[str(path.relative_to(ROOT))] = target.group(1)
        registered = (Path(build) / "tests" / "CTestTestfile.cmake").read_text()
        sources = {str(path): text(path) for path in cpp_files() if path.parts[0] == "tests"}
        self.none(unregistered(sources, compiled, registered))


if __name__ == "__main__":
    unittest.main()
