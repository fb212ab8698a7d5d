#!/usr/bin/env python3
"""Runs llmtco and its peers in turns and prints what they took as Markdown: compare.py LLMTCO PEERS_GSL NUMERICS [ROUNDS]

Every figure is of a whole process, from fork to exit. In each round every contestant of a table runs once, in an order that
turns; a ratio is taken within a round, and the median of the rounds is printed. On a busy machine waiting for a core says
nothing about a program, so one-thread ratios are of processor time (user and system); wall time stands beside it.
"""
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import whole_process

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MILLION, TEN_MILLION = 1 << 20, 10 << 20  # whole plans (lib/random/sampling_plan.h)


@dataclass
class Contestant:
    name: str
    command: list
    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    peak: list = field(default_factory=list)
    answer: str = ""

    def run(self):
        ran = whole_process.run(self.command, cwd=ROOT)
        self.wall.append(ran.wall / 1000)
        self.cpu.append(ran.processor / 1000)
        self.peak.append(ran.memory)
        self.answer = ran.answer


def run_in_turns(contestants, rounds):
    for each in contestants:  # files into the cache
        each.run()
        each.wall, each.cpu, each.peak = [], [], []
    for turn in range(rounds):
        start = turn % len(contestants)
        for each in contestants[start:] + contestants[:start]:
            each.run()


def ratio(over, under):
    """Median of the rounds, with the smallest and largest."""
    ratios = sorted(a / b for a, b in zip(over, under))
    return statistics.median(ratios), ratios[0], ratios[-1]


def verdict(value, goal):
    return "met" if value >= goal else "**missed**"


def monthly_costs(answer):
    """Mean, P5, P50, P95 of each option, from either form of JSON."""
    data = json.loads(answer)
    options = {name: each["monthly_cost_usd"] for name, each in data["options"].items()} if "options" in data else data
    return {name: [each[key] for key in ("mean", "p5", "p50", "p95")] for name, each in options.items()}


def check_same_answer(contestants, tolerance):
    """The peers draw other numbers: means and quantiles agree within sampling error."""
    first = monthly_costs(contestants[0].answer)
    for other in contestants[1:]:
        for name, numbers in monthly_costs(other.answer).items():
            for a, b in zip(first[name], numbers):
                if abs(a / b - 1) > tolerance:
                    sys.exit(f"{other.name}: {name} is {b}, {contestants[0].name} says {a}")


def print_answers(contestants):
    print("| | " + " | ".join(f"{name}: mean, P5, P50, P95" for name in monthly_costs(contestants[0].answer)) + " |")
    print("|---" * 4 + "|")
    for each in contestants:
        cells = [", ".join(f"{x:.1f}" for x in numbers) for numbers in monthly_costs(each.answer).values()]
        print(f"| {each.name} | " + " | ".join(cells) + " |")


def print_times(contestants, draws, goals):
    print("\n| | processor time, ms | ns a draw | wall, ms | peak memory, MB | llmtco is faster by | goal |")
    print("|---|---|---|---|---|---|---|")
    ours = contestants[0]
    for each in contestants:
        cpu = statistics.median(each.cpu)
        row = [each.name, f"{cpu * 1e3:.0f}", f"{cpu * 1e9 / draws:.0f}", f"{statistics.median(each.wall) * 1e3:.0f}"]
        row.append(f"{statistics.median(each.peak):.0f}")
        if each is ours:
            row += ["", ""]
        else:
            middle, low, high = ratio(each.cpu, ours.cpu)
            goal = goals.get(each.name)
            row.append(f"{middle:.1f} ({low:.1f} to {high:.1f})")
            row.append(f"{goal}: {verdict(middle, goal)}" if goal else "")
        print("| " + " | ".join(row) + " |")


def against_peers(llmtco, gsl, draws, rounds, peers, goals):
    wanted = {"numpy, 16k chunks": [sys.executable, str(HERE / "peers.py"), "chunks", str(draws)],
              "numpy, whole arrays": [sys.executable, str(HERE / "peers.py"), "whole", str(draws)],
              "GSL 2.7": [gsl, str(draws)]}
    scenario = str(HERE / "peers.yaml")
    ours = [llmtco, "run", scenario, "--draws", str(draws), "--threads", "1", "--format", "json"]
    contestants = [Contestant("llmtco, 1 thread", ours)] + [Contestant(name, wanted[name]) for name in peers]
    contestants.append(Contestant("llmtco, 1 thread, plain draws", ours + ["--sampling", "plain"]))
    run_in_turns(contestants, rounds)
    check_same_answer(contestants, 0.01)
    print_answers(contestants)
    print_times(contestants, draws, goals)


