#!/usr/bin/env python3
"""Times `llmtco run` of ten options over 36 months with 10,000 draws (bill.yaml) as whole processes and prints a Markdown
table: bill.py LLMTCO [ROUNDS]"""
import pathlib
import sys

import goals
from rounds import Contestant, head, row, spread, take_turns

SCENARIO = str(pathlib.Path(__file__).parent / "bill.yaml")
FORMS = {"the first screen": [], "`--timeline`": ["--timeline"], "`--format json`": ["--format", "json"]}
GOAL = 1000  # ms of wall time on two cores


def main():
    llmtco, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print("## Ten options over 36 months, 10,000 draws\n")
    print("Every kind of contract, energy, finance, business, consequences of wrong answers; a reservation whose count is "
          "searched for. Two threads.\n")
    run = [llmtco, "run", SCENARIO, "--draws", "10000", "--threads", "2"]
    measured = take_turns([Contestant(name, [*run, *flags]) for name, flags in FORMS.items()], rounds)
    head("", "wall, ms", "processor time, ms", "peak, MB", "goal")
    for each in measured:
        row(each.name, spread(each.wall), spread(each.processor), spread(each.memory),
            goals.verdict(f"ten options over 36 months: {each.name}", each.wall, GOAL, " ms"))


if __name__ == "__main__":
    main()
