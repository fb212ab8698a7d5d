#!/usr/bin/env python3
"""What a request costs in memory, and a day of a hundred replicas, both by the simulator alone, as Markdown.

    tests/bench/serving_size.py SERVING_ONCE [ROUNDS]

Memory of a request is the slope of the peak between one and two million requests, so that the program itself is left out;
it holds the load and what came of it.
"""
import json
import subprocess
import sys

import goals
from rounds import head, row, spread

MILLION = 1_000_000


def drawn(once, requests, replicas, rate):
    done = subprocess.run([once, "drawn", str(requests), str(replicas), str(rate)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


once, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
print("## Memory of a request, a day of a hundred replicas\n")
head("", "", "goal")
one, two = ([drawn(once, n * MILLION, 1, 12)["peak_bytes"] for _ in range(rounds)] for n in (1, 2))
slope = [(b - a) / MILLION for a, b in zip(one, two)]
row("peak memory, 1 M and 2 M requests on one replica, MB", ", ".join(spread([peak / 1e6 for peak in peaks]) for peaks in (one, two)), "")
row("bytes a request", spread(slope), goals.verdict("memory of a simulated request", slope, 200, " bytes"))
day = [drawn(once, 10 * MILLION, 100, 10 * MILLION / 86400) for _ in range(rounds)]
seconds = [each["seconds"] for each in day]
row("a day of 100 replicas, 10 M requests: processor time, s", spread(seconds),
    goals.verdict("a day of 100 replicas, 10 M requests", seconds, 10, " s"))
row("its steps, and the events they were taken as, M", f"{day[0]['steps'] / 1e6:,.0f}, {day[0]['events'] / 1e6:.1f}", "")
row("its peak memory, MB", spread([each["peak_bytes"] / 1e6 for each in day]), "")
