#!/usr/bin/env python3
"""Times `llmtco predict` and `llmtco backtest` of 2,000 rows as whole processes, as Markdown: predict.py LLMTCO [ROUNDS]

The rows name every accelerator of the catalogue with models from 1 to 400 billion parameters under four engines, at loads
from one request to offline; their measured columns are empty, as `backtest` never reads them to predict.
"""
import itertools
import json
import subprocess
import sys
import tempfile

import goals
from rounds import Contestant, head, row, spread, take_turns

ROWS = 2000
HEAD = "row_id,hardware,gpus,model,params_b,precision,engine,load,isl,osl,metric,value,tp,pp,source,note"
MODELS = ["llama-3.1-8b", "llama-2-13b", "llama-3.1-70b", "mixtral-8x7b", "qwen3-32b", "falcon-180b", "gpt-oss-120b"]
ENGINES = ["vLLM 0.8", "TensorRT-LLM 0.17", "SGLang", "TGI"]
LOADS = ["offline-max", "batch 8", "batch 64", "mlperf-offline", "mlperf-server"]
GOALS = {"`predict`": 10, f"`backtest` of {ROWS:,} rows": 2000}  # ms of processor time


def rows(accelerators):
    cases = itertools.product(MODELS, accelerators, LOADS, ENGINES)
    for i, (model, hardware, load, engine) in enumerate(itertools.islice(itertools.cycle(list(cases)), ROWS)):
        yield f"B{i:04d},{hardware},8,{model},,fp8,{engine},{load},{512 << i % 4},{128 << i % 3},output_tok_s,,8,1,,"


def main():
    llmtco, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    listed = subprocess.run([llmtco, "catalog", "list", "accelerators", "--format", "json"], capture_output=True, text=True,
                            check=True).stdout
    accelerators = [entry["id"] for entry in json.loads(listed)]
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as table:
        table.write("\n".join(["# synthetic rows, nothing measured", HEAD, *rows(accelerators)]) + "\n")
        table.flush()
        commands = [[llmtco, "predict", "--model", "llama-3.1-70b", "--weights", "fp8", "--hardware", "h100-80-sxm", "--gpus", "4",
                     "--engine", "vllm"], [llmtco, "backtest", table.name, "--format", "csv"]]
        measured = take_turns([Contestant(name, command) for name, command in zip(GOALS, commands)], rounds)
    print("## predict and backtest\n")
    head("whole process", "wall, ms", "processor time, ms", "goal")
    for each in measured:
        row(each.name, spread(each.wall), spread(each.processor), goals.verdict(each.name, each.processor, GOALS[each.name], " ms"))


if __name__ == "__main__":
    main()
