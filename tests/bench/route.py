#!/usr/bin/env python3
"""Times `llmtco route`: the front of 101 thresholds at 10,000 draws, and the same by a file of a million questions, as whole
processes, as a Markdown table: route.py LLMTCO [ROUNDS]"""
import pathlib
import random
import sys
import tempfile

import goals
from rounds import Contestant, head, row, spread, take_turns


def write_questions(file, count):
    """Questions that get harder, which the weak model fails more often, and a score that sees it dimly."""
    draw = random.Random(1)
    with open(file, "w") as out:
        out.write("question_id,strong_correct,weak_correct,score\n")
        for number in range(count):
            hard = draw.random()
            strong, weak = draw.random() < 0.95 - 0.3 * hard, draw.random() < 0.95 - 0.6 * hard
            out.write(f"{number},{int(strong)},{int(weak)},{min(1, max(0, hard + draw.gauss(0, 0.2))):.6f}\n")


def main():
    llmtco, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    front = [llmtco, "route", "router-support", "routed", "--draws", "10000"]
    with tempfile.TemporaryDirectory() as folder:
        questions = str(pathlib.Path(folder) / "questions.csv")
        write_questions(questions, 1_000_000)
        measured = take_turns([Contestant("front of 101 thresholds, 10,000 draws", front),
                               Contestant("the same by a file of 1,000,000 questions", [*front, "--questions", questions])], rounds)
    print("## Fronts of a route\n")
    head("whole process", "wall, ms", "processor time, ms", "goal")
    for each, goal in zip(measured, (500, 1000)):
        row(each.name, spread(each.wall), spread(each.processor), goals.verdict(each.name, each.wall, goal, " ms"))


if __name__ == "__main__":
    main()
