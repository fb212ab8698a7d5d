#!/usr/bin/env python3
"""Times `llmtco run` of ten options over 36 months with 10,000 draws (bill.yaml) as whole processes and prints a Markdown
table: bill.py LLMTCO [ROUNDS]"""
import os
import pathlib
import statistics
import subprocess
import sys
import time

SCENARIO = str(pathlib.Path(__file__).parent / "bill.yaml")
FORMS = {"the first screen": [], "`--timeline`": ["--timeline"], "`--format json`": ["--format", "json"]}
GOAL = 1000  # ms of wall time on two cores


def run(command):
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} failed")
    return 1000 * wall, 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024


def main():
    llmtco, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print("Every kind of contract, energy, finance, business, consequences of wrong answers; a reservation whose count is "
          "searched for. Two threads.\n")
    print("| | wall, ms | processor time, ms | peak memory, MB | goal |\n|---|---|---|---|---|")
    for name, flags in FORMS.items():
        figures = [run([llmtco, "run", SCENARIO, "--draws", "10000", *flags]) for _ in range(rounds)]
        wall, processor, memory = (statistics.median(column) for column in zip(*figures))
        met = "met" if wall < GOAL else "missed"
        print(f"| {name} | {wall:.0f} | {processor:.0f} | {memory:.0f} | {GOAL}: {met} |")


if __name__ == "__main__":
    main()
