#!/usr/bin/env python3
"""Times `llmtco run` of many options times many classes with 10,000 draws as whole processes and prints a Markdown table:
products.py LLMTCO [ROUNDS]; products.py --print OPTIONS CLASSES [--speed] prints the scenario alone.

Every option is an endpoint that bills each class in lines of its own, whose amounts are drawn; with a speed, six times of
each class are drawn as well. One thread."""
import pathlib
import sys
import tempfile

import goals
from rounds import Contestant, head, row, spread, take_turns

SIZES = [(10, 10, False), (40, 40, False), (100, 100, False), (40, 40, True)]
ENDPOINTS = ["openai/gpt-6-luna", "anthropic/claude-sonnet-5-5"]
GOAL_MS, GOAL_MB = 2000, 200  # of 100 x 100


def scenario(options, classes, with_speed):
    lines = [f"scenario: {options} options, {classes} classes", "as_of: 2026-11-25", "horizon: 1 months", "workload:"]
    for c in range(classes):
        lines.append(f"  class{c}: {{requests: {10 + c}k to {14 + c}k/month, input_tokens: {700 + 20 * c}, "
                     f"output_tokens: {150 + 2 * c}}}")
    lines.append("options:")
    for o in range(options):
        speed = (f", speed: {{ttft: {0.5 + 0.01 * o:.2f} s to {1.0 + 0.01 * o:.2f} s, "
                 f"tokens_per_second: {50 + o} to {80 + o} tokens/s}}") if with_speed else ""
        lines.append(f"  option{o}: {{kind: api, endpoint: {ENDPOINTS[o % len(ENDPOINTS)]}{speed}}}")
    return "\n".join(lines) + "\n"


def main():
    if sys.argv[1] == "--print":
        print(scenario(int(sys.argv[2]), int(sys.argv[3]), "--speed" in sys.argv), end="")
        return
    llmtco, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print("## Options times classes\n")
    print("Endpoints that bill every class apart, `run --format json`, 10,000 draws, one thread.\n")
    with tempfile.TemporaryDirectory() as folder:
        contestants = []
        for options, classes, with_speed in SIZES:
            what = f"{options} options x {classes} classes" + (", with times" if with_speed else "")
            path = pathlib.Path(folder) / f"{what.replace(' ', '-')}.yaml"
            path.write_text(scenario(options, classes, with_speed))
            command = [llmtco, "run", path, "--draws", "10000", "--threads", "1", "--format", "json"]
            contestants.append(Contestant(what, command))
        take_turns(contestants, rounds)
    head("", "processor time, ms", "goal", "wall, ms", "peak, MB", "goal")
    for each in contestants:
        time, memory = "", ""
        if each.name.startswith("100 "):
            time = goals.verdict(each.name, each.processor, GOAL_MS, " ms")
            memory = goals.verdict(each.name + ", memory", each.memory, GOAL_MB, " MB")
        row(each.name, spread(each.processor), time, spread(each.wall), spread(each.memory), memory)


if __name__ == "__main__":
    main()
