#!/usr/bin/env python3
"""Runs of shipped scenarios as whole processes in turns, as Markdown: runs.py LLMTCO [ROUNDS]

Where LLMTCO_BEFORE names the program of an older commit, it takes its turns with the article: its latencies came to be
simulated since.
"""
import os
import sys
import tempfile
from pathlib import Path

import goals
from rounds import Contestant, head, ratios, row, spread, take_turns
from whole_process import ROOT


def run(program, scenario, draws):
    return [program, "run", scenario, "--draws", draws, "--threads", "1", "--format", "json"]


def article_of_then(folder):
    """The article as it was: without the line that the older program does not know."""
    lines = (ROOT / "scenarios/article.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    file = Path(folder) / "article.yaml"
    file.write_text("".join(line for line in lines if not line.strip().startswith("text: billed")), encoding="utf-8")
    return file


def main():
    llmtco, rounds = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 15
    before = os.environ.get("LLMTCO_BEFORE")
    contestants = [Contestant("support-agent, 65,536 draws", run(llmtco, "support-agent", 65_536)),
                   Contestant("article with its latencies, 10,000 draws", run(llmtco, "article", 10_000))]
    with tempfile.TemporaryDirectory() as folder:
        if before:
            contestants.append(Contestant("the article by the program of before serving", run(before, article_of_then(folder), 10_000)))
        take_turns(contestants, rounds)
    print("## Runs\n\nOne thread, `run --format json`.\n")
    head("", "processor time, ms", "goal", "wall, ms", "peak, MB", "goal")
    support = contestants[0]
    judged = {support.name: (goals.verdict(support.name, support.processor, 60, " ms"),
                             goals.verdict(support.name + ", memory", support.memory, 20, " MB"))}
    for each in contestants:
        time, memory = judged.get(each.name, ("", ""))
        row(each.name, spread(each.processor), time, spread(each.wall), spread(each.memory), memory)
    print()
    if before:
        slower = ratios(contestants[1].processor, contestants[2].processor)
        judged = goals.verdict("article with latencies, 10,000 draws, times the program before serving was simulated", slower, 1)
        print(f"The article takes {spread(slower)} times what it took before serving was simulated; goal {judged}.")
    else:
        print("Not measured: the same by the program before serving was simulated (1a63cd2), which `LLMTCO_BEFORE` may name.")


if __name__ == "__main__":
    main()
