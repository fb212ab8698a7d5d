#!/usr/bin/env python3
"""Measures sections of docs/benchmarks.md and writes them anew, each in its place; the others stay: page.py [ROUNDS] [SECTION...]

A section is what its commands print, and below it when, where and beside what else it was measured. Goals that they judge
(goals.py) make the table at the top; those of sections that were not measured again stay there too.
"""
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from whole_process import BUILD, ROOT

HERE = Path(__file__).resolve().parent
PAGE = ROOT / "docs/benchmarks.md"
LLMTCO, TESTS = BUILD / "app/llmtco", BUILD / "tests/bench"
GOALS_HEAD = "| section | work | goal | median, and the middle half of the rounds | |\n|---|---|---|---|---|\n"


class Section(NamedTuple):
    rounds: int  # of each contestant; 0 where its text says how often
    commands: list  # none: what measures it is not there


def sections(rounds):
    """By name, in the order of the page."""

    def script(name, *arguments):
        return [sys.executable, HERE / name, *arguments]

    few = min(rounds, 3)
    products = HERE / "products.py"
    return {
        "peers": Section(rounds, [script("against_peers.py", BUILD, rounds)]),
        "threads": Section(rounds, [script("two_threads.py", LLMTCO, rounds)]),
        "commands": Section(4 * rounds + 1, [script("commands.py", LLMTCO, 4 * rounds + 1)]),
        "runs": Section(2 * rounds + 1, [script("runs.py", LLMTCO, 2 * rounds + 1)]),
        "products": Section(few, [script(products.name, LLMTCO, few)] if products.exists() else []),
        "numerics": Section(0, [[TESTS / "numerics_bench"]]),
        "predict": Section(rounds, [script("predict.py", LLMTCO, rounds)]),
        "bill": Section(rounds, [script("bill.py", LLMTCO, rounds)]),
        "route": Section(rounds, [script("route.py", LLMTCO, rounds)]),
        "pages": Section(0, [script("pages.py", LLMTCO, TESTS / "pages_bench")]),
        "serving": Section(few, [[TESTS / "serving_bench", 300_000],
                                 script("simulate_simpy.py", LLMTCO, TESTS / "serving_once", 20_000, few),
                                 script("serving_size.py", TESTS / "serving_once", few)]),
        "inside": Section(few, [script("inside.py", LLMTCO, few)]),
    }


def machine():
    """Processor, system and compiler."""
    told = dict(re.split(r"\s*:\s*", line, maxsplit=1) for line in Path("/proc/cpuinfo").read_text().split("\n\n")[0].splitlines()
                if ":" in line)
    name = told.get("model name", platform.machine())
    if "cpu family" in told:
        name += f" (family {told['cpu family']}, model {told['model']})"
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    return f"{name}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}, {compiler}"


class Load:
    """What other programs take while ours run."""

    def __init__(self):
        self.begin, self.before = time.monotonic(), os.getloadavg()[0]
        self.busy, self.ours = self.machine_seconds(), self.our_seconds()

    @staticmethod
    def machine_seconds():
        """Busy on all cores, with what the host took away."""
        user, nice, system, _, _, interrupts, soft, stolen = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
        return (user + nice + system + interrupts + soft + stolen) / os.sysconf("SC_CLK_TCK")

    @staticmethod
    def our_seconds():
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(each.ru_utime + each.ru_stime for each in used)

    def text(self):
        seconds = time.monotonic() - self.begin
        others = (self.machine_seconds() - self.busy) - (self.our_seconds() - self.ours)
        return (f"load average {self.before:.1f} before and {os.getloadavg()[0]:.1f} after; other programs used "
                f"{max(0, 100 * others / seconds):.0f} % of a core")


def measure(name, section, cache):
    """Text of the section, and the goals judged in it."""
    load = Load()
    texts = []
    with tempfile.NamedTemporaryFile("r") as told:
        for command in section.commands:
            environment = {**os.environ, "LLMTCO_BENCH_GOALS": told.name, "LLMTCO_CACHE": cache}
            done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, env=environment)
            if done.returncode not in (0, 77):  # 77: a peer is not there, which the text says
                sys.exit(f"{name}: {' '.join(map(str, command))} ended with {done.returncode}")
            texts.append(done.stdout.strip())
        goals = [json.loads(line) for line in told]
    rows = [f"| {name} | {goal['work']} | {goal['goal']} | {goal['measured']} | {goal['verdict']} |" for goal in goals]
    when = time.strftime("%-d %B %Y") + (f", rounds: {section.rounds}" if section.rounds else "")
    return "\n\n".join(texts) + f"\n\nMeasured on {when}; {machine()}; {load.text()}.\n", rows


def read_page(names):
    """Texts of the sections and rows of the goals, by section, as the page has them."""
    parts = re.split(r"^<!-- section: (\w+) -->\n", PAGE.read_text(encoding="utf-8"), flags=re.M) if PAGE.exists() else [""]
    texts = {name: text.strip() + "\n" for name, text in zip(parts[1::2], parts[2::2]) if name in names}
    rows = {name: [line for line in parts[0].splitlines() if line.startswith(f"| {name} |")] for name in texts}
    return texts, rows


def write_page(names, texts, rows):
    there = [name for name in names if name in texts]
    table = "".join(row + "\n" for name in there for row in rows.get(name, []))
    page = (HERE / "introduction.md").read_text(encoding="utf-8").strip() + "\n\n" + GOALS_HEAD + table
    page += "".join(f"\n<!-- section: {name} -->\n{texts[name]}" for name in there)
    PAGE.write_text(page, encoding="utf-8")


def main():
    arguments = sys.argv[1:]
    rounds = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 7
    everything = sections(rounds)
    unknown = [name for name in arguments if name not in everything]
    if unknown:
        sys.exit(f"no section {', '.join(unknown)}; there are {', '.join(everything)}")
    with tempfile.TemporaryDirectory() as cache:
        for name in arguments or everything:
            if not everything[name].commands:
                print(f"{name}: nothing measures it here", file=sys.stderr)
                continue
            begin = time.monotonic()
            text, found = measure(name, everything[name], cache)
            texts, rows = read_page(everything)
            texts[name], rows[name] = text, found
            write_page(everything, texts, rows)
            print(f"{name}: {time.monotonic() - begin:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
