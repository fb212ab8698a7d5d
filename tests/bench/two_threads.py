#!/usr/bin/env python3
"""Two threads against one, whole processes in turns, as Markdown: two_threads.py LLMTCO [ROUNDS]"""
import sys
from pathlib import Path

import goals
from rounds import Contestant, head, middle, ratios, row, spread, take_turns

PEERS = Path(__file__).resolve().parent / "peers.yaml"
WORK = [("support-agent", "support-agent", 65_536, 1.8), ("peers.yaml", PEERS, 1 << 20, None), ("peers.yaml", PEERS, 10 << 20, 1.9),
        ("support-agent", "support-agent", 1 << 20, None)]


def main():
    llmtco, rounds = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print("## Two threads\n")
    head("`run --format json`", "one thread: wall, ms", "two threads: wall, ms", "faster by", "goal", "processor time, times that of one")
    for name, scenario, draws, goal in WORK:
        command = [llmtco, "run", scenario, "--draws", draws, "--format", "json", "--threads"]
        one, two = take_turns([Contestant(str(n), command + [n]) for n in (1, 2)], rounds)
        if one.answer != two.answer:
            sys.exit(f"{name}: the answer depends on the number of threads")
        faster = ratios(one.wall, two.wall)
        judged = goals.verdict(f"two threads over one, {name}, {draws:,} draws", faster, goal, at_least=True) if goal else ""
        row(f"{name}, {draws:,} draws", spread(one.wall), spread(two.wall), spread(faster), judged,
            f"{middle(ratios(two.processor, one.processor))[0]:.2f}")
    print("\nBoth answers are the same bytes.")


if __name__ == "__main__":
    main()
