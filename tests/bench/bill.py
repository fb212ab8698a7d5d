#!/usr/bin/env python3
"""Times `llmtco run` of ten options over 36 months with 10,000 draws (bill.yaml) as whole processes and prints a Markdown
table: bill.py LLMTCO [ROUNDS]"""
import pathlib
import sys

import whole_process

SCENARIO = str(pathlib.Path(__file__).parent / "bill.yaml")
FORMS = {"the first screen": [], "`--timeline`": ["--timeline"], "`--format json`": ["--format", "json"]}
GOAL = 1000  # ms of wall time on two cores


def main():
    llmtco, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print("Every kind of contract, energy, finance, business, consequences of wrong answers; a reservation whose count is "
          "searched for. Two threads.\n")
    print("| | wall, ms | processor time, ms | peak memory, MB | goal |\n|---|---|---|---|---|")
    for name, flags in FORMS.items():
        wall, processor, memory = whole_process.medians([llmtco, "run", SCENARIO, "--draws", "10000", *flags], rounds)
        met = "met" if wall < GOAL else "missed"
        print(f"| {name} | {wall:.0f} | {processor:.0f} | {memory:.0f} | {GOAL}: {met} |")


if __name__ == "__main__":
    main()
