#!/usr/bin/env python3
"""Short commands as whole processes in turns, as Markdown: commands.py LLMTCO [ROUNDS]

What a finger waits for is wall time; processor time stands beside it, since other programs may have been running.
"""
import sys
from pathlib import Path

import goals
from rounds import Contestant, head, middle, row, spread, take_turns

WHAT_IF = [("starter", "variables.demand=1.5M/month", 7), ("support-agent", "workload.cases.requests=250k/month", 9),
           ("bulk-classification", "horizon=24 months", 9), ("rag-search", "options.gpt-6-luna.cache.hit_rate=50%", 12),
           ("article", "workload.queries.requests=20M/month", 14)]


def commands(llmtco):
    """Name, command, goal in ms."""
    yield "an empty process, `/bin/true`", ["/bin/true"], None
    yield "`--version`", [llmtco, "--version"], 2.5
    yield "`catalog show llama-3.1-8b`", [llmtco, "catalog", "show", "llama-3.1-8b"], 3.5
    yield "`validate article`", [llmtco, "validate", "article"], 8
    for scenario, change, goal in WHAT_IF:
        yield (f"`what-if {scenario} --set {change}`",
               [llmtco, "what-if", scenario, "--set", change, "--draws", "10000", "--threads", "2"], goal)


def main():
    llmtco, rounds = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 29
    print("## Answers before the finger leaves the key\n")
    print("`what-if` with 10,000 draws and two threads; surfaces of fleets were kept by an earlier run.\n")
    wanted = list(commands(llmtco))
    measured = take_turns([Contestant(name, command) for name, command, _ in wanted], rounds)
    head("whole process", "wall, ms", "goal", "processor time, ms", "peak, MB")
    for each, (name, _, goal) in zip(measured, wanted):
        judged = goals.verdict(name, each.wall, goal, " ms") if goal else ""
        row(name, spread(each.wall), judged, spread(each.processor), f"{middle(each.memory)[0]:.0f}")


if __name__ == "__main__":
    main()
