"""Goals, and whether the median of what was measured meets them."""
import json
import os

import rounds


def verdict(work, values, goal, unit="", at_least=False):
    """'42: met' or '42: missed', by the median of `values`, which the caller prints beside it. Where LLMTCO_BENCH_GOALS names a
    file, page.py's, the goal is also appended there, for its table of all goals."""
    median = rounds.middle(values)[0]
    met = median >= goal if at_least else median <= goal
    word = "met" if met else "missed"
    file = os.environ.get("LLMTCO_BENCH_GOALS")
    if file:
        told = {"work": work, "goal": f"{'at least' if at_least else 'at most'} {goal:g}{unit}", "measured": rounds.spread(values),
                "verdict": word}
        with open(file, "a", encoding="utf-8") as out:
            out.write(json.dumps(told) + "\n")
    return f"{goal:g}: {word}"
