#!/usr/bin/python3
"""Runs clang-tidy over the product's own files: tidy.py BUILD [FILE...]; BUILD holds a compile_commands.json.

A file that passed is not looked at again until it, a header of ours that it includes, its options or .clang-tidy change."""

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True

from sources import ROOT, compiled_by  # noqa: E402

# Debian 12's default, 14, can't read the ranges of GCC 12's library.
CANDIDATES = ("clang-tidy-16", "clang-tidy")
PRODUCT = ("config/", "daemon/", "ctl/")
OWN_INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)


def tool():
    for name in CANDIDATES:
        if shutil.which(name):
            return name
    sys.exit("clang-tidy is not installed; ./dev setup installs it.")


def options(command):
    """Of GCC's command only what decides the meaning of the source: its warnings, sanitizers and precompiled headers are not clang's."""
    kept = []
    words = iter(shlex.split(command))
    for word in words:
        if word.startswith(("-I", "-D", "-std=")):
            kept.append(word)
        elif word == "-isystem":
            kept += [word, next(words)]
    return kept


def closure(path, known):
    """The file and all headers of the project that it reaches."""
    reached, waiting = set(), [path]
    while waiting:
        one = waiting.pop()
        if one in reached or not one.is_file():
            continue
        reached.add(one)
        if one not in known:
            known[one] = one.read_bytes()
        waiting += [ROOT / name.decode() for name in OWN_INCLUDE.findall(known[one])]
    return sorted(reached)


def jobs(build, wanted):
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = Path(entry["directory"], entry["file"]).resolve()
        # Where CMake compiles several sources as one, they are also looked at as one: their headers are read once.
        paths = [path for path in compiled_by(file, build) if path.is_relative_to(ROOT) and not path.is_relative_to(build)]
        names = [str(path.relative_to(ROOT)) for path in paths]
        if names and all(name.startswith(PRODUCT) for name in names) and (not wanted or set(names) & set(wanted)):
            yield names, file, options(entry["command"])


def main():
    build = Path(sys.argv[1]).resolve()
    name = tool()
    common = subprocess.run([name, "--version"], capture_output=True, check=True).stdout + (ROOT / ".clang-tidy").read_bytes()
    passed = build / "tidy"
    passed.mkdir(exist_ok=True)
    known, due, current, files = {}, [], set(), 0
    for sources, path, words in jobs(build, sys.argv[2:]):
        files += len(sources)
        key = hashlib.sha256(common + "\0".join([*sources, *words]).encode())
        for one in closure(path, known):
            key.update(str(one).encode() + known[one])
        stamp = passed / key.hexdigest()
        current.add(stamp.name)
        if not stamp.exists():
            due.append((sources, path, words, stamp))
    if not sys.argv[2:]:
        for old in passed.iterdir():
            if old.name not in current:
                old.unlink()
    # Adapters first: they include Asio and take longest.
    due.sort(key=lambda job: not job[0][0].startswith("daemon/adapters"))

    def check(job):
        sources, path, words, stamp = job
        done = subprocess.run([name, "--quiet", str(path), "--", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            stamp.touch()
            return True
        print(f"{' '.join(sources)}:\n{done.stdout}{'' if done.stdout.strip() else done.stderr}", flush=True)
        return False

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        results = list(pool.map(check, due))
    print(f"{files} files, in {len(current)} pieces: {len(current) - len(due)} unchanged since they passed, {sum(results)} passed, "
          f"{results.count(False)} with errors.")
    return 0 if current and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
