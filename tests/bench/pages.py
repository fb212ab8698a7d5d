#!/usr/bin/env python3
"""Size of the pages of the shipped scenarios, and the time of making them from their results, as a table in Markdown.

    pages.py LLMTCO PAGES_BENCH
"""
import json
import os
import subprocess
import sys
import tempfile

SMALL_ENOUGH, FAST_ENOUGH = 1_000_000, 0.1  # bytes, seconds


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
    print("`--format html` of the shipped scenarios, from a result that is there: processor time of the rendering alone, the\n"
          "least of many times.\n")
    print("| scenario | options | months | page, kB | rendering, ms |\n|---|---|---|---|---|")
    for _, name, page in rows:
        print(f"| {name} | {page['options']} | {page['months']} | {page['bytes'] / 1e3:.0f} | {1e3 * page['seconds']:.2f} |")
    largest, slowest = rows[0][0], max(page["seconds"] for _, _, page in rows)
    met = "met" if largest < SMALL_ENOUGH and slowest < FAST_ENOUGH else "missed"
    print(f"\nThe largest has {largest / 1e3:.0f} kB, the slowest takes {1e3 * slowest:.1f} ms; goal 1 MB and 100 ms: {met}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
