#!/usr/bin/env python3
"""Plants each bug of mutants/*.patch into a copy of the sources it touches, builds the simulator with it, and demands that it finds it.

usage: mutants.py BUILD_DIR [NAME ...]      BUILD_DIR: a build of the tree with `simulate` in it

A patch may touch .cpp files of the core and the app only, so that one file is compiled and linked before the libraries it replaces a part of."""
import concurrent.futures
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SEED, YEARS, SECONDS = 7, 2000, 600


class Broken(Exception):
    """The mutant can't be judged: its patch does not apply, or what it makes does not compile."""


def run(command, what, cwd=None):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Broken(f"{what}\n{done.stdout}{done.stderr}")
    return done.stdout


class Build:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        entries = json.loads((self.folder / "compile_commands.json").read_text())
        self.compile = {str(pathlib.Path(one["file"]).relative_to(ROOT)): one for one in entries if pathlib.Path(one["file"]).is_relative_to(ROOT)}
        link = run(["ninja", "-C", self.folder, "-t", "commands", "simulate"], "how simulate is linked").splitlines()[-1]
        # Ninja wraps the command as ": && COMMAND && :".
        self.link = shlex.split(re.sub(r"^.*?: && (.*) && :$", r"\1", link))

    def with_patch(self, patch, folder):
        """The simulator with this patch in it."""
        touched = re.findall(r"^\+\+\+ b/(\S+)", patch.read_text(), re.M)
        if not touched or any(not re.fullmatch(r"daemon/(core|app)/\w+\.cpp", name) for name in touched):
            raise Broken(f"it touches {touched or 'nothing'}; only .cpp files of daemon/core and daemon/app will do")
        objects = []
        for name in touched:
            copy = folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text((ROOT / name).read_text())
        run(["patch", "-p1", "-s", "-F0", "-i", patch], "it no longer applies", cwd=folder)
        for name in touched:
            entry = self.compile[name]
            words = shlex.split(entry["command"])
            output = folder / (pathlib.Path(name).stem + ".o")
            words[words.index("-o") + 1] = str(output)
            words[words.index("-c") + 1] = str(folder / name)
            run(words, "it does not compile", cwd=entry["directory"])
            objects.append(str(output))
        program = folder / "simulate"
        link = list(self.link)
        link[link.index("-o") + 1] = str(program)
        run([*link[:link.index("-o")], *objects, *link[link.index("-o"):]], "it does not link", cwd=self.folder)
        return program


def judge(build, patch):
    """(found, what to say of it)"""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            program = build.with_patch(patch, pathlib.Path(folder))
        except Broken as why:
            return False, str(why)
        command = [program, "--years", str(YEARS), "--seed", str(SEED), "--as-it-is"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return False, f"not found within {SECONDS} s"
        violation = re.search(r"^VIOLATION +(.*)$", done.stdout, re.M)
        if not violation:
            return False, f"not found in {YEARS} years; the simulator ended with {done.returncode}\n{done.stderr[-500:]}"
        return True, f"{time.monotonic() - begin:.0f} s: {violation.group(1)}"


def main():
    build = Build(sys.argv[1])
    patches = [one for one in sorted((HERE / "mutants").glob("*.patch")) if not sys.argv[2:] or any(name in one.name for name in sys.argv[2:])]
    found = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for patch, (yes, words) in zip(patches, pool.map(lambda one: judge(build, one), patches)):
            found += yes
            print(f"{'found    ' if yes else 'NOT FOUND'}  {patch.stem}: {words}", flush=True)
    print(f"{found} of {len(patches)} planted bugs found")
    return 0 if patches and found == len(patches) else 1


if __name__ == "__main__":
    sys.exit(main())
