#!/usr/bin/env python3
"""What a request costs in memory, and a day of a hundred replicas, both by the simulator alone, as Markdown.

    tests/bench/serving_size.py SERVING_ONCE [ROUNDS]

Memory of a request is the slope of the peak between one and two million requests, so that the program itself is left out;
it holds the load and what came of it.
"""
import json
import statistics
import subprocess
import sys

MILLION = 1_000_000


def drawn(once, requests, replicas, rate):
    done = subprocess.run([once, "drawn", str(requests), str(replicas), str(rate)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def verdict(value, goal):
    return f"{goal}: {'met' if value < goal else 'MISSED'}"


once, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
print("| | | goal |\n|---|---|---|")
one, two = (statistics.median(drawn(once, n * MILLION, 1, 12)["peak_bytes"] for _ in range(rounds)) for n in (1, 2))
slope = (two - one) / MILLION
print(f"| peak memory, 1 M and 2 M requests on one replica, MB | {one / 1e6:.0f}, {two / 1e6:.0f} | |")
print(f"| bytes a request | {slope:.0f} | {verdict(slope, 200)} |")
day = [drawn(once, 10 * MILLION, 100, 10 * MILLION / 86400) for _ in range(rounds)]
seconds = statistics.median(d["seconds"] for d in day)
print(f"| a day of 100 replicas, 10 M requests: processor time, s (least of {rounds}: {min(d['seconds'] for d in day):.2f}) | "
      f"{seconds:.2f} | {verdict(seconds, 10)} |")
print(f"| its steps, and the events they were taken as, M | {day[0]['steps'] / 1e6:,.0f}, {day[0]['events'] / 1e6:.1f} | |")
print(f"| its peak memory, MB | {day[0]['peak_bytes'] / 1e6:.0f} | |")
