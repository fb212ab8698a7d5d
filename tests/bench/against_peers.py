#!/usr/bin/env python3
"""The model of peers.yaml in llmtco, numpy, GSL and Squiggle, as Markdown: against_peers.py BUILD [ROUNDS]

In each round every contestant runs once with the fewer draws of a table and once with the more. As a whole process: times of
the longer run. By slope: the time between the two by the draws between them, which leaves out start, reading and tables.
Processor time, for waiting for a core says nothing about a program.
"""
import json
import shutil
import sys
from pathlib import Path

import goals
from rounds import Contestant, head, middle, ratios, row, spread, take_turns

HERE = Path(__file__).resolve().parent
K, M = 1 << 10, 1 << 20  # whole plans (lib/random/sampling_plan.h)
OURS, PLAIN, LIMIT = "llmtco", "llmtco, plain draws", "limit"


class Peers:
    """Commands by name, which end where a number of draws is to stand."""

    def __init__(self, build):
        ours = [build / "app/llmtco", "run", HERE / "peers.yaml", "--threads", "1", "--format", "json", "--draws"]
        numpy = [sys.executable, HERE / "peers.py"]
        self.commands = {OURS: ours, PLAIN: ours[:2] + ["--sampling", "plain"] + ours[2:],
                         "numpy, 16k chunks": numpy + ["chunks"], "numpy, whole arrays": numpy + ["whole"],
                         "GSL": [build / "tests/bench/peers_gsl"], LIMIT: [build / "tests/bench/limit/peers_limit"]}
        squiggle = build / "tests/bench/squiggle"
        if (squiggle / "key").exists():
            self.commands["Squiggle"] = [shutil.which("node") or "nodejs", squiggle / "peers.mjs"]
        else:
            print("Squiggle is not among them: node, npm or its packages were not to be had.\n")

    def take(self, names, draws):
        """numpy without waiting threads of its linear algebra, which nothing here uses."""
        return [Contestant(name, self.commands[name] + [draws], {"OPENBLAS_NUM_THREADS": "1"}) for name in names
                if name in self.commands]


def monthly_costs(answer):
    """Mean, P5, P50, P95 of each option."""
    data = json.loads(answer)
    options = data.get("options", data)
    costs = {name: each.get("monthly_cost_usd", each) for name, each in options.items()}
    return {name: [each[key] for key in ("mean", "p5", "p50", "p95")] for name, each in costs.items()}


def print_answers(contestants, tolerance):
    """They draw other numbers: means and quantiles agree within sampling error, or the script ends."""
    first = monthly_costs(contestants[0].answer)
    head("", *(f"{name}: mean, P5, P50, P95" for name in first))
    for each in contestants:
        costs = monthly_costs(each.answer)
        row(each.name, *(", ".join(f"{number:.1f}" for number in numbers) for numbers in costs.values()))
        for name, numbers in costs.items():
            if any(abs(a / b - 1) > tolerance for a, b in zip(first[name], numbers)):
                sys.exit(f"{each.name}: {name} is {numbers}, {contestants[0].name} says {first[name]}")
    print()


def slopes(short, long, draws):
    """Nanoseconds a further draw, of each round."""
    return [1e6 * (b - a) / (draws[1] - draws[0]) for a, b in zip(short.processor, long.processor)]


def print_times(short, long, draws, wanted):
    """`wanted`: the goal of some as whole processes."""
    ours, ours_slope = long[0], slopes(short[0], long[0], draws)
    head("", "processor time, ms", "ns a draw", "wall, ms", "peak, MB", "llmtco is faster by", "goal", "ns a further draw",
         "llmtco is faster by")
    for before, each in zip(short, long):
        times, further = ratios(each.processor, ours.processor), slopes(before, each, draws)
        goal = goals.verdict(f"{draws[1]:,} draws, times faster than {each.name}", times, wanted[each.name],
                             at_least=True) if each.name in wanted else ""
        row(each.name, spread(each.processor), spread([1e6 * t / draws[1] for t in each.processor]),
            f"{middle(each.wall)[0]:,.0f}", f"{middle(each.memory)[0]:,.0f}", "" if each is ours else spread(times), goal,
            spread(further), "" if each is ours else spread(ratios(further, ours_slope)))


def print_limit(short, long, limit, draws, wanted):
    """`wanted`: goals of the time of a draw, in ns, and of its ratio to the limit; of the run with more draws, or None."""
    told = [json.loads(ran.answer) for ran in limit.runs]
    least, whole = [each["ns_per_draw"] for each in told], [1e6 * t / draws[1] for t in long[0].processor]
    print()
    head(f"one thread, {draws[1]:,} draws", "ns a draw", "goal", "over the limit", "goal")
    row(f"limit: all of a draw in registers ({told[0]['isa']}), in cache, no summary, no start", spread(least), "", "", "")
    for name, values in (("llmtco, whole process", whole), ("llmtco, a further draw", slopes(short[0], long[0], draws))):
        over, cells = ratios(values, least), ["", ""]
        if wanted and values is whole:
            cells = [goals.verdict(f"{draws[1]:,} draws, one thread, time a draw", values, wanted[0], " ns"),
                     goals.verdict(f"{draws[1]:,} draws, over the fused limit", over, wanted[1])]
        row(name, spread(values), cells[0], spread(over), cells[1])


def compare(peers, names, draws, rounds, wanted, of_limit=None):
    fewer, more = peers.take(names, draws[0]), peers.take(names, draws[1])
    limit = peers.take([LIMIT], draws[1])
    take_turns(fewer + more + limit, rounds)
    print_answers(more + limit, 0.01)
    print_times(fewer, more, draws, wanted)
    print_limit(fewer, more, limit[0], draws, of_limit)


def short_runs(peers, names, rounds):
    by_draws = {draws: peers.take(names, draws) for draws in (10_000, 100_000)}
    take_turns([each for taken in by_draws.values() for each in taken], rounds)
    head("whole process", *(cell for draws in by_draws for cell in (f"{draws:,} draws: ms", "llmtco is faster by", "mean of api")))
    for at, first in enumerate(by_draws[10_000]):
        cells = []
        for taken in by_draws.values():
            times = "" if at == 0 else spread(ratios(taken[at].processor, taken[0].processor))
            cells += [spread(taken[at].processor), times, f"{monthly_costs(taken[at].answer)['api'][0]:.0f}"]
        row(first.name, *cells)


def main():
    build, rounds = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print("## One model, one thread, 1,048,576 draws\n")
    peers = Peers(build)
    all_peers = [OURS, PLAIN, "numpy, 16k chunks", "numpy, whole arrays", "GSL", "Squiggle"]
    print("A further draw: between 262,144 and 1,048,576.\n")
    compare(peers, all_peers, (256 * K, M), rounds, {"numpy, 16k chunks": 7, "GSL": 6, "Squiggle": 75}, (42, 1.5))
    print("\n## The same, 10,485,760 draws\n")
    fewer = min(rounds, max(3, rounds // 2))
    print(f"Without Squiggle, which would take 40 s a run; rounds: {fewer}. A further draw: between 1,048,576 and 10,485,760.\n")
    compare(peers, all_peers[:-1], (M, 10 * M), fewer, {"numpy, whole arrays": 8})
    print("\n## The same, few draws\n")
    short_runs(peers, all_peers, rounds)


if __name__ == "__main__":
    main()
