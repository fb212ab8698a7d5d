#!/usr/bin/env python3
"""Times `llmtco run` of many options times many classes with 10,000 draws as whole processes and prints a Markdown table:
products.py LLMTCO [ROUNDS]; products.py --print OPTIONS CLASSES prints the scenario alone.

Every option is an endpoint of its own speed whose latency is told of every class, so that there are options x classes x 9
figures beside those of options. One thread."""
import pathlib
import sys
import tempfile

import whole_process

SIZES = [(10, 10), (40, 40), (100, 100)]
ENDPOINTS = ["openai/gpt-6-luna", "anthropic/claude-sonnet-5-5"]
GOAL_MS, GOAL_MB = 2000, 200  # of the largest


def scenario(options, classes):
    lines = [f"scenario: {options} options, {classes} classes", "as_of: 2026-11-25", "horizon: 1 months", "workload:"]
    for c in range(classes):
        lines.append(f"  class{c}: {{requests: {10 + c}k to {14 + c}k/month, input_tokens: {500 + 20 * c} to {700 + 20 * c}, "
                     f"output_tokens: {100 + 2 * c} to {150 + 2 * c}}}")
    lines.append("options:")
    for o in range(options):
        lines.append(f"  option{o}: {{kind: api, endpoint: {ENDPOINTS[o % len(ENDPOINTS)]}, speed: {{ttft: {0.5 + 0.01 * o:.2f} s "
                     f"to {1.0 + 0.01 * o:.2f} s, tokens_per_second: {50 + o} to {80 + o} tokens/s}}}}")
    return "\n".join(lines) + "\n"


def main():
    if sys.argv[1] == "--print":
        print(scenario(int(sys.argv[2]), int(sys.argv[3])), end="")
        return
    llmtco, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print("Endpoints with a latency of every class; `run --format json`, 10,000 draws, one thread.\n")
    print("| options x classes | processor time, ms | peak memory, MB | goal |\n|---|---|---|---|")
    for options, classes in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "products.yaml"
            path.write_text(scenario(options, classes))
            command = [llmtco, "run", str(path), "--draws", "10000", "--threads", "1", "--format", "json"]
            _, processor, memory = whole_process.medians(command, rounds)
        met = "met" if processor <= GOAL_MS and memory <= GOAL_MB else "missed"
        goal = f"{GOAL_MS} ms, {GOAL_MB} MB: {met}" if (options, classes) == SIZES[-1] else ""
        print(f"| {options} x {classes} | {processor:.0f} | {memory:.0f} | {goal} |")


if __name__ == "__main__":
    main()