def threads(llmtco, rounds):
    scenario = str(HERE / "peers.yaml")
    contestants = [
        Contestant(f"{n} thread{'s' if n > 1 else ''}",
                   [llmtco, "run", scenario, "--draws", str(TEN_MILLION), "--threads", str(n), "--format", "json"])
        for n in (1, 2)]
    run_in_turns(contestants, rounds)
    if contestants[0].answer != contestants[1].answer:
        sys.exit("the answer depends on the number of threads")
    one, two = contestants
    wall, _, highest = ratio(one.wall, two.wall)
    work, _, _ = ratio(two.cpu, one.cpu)
    print("| | wall, ms | processor time, ms |\n|---|---|---|")
    for each in contestants:
        print(f"| {each.name} | {statistics.median(each.wall) * 1e3:.0f} | {statistics.median(each.cpu) * 1e3:.0f} |")
    print(f"\nTwo threads are faster by {wall:.2f} (median of the rounds, best {highest:.2f}; goal 1.8: {verdict(wall, 1.8)}) and "
          f"take {work:.2f} times the processor time. The two answers are the same bytes.")


def short_commands(llmtco, rounds):
    def what_if(name, change):
        return ["what-if", f"scenarios/{name}.yaml", "--set", change, "--draws", "10000", "--format", "json"]

    commands = [("llmtco --version", ["--version"], 10),
                ("llmtco catalog show llama-3.1-8b", ["catalog", "show", "llama-3.1-8b"], 10),
                ("what-if, five options, 10,000 draws: support-agent", what_if("support-agent", "workload.cases.requests=250k/month"), 25),
                ("what-if, five options, 10,000 draws: bulk-classification", what_if("bulk-classification", "horizon=24 months"), 25),
                ("what-if, eleven options, 10,000 draws: article", what_if("article", "workload.queries.requests=20M/month"), None)]
    contestants = [Contestant(name, [llmtco] + arguments) for name, arguments, _ in commands]
    run_in_turns(contestants, rounds)
    print("| whole process | processor time, ms | wall, ms: least, median | goal, ms |\n|---|---|---|---|")
    for each, (_, _, goal) in zip(contestants, commands):
        cpu, wall = statistics.median(each.cpu) * 1e3, statistics.median(each.wall) * 1e3
        print(f"| {each.name} | {cpu:.1f} | {min(each.wall) * 1e3:.1f}, {wall:.1f} | {f'{goal}: {verdict(goal, min(each.wall) * 1e3)}' if goal else ''} |")


def print_conditions(rounds):
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    numpy = subprocess.run([sys.executable, "-c", "import numpy; print(numpy.__version__)"], capture_output=True, text=True)
    print(f"Measured on {time.strftime('%-d %B %Y')}: {model}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}, {compiler}, "
          f"-O3, numpy {numpy.stdout.strip()}; load average {os.getloadavg()[0]:.1f} at the start; medians of {rounds} rounds.\n")


def main():
    llmtco, gsl, numerics = (str(Path(argument).resolve()) for argument in sys.argv[1:4])
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 7
    print_conditions(rounds)
    print("## One model, one thread, 1,048,576 draws\n")
    against_peers(llmtco, gsl, MILLION, rounds, ["numpy, 16k chunks", "numpy, whole arrays", "GSL 2.7"],
                  {"numpy, 16k chunks": 4, "GSL 2.7": 4})
    print("\n## The same, 10,485,760 draws\n")
    against_peers(llmtco, gsl, TEN_MILLION, max(5, rounds // 2), ["numpy, whole arrays", "numpy, 16k chunks"], {"numpy, whole arrays": 8})
    print("\n## Two threads, 10,485,760 draws\n")
    threads(llmtco, rounds)
    print("\n## Answers before the finger leaves the key\n")
    short_commands(llmtco, 4 * rounds + 1)
    print("\n## Numeric floors\n")
    sys.stdout.flush()
    subprocess.run([numerics], check=True)
    print(f"\nLoad average at the end: {os.getloadavg()[0]:.1f}.")


main()
