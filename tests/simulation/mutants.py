#!/usr/bin/env python3
"""Plants each bug of mutants/*.patch into a copy of the sources it touches, builds the simulator with it, and demands that it finds it.

usage: mutants.py BUILD_DIR [--renew] [NAME ...]      BUILD_DIR: a build of the tree with `simulate` in it

Beside each patch lies the script that shows it: with the bug it must violate an invariant, without it must not. Where it no longer shows it, since
the world has changed, the bug is searched for from a seed; then `--renew` writes a new script, made small. With names, only patches whose names
hold one of them, and `--renew` renews those whatever they show.

A patch may touch .cpp files of the core and the app only, so that one object is compiled and linked before the libraries it replaces a part of. Where
the build compiles several files at once (CMake's unity builds), that object holds them all."""
import argparse
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
SEED, YEARS, DAYS = 7, 20_000, 120
SEEDS = 12   # to renew a script from
SEARCH_SECONDS, SHRINK_SECONDS = 240, 900
MOST_OPS = 20


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
        self.compile = {}   # each source's own command, or that of the file which includes it
        for one in entries:
            file = pathlib.Path(one["file"])
            together = re.findall(r'^#include "(.*)"', file.read_text(), re.M) if file.is_relative_to(self.folder) and file.exists() else []
            for source in together or [str(file)]:
                if pathlib.Path(source).is_relative_to(ROOT):
                    self.compile[str(pathlib.Path(source).relative_to(ROOT))] = one
        link = run(["ninja", "-C", self.folder, "-t", "commands", "simulate"], "how simulate is linked").splitlines()[-1]
        # Ninja wraps the command as ": && COMMAND && :".
        self.link = shlex.split(re.sub(r"^.*?: && (.*) && :$", r"\1", link))
        self.sound = self.folder / self.link[self.link.index("-o") + 1]

    def with_patch(self, patch, folder):
        """The simulator with this patch in it."""
        touched = re.findall(r"^\+\+\+ b/(\S+)", patch.read_text(), re.M)
        if not touched or any(not re.fullmatch(r"daemon/(core|app)/\w+\.cpp", name) for name in touched):
            raise Broken(f"it touches {touched or 'nothing'}; only .cpp files of daemon/core and daemon/app will do")
        for name in touched:
            copy = folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text((ROOT / name).read_text())
        run(["patch", "-p1", "-s", "-F0", "-i", patch], "it no longer applies", cwd=folder)
        objects = [self.compiled(entry, folder, number) for number, entry in enumerate(self.entries(touched))]
        program = folder / "simulate"
        at = self.link.index("-o")
        run([*self.link[:at], *objects, "-o", program, *self.link[at + 2:]], "it does not link", cwd=self.folder)
        return program

    def entries(self, touched):
        """The commands that compile these sources, each once."""
        return list({self.compile[name]["file"]: self.compile[name] for name in touched}.values())

    def compiled(self, entry, folder, number):
        """The object of this command, with the copies below `folder` in the place of what they are copies of."""
        source, output = pathlib.Path(entry["file"]), folder / f"{number}.o"
        if source.is_relative_to(ROOT) and (folder / source.relative_to(ROOT)).exists():
            source = folder / source.relative_to(ROOT)
        else:
            text = re.sub(r'^#include "(.*)"', lambda found: f'#include "{self.copied(found[1], folder)}"', source.read_text(), flags=re.M)
            source = folder / f"{number}.cpp"
            source.write_text(text)
        # Optimising takes longer than it saves: a script is short.
        words = [word for word in shlex.split(entry["command"]) if not re.fullmatch(r"-O[0-3s]|-g\d?|-D_FORTIFY_SOURCE=\d", word)] + ["-O0"]
        words[words.index("-o") + 1] = str(output)
        words[words.index("-c") + 1] = str(source)
        run(words, "it does not compile", cwd=entry["directory"])
        return output

    @staticmethod
    def copied(source, folder):
        path = pathlib.Path(source)
        copy = folder / path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        return copy if copy.exists() else path


def violation(output):
    found = re.search(r"VIOLATION +(.*)$", output, re.M)
    return found and found.group(1)


def replayed(program, script):
    """What the script violates; None: nothing."""
    done = subprocess.run([program, "--replay", script], capture_output=True, text=True, errors="backslashreplace", timeout=SEARCH_SECONDS, check=False)
    if done.returncode not in (0, 1) or done.returncode == 1 and not violation(done.stdout):
        raise Broken(f"{script.name} can't be played: {done.stdout[-300:]}{done.stderr[-300:]}")
    return violation(done.stdout)


def searched(program, more, seconds, seed=SEED):
    """What a search from the seed violates; None: nothing within its years and seconds."""
    command = [program, "--years", str(YEARS), "--days", str(DAYS), "--seed", str(seed), *more]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="backslashreplace", timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return None
    return violation(done.stdout)


def renew(build, program, patch):
    """Writes the script beside the patch; what to say of it."""
    script = patch.with_suffix(".script")
    with tempfile.NamedTemporaryFile(mode="r", suffix=".script") as small:
        for seed in range(SEED, SEED + SEEDS):
            if not searched(program, ["--save", small.name], SEARCH_SECONDS + SHRINK_SECONDS, seed):
                return False, "no script for it was found"
            text = pathlib.Path(small.name).read_text()
            other = replayed(build.sound, pathlib.Path(small.name))
            if not other:
                break
            print(f"Not planted, found with {patch.stem}: {other}\n{text}", flush=True)
        else:
            return False, f"{SEEDS} seeds showed only what is not planted"
    script.write_text(f"# {patch.read_text().splitlines()[0]}\n{text}")
    ops = len(re.findall("^at ", text, re.M))
    return ops <= MOST_OPS, f"{script.name} has {ops} events" + ("" if ops <= MOST_OPS else f", more than {MOST_OPS}")


def judge(build, patch, anew):
    """(found, what to say of it)"""
    begin = time.monotonic()
    script = patch.with_suffix(".script")
    with tempfile.TemporaryDirectory() as folder:
        try:
            program = build.with_patch(patch, pathlib.Path(folder))
            if anew == "always":
                return renew(build, program, patch)
            if script.exists():
                if other := replayed(build.sound, script):
                    return False, f"{script.name} violates something without it: {other}"
                if seen := replayed(program, script):
                    return True, f"{time.monotonic() - begin:.0f} s: {seen}"
            if anew:
                return renew(build, program, patch)
            seen = searched(program, ["--as-it-is"], SEARCH_SECONDS)
        except (Broken, subprocess.TimeoutExpired) as why:
            return False, str(why)
    if not seen:
        return False, f"neither by {script.name} nor within {SEARCH_SECONDS} s from seed {SEED}"
    return True, f"{time.monotonic() - begin:.0f} s, BY SEARCHING: {script.name} shows it no more; mutants.py --renew {patch.stem[:2]}-  ({seen})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_intermixed_args()
    build = Build(wanted.build)
    patches = [one for one in sorted((HERE / "mutants").glob("*.patch")) if not wanted.names or any(name in one.name for name in wanted.names)]
    anew = wanted.renew and ("always" if wanted.names else "where needed")
    found = 0
    with concurrent.futures.ThreadPoolExecutor(wanted.jobs) as pool:
        for patch, (yes, words) in zip(patches, pool.map(lambda one: judge(build, one, anew), patches)):
            found += yes
            print(f"{'found    ' if yes else 'NOT FOUND'}  {patch.stem}: {words}", flush=True)
    print(f"{found} of {len(patches)} planted bugs found")
    return 0 if patches and found == len(patches) else 1


if __name__ == "__main__":
    sys.exit(main())
