#!/usr/bin/env python3
"""Measures kith against the floors of this machine, and prints a table: work, floor, ours, ratio, goal.

Absolute times drift, so floor and ours always run in turn, and the ratio is the median of the ratios of the pairs. Never a test: the exit code
says only whether the measuring worked."""

import argparse
import datetime
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

sys.dont_write_bytecode = True

import on_time  # noqa: E402
import past  # noqa: E402
from scratch import Home, Server, kithd  # noqa: E402

FEW, MANY = 10, 10_000
A_MILLION = 1_000_000
NEXT = '{"jsonrpc":"2.0","id":1,"method":"agenda.next","params":{}}'


class Bench:
    def __init__(self, build, runs, idle):
        self.programs = build / "bin"
        self.build, self.runs, self.idle = build, runs, idle
        self.rows = []

    def row(self, number, work, floor, ours, ratio, goal, met):
        self.rows.append((number, work, floor, ours, f"{ratio:.2f}" if isinstance(ratio, float) else ratio, goal, "within" if met else "above"))
        print(f"  {number:>3}  {work}: {ours}", file=sys.stderr, flush=True)

    def tool(self, name, *words):
        done = subprocess.run([str(self.programs / name), *map(str, words)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{name} {' '.join(map(str, words))}:\n{done.stderr}")
        return done.stdout

    def has(self, name):
        return (self.programs / name).exists()

    def pairs(self, first, second, runs=None):
        """(median ns, median ns, median ratio, peak KiB, peak KiB) of two command lines."""
        return [float(word) for word in self.tool("bench_pairs", runs or self.runs, *first, "--", *second).split()]

    def home(self, stack, items):
        return stack.enter_context(Home(self.build, items))

    def floor_server(self, stack, name="floor"):
        """The floor's server, with a database; gives the floor's client's command line, the line to send left out."""
        home = self.home(stack, FEW)
        path = home.run / f"{name}.sock"
        server = stack.enter_context(Server([self.programs / "floor_server", path, home.disk / f"{name}.db"], path))
        return server, [self.programs / "floor_client", path]

    def ctl(self, home, *words):
        return [*home.words(), self.programs / "kithctl", *words]

    def next(self):
        with ExitStack() as stack:
            _, client = self.floor_server(stack)
            few, many = self.home(stack, FEW), self.home(stack, MANY)
            for home in (few, many):
                stack.enter_context(kithd(self.programs, home))
            floor, ours, ratio, *_ = self.pairs([*client, NEXT], self.ctl(few, "next"))
            self.row("1", f"kithctl next, {FEW} items", ms(floor), ms(ours), ratio, "<= 1.35", ratio <= 1.35)
            small, large, ratio, *_ = self.pairs(self.ctl(few, "next"), self.ctl(many, "next"))
            self.row("1", f"the same with {MANY:,}, to {FEW}", ms(small), ms(large), ratio, "<= 1.1", ratio <= 1.1)

    def agenda(self):
        """All of them: as many moments as there are items, over so many days that they are to be had."""
        with ExitStack() as stack:
            _, client = self.floor_server(stack)
            home = self.home(stack, MANY)
            stack.enter_context(kithd(self.programs, home))
            floor, ours, ratio, *_ = self.pairs([*client, NEXT], self.ctl(home, "agenda"))
            self.row("2", f"kithctl agenda, a screenful of {MANY:,}", ms(floor), ms(ours), ratio, "<= 1.6", ratio <= 1.6)
            everything = self.ctl(home, "agenda", "--days", 30, "--limit", MANY)
            floor, ours, ratio, *_ = self.pairs([*client, NEXT], everything, max(5, self.runs // 10))
            self.row("2", f"kithctl agenda, {MANY:,} moments", ms(floor), ms(ours), ratio, "<= 10", ratio <= 10)

    def year(self):
        with ExitStack() as stack:
            home = self.home(stack, MANY)
            for line in self.tool("bench_agenda", home.plan, max(3, self.runs // 40)).splitlines():
                name, floor, ours, ratio, *_ = line.split("\t")
                self.row("3", f"a year of {MANY:,} items, an occurrence: {name}", ns(floor), ns(ours), float(ratio), "<= 2.5", float(ratio) <= 2.5)
        if self.has("bench_libical"):
            # It is so much slower that a tenth of the items will do; none of its costs is shared by items.
            begin = (datetime.date.today() - datetime.date(1970, 1, 1)).days + 2
            theirs = self.tool("bench_libical", "year", begin, MANY // 10).split()[0]
            self.row("3", "the same by libical", ns(floor), ns(theirs), float(theirs) / float(floor), "", True)

    def slots(self):
        others = dict(line.split("\t") for line in self.tool("bench_libical", "slots").splitlines()) if self.has("bench_libical") else {}
        results = [line.split("\t") for line in self.tool("bench_slots").splitlines()]
        for cadence, year, fifty in results:
            near, far = float(year), float(fifty)
            self.row("4", f"next slot 50 years on: {cadence}", f"{near:.0f} ns", f"{far:.0f} ns", far / near, "<= 300 ns, 1.2",
                     far <= 300 and far / near <= 1.2)
            if cadence in others:
                self.row("4", f"the same by libical: {cadence}", ns(far), ns(others[cadence]), float(others[cadence]) / far, "", True)

    def idleness(self):
        with ExitStack() as stack:
            servers = [(items, stack.enter_context(kithd(self.programs, self.home(stack, items)))) for items in (FEW, MANY)]
            for _, server in servers:
                server.settle()
            before = [server.activity() for _, server in servers]
            time.sleep(self.idle)
            for (items, server), (switches, cpu) in zip(servers, before):
                now_switches, now_cpu = server.activity()
                ours = f"{now_switches - switches} switches, {now_cpu - cpu} ns"
                self.row("5", f"idle for {self.idle} s, {items:,} items", "0", ours, "", "0, 0 ns", (now_switches, now_cpu) == (switches, cpu))

    def due(self):
        """One nudge at a time: a thousand due at once are a matter of how nudges are gathered, and are not measured here. Each start shows its
        first nudge, so what the desktop's libraries do once in a process is in it."""
        starts = max(5, self.runs // 40)
        with ExitStack() as stack:
            desktop = stack.enter_context(on_time.Desktop(self.programs))
            awake, kept, late = zip(*(on_time.lateness(self, desktop) for _ in range(starts)))
            idle, busy = zip(*(on_time.kithctl_meanwhile(self, desktop) for _ in range(starts)))
        ratio = statistics.median(ours / floor for floor, ours in zip(kept, late))
        floor, timer, ours = statistics.median(kept), statistics.median(awake), statistics.median(late)
        self.row("6", "floor: a timerfd, and with a commit", ms(timer), ms(floor), floor / timer, "", True)
        self.row("6", "due second to Notify on the bus", ms(floor), ms(ours), ratio, "<= 3", ratio <= 3)
        ratio = statistics.median(second / first for first, second in zip(idle, busy))
        self.row("6", "kithctl next meanwhile, to idle", ms(statistics.median(idle)), ms(statistics.median(busy)), ratio, "<= 2", ratio <= 2)

    def log(self):
        with ExitStack() as stack:
            _, client = self.floor_server(stack)
            home = self.home(stack, FEW)
            stack.enter_context(kithd(self.programs, home))
            echo, commit, floor_ratio, *_ = self.pairs([*client, NEXT], [*client, "commit"])
            self.row("7", "floor: the echo, and with a commit", ms(echo), ms(commit), floor_ratio, "", True)
            floor, ours, ratio, *_ = self.pairs([*client, NEXT], self.ctl(home, "log", "mum"))
            self.row("7", "kithctl log mum, on disk before the reply", ms(floor), ms(ours), ratio, "<= 2.1", ratio <= 2.1)

    def history(self):
        """A million events over twenty years, beside the latest thousand of such a life. A report looks back a year only; the index, over them all."""
        with ExitStack() as stack:
            short, long = self.home(stack, FEW), self.home(stack, FEW)
            past.make(self, short, A_MILLION // 1000, 20 * past.YEAR // 1000, FEW)
            size = past.make(self, long, A_MILLION, 20 * past.YEAR, FEW)
            facts = past.covering_index(long)
            for home in (short, long):
                stack.enter_context(kithd(self.programs, home)).settle()
            small, large, ratio, *_ = self.pairs(self.ctl(short, "today"), self.ctl(long, "today"))
            self.row("8", "kithctl today after a million events, to a thousand", ms(small), ms(large), ratio, "<= 1.1", ratio <= 1.1)
            floor, ours, ratio, *_ = self.pairs([self.programs / "floor_index", facts], self.ctl(long, "report", "--weeks", 52), max(5, self.runs // 20))
            self.row("8", "kithctl report, to an index over a million events", ms(floor), ms(ours), ratio, "<= 1.3", ratio <= 1.3)
            self.row("8", "an event in the journal", "", f"{size / A_MILLION:.1f} bytes", "", "<= 60 bytes", size <= 60 * A_MILLION)

    def steps(self):
        """What an event costs that touches one item, and what an item weighs, beside more and more of them."""
        sizes = (10, 1_000, 10_000, 100_000)
        rounds, weights = [], {}
        for _ in range(max(3, self.runs // 40)):
            costs = {}
            for items in sizes:
                for line in self.tool("bench_steps", items).splitlines():
                    name, value, *_ = line.split("\t")
                    if name == "bytes":
                        weights[items] = float(value)
                    else:
                        costs[name, items] = float(value)
            rounds.append(costs)
        for name, items in sorted(rounds[0]):
            if items == sizes[0]:
                continue
            few, many = (statistics.median(costs[name, size] for costs in rounds) for size in (sizes[0], items))
            ratio = statistics.median(costs[name, items] / costs[name, sizes[0]] for costs in rounds)
            self.row("11", f"{name} of one item among {items:,}, to {sizes[0]}", ns(few), ns(many), ratio, "<= 1.5", ratio <= 1.5)
        for fewer, items in zip(sizes, sizes[1:]):
            slope = (weights[items] - weights[fewer]) / (items - fewer)
            self.row("11", f"plan and engine, one item more up to {items:,}", "", f"{slope:.0f} bytes", "", "<= 500 bytes", slope <= 500)

    def first_answer(self, items, runs):
        """Medians of the start to the first answer: the floor's ns, ours, the ratio; and our peak memory in bytes."""
        with ExitStack() as stack:
            home, other = self.home(stack, items), self.home(stack, FEW)
            floor_socket = other.run / "floor.sock"
            floors, times, peaks = [], [], []
            for _ in range(runs):
                floor = self.tool("bench_first_answer", floor_socket, NEXT, self.programs / "floor_server", floor_socket, other.disk / "floor.db")
                ours = self.tool("bench_first_answer", home.socket, NEXT, *home.words(), self.programs / "kithd", "--console")
                floors.append(float(floor.split()[0]))
                times.append(float(ours.split()[0]))
                peaks.append(float(ours.split()[1]) * 1024)
            ratio = statistics.median(ours / floor for floor, ours in zip(floors, times))
            return statistics.median(floors), statistics.median(times), ratio, statistics.median(peaks)

    def start(self):
        floor, ours, ratio, few_peak = self.first_answer(FEW, max(5, self.runs // 5))
        self.row("9", f"first answer after the start, {FEW} items", ms(floor), ms(ours), ratio, "<= 1.3", ratio <= 1.3)
        runs = max(3, self.runs // 40)
        with ExitStack() as stack:
            home = self.home(stack, MANY)
            tree, _, _, tree_peak, nothing_peak = self.pairs([self.programs / "floor_yaml", home.plan], ["/bin/true"], runs)
        _, cold, _, peak = self.first_answer(MANY, runs)
        self.row("9", f"first answer with {MANY:,}; floor: YAML::Load", ms(tree), ms(cold), cold / tree, "<= 0.8", cold <= 0.8 * tree)
        floor, ours = (tree_peak - nothing_peak) * 1024, peak - few_peak
        self.row("9", "peak memory of the same, beyond a bare start", mb(floor), mb(ours), ours / floor, "<= 0.2", ours <= 0.2 * floor)

    def memory(self):
        shares = {}
        for items in (FEW, MANY):
            with ExitStack() as stack:
                server = stack.enter_context(kithd(self.programs, self.home(stack, items)))
                server.settle()
                shares[items] = server.pss()
        with ExitStack() as stack:
            server, _ = self.floor_server(stack)
            server.settle()
            floor = server.pss()
        self.row("10", f"PSS, {FEW} items", mb(floor), mb(shares[FEW]), shares[FEW] / floor, "<= 1.3", shares[FEW] <= 1.3 * floor)
        slope = (shares[MANY] - shares[FEW]) / (MANY - FEW)
        self.row("10", "memory for one item more", "", f"{slope:.0f} bytes", "", "<= 500 bytes", slope <= 500)

    def table(self):
        head = ("#", "work", "floor", "ours", "ratio", "goal", "")
        widths = [max(len(row[column]) for row in [head, *self.rows]) for column in range(len(head))]
        for row in [head, *self.rows]:
            print("  ".join(cell.rjust(width) if column in (0, 2, 3, 4) else cell.ljust(width)
                            for column, (cell, width) in enumerate(zip(row, widths))).rstrip())


def ms(nanoseconds):
    return f"{nanoseconds / 1e6:.2f} ms"


def ns(nanoseconds):
    return f"{float(nanoseconds):,.0f} ns"


def mb(size):
    return f"{size / 1e6:.1f} MB"


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measures kith against the floors of this machine.")
    parser.add_argument("--build", type=Path, default=Path("build/release"), help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=200, metavar="N", help="pairs of each measurement (200)")
    parser.add_argument("--idle", type=int, default=30, metavar="SECONDS", help="how long to watch an idle kithd (30)")
    parser.add_argument("--only", metavar="ROWS", help="rows of the table, as 1,7 (all)")
    given = parser.parse_args()
    bench = Bench(given.build.resolve(), given.runs, given.idle)
    rows = {"1": bench.next, "2": bench.agenda, "3": bench.year, "4": bench.slots, "5": bench.idleness, "6": bench.due, "7": bench.log,
            "8": bench.history, "9": bench.start, "10": bench.memory, "11": bench.steps}
    wanted = given.only.split(",") if given.only else list(rows)
    if unknown := [row for row in wanted if row not in rows]:
        parser.error(f"there is no row {', '.join(unknown)}; there are {', '.join(rows)}")
    for row in wanted:
        rows[row]()
    bench.table()


if __name__ == "__main__":
    main()
