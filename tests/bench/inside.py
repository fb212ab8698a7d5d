#!/usr/bin/env python3
"""Runs that simulate their fleets, as whole processes on two threads in turns, as Markdown: inside.py LLMTCO [ROUNDS]"""
import sys
import tempfile
from pathlib import Path

import goals
from rounds import Contestant, head, row, spread, take_turns

FLEETS = Path(__file__).resolve().parent / "fleets.yaml"
SHIPPED = ["article", "support-agent", "rag-search", "code-assistant", "regulated-summarization", "bulk-classification"]
KEEPS_NOTHING = {"LLMTCO_CACHE": "off"}


def seconds(values):
    return spread([ms / 1e3 for ms in values])


def main():
    llmtco, rounds = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print("## Simulations inside a run\n\nTwo threads, five fleets above half load (`tests/bench/fleets.yaml`), nothing kept.\n")
    run = [llmtco, "run", FLEETS, "--threads", 2]
    exact, surface = take_turns([Contestant("exact", run + ["--latency", "exact", "--draws", 1024], KEEPS_NOTHING),
                                 Contestant("surface", run + ["--latency", "surface", "--draws", 16384], KEEPS_NOTHING)], rounds)
    head("", "wall, s", "processor time, s", "goal")
    judged = goals.verdict("five fleets, every draw simulated: 10.5 M requests", [ms / 1e3 for ms in exact.wall], 2.5, " s")
    row("`--latency exact`, 1,024 draws, 2,048 requests each: 10.5 M requests", seconds(exact.wall), seconds(exact.processor), judged)
    row("`--latency surface`, 16,384 draws", seconds(surface.wall), seconds(surface.processor), "")

    print("\nOf the shipped scenarios, runs that keep nothing, as the first does, and later ones, for which surfaces are kept:\n")
    with tempfile.TemporaryDirectory() as kept:
        first = [Contestant(name, [llmtco, "run", name, "--threads", 2], KEEPS_NOTHING) for name in SHIPPED]
        later = [Contestant(name, each.command, {"LLMTCO_CACHE": kept}) for name, each in zip(SHIPPED, first)]
        take_turns(first + later, rounds)
    head("scenario", "first: wall, s", "later: wall, s")
    for once, again in zip(first, later):
        row(once.name, seconds(once.wall), seconds(again.wall))


if __name__ == "__main__":
    main()
