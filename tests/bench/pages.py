#!/usr/bin/env python3
"""Size of the pages of the shipped scenarios, and the time of making them from their results, as a table in Markdown.

    pages.py LLMTCO PAGES_BENCH
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile

import goals
from rounds import head, row, spread

SMALL_ENOUGH, FAST_ENOUGH = 1000, 100  # kB, ms


def main(program, bench):
    scenarios = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(os.listdir(scenarios)):
            if not name.endswith(".yaml"):
                continue
            result = os.path.join(folder, "result.json")
            subprocess.run([program, "run", os.path.join(scenarios, name), "-o", result], check=True, capture_output=True)
            page = json.loads(subprocess.run([bench, result], check=True, capture_output=True, text=True).stdout)
            rows.append((page["bytes"], name.removesuffix(".yaml"), page))
    rows.sort(reverse=True)
    print("## Pages\n\n`--format html` of the shipped scenarios, from a result that is there: processor time of the rendering alone.\n")
    head("scenario", "options", "months", "page, kB", "rendering, ms")
    for size, name, page in rows:
        row(name, page["options"], page["months"], f"{size / 1e3:.0f}", spread(page["ms"]))
    slowest = max((page["ms"] for _, _, page in rows), key=statistics.median)
    small = goals.verdict("the largest page of a shipped scenario", [rows[0][0] / 1e3], SMALL_ENOUGH, " kB")
    fast = goals.verdict("rendering the slowest page of a shipped scenario", slowest, FAST_ENOUGH, " ms")
    print(f"\nThe largest has {rows[0][0] / 1e3:.0f} kB (goal {small}), the slowest takes {spread(slowest)} ms (goal {fast}).")


if __name__ == "__main__":
    main(*sys.argv[1:])
