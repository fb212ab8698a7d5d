#!/usr/bin/env python3
"""The rules of two schedulers as a SimPy process, one timeout per iteration, beside `llmtco simulate` on the same load.

    tests/bench/simulate_simpy.py LLMTCO SERVING_ONCE [REQUESTS [ROUNDS]]

SimPy is python3-simpy3 of Debian. A trace is drawn, both serve it, and every time to the first token and of the whole
answer is compared, with the number of steps. Processor time of the simulation alone (SERVING_ONCE for llmtco: reading the
trace is left out on both sides), ratios of runs of the same round, medians of the rounds.
"""
import csv
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import goals
from rounds import head, row, spread

STEP = {"t0": 0.006, "c_pf": 32e-6, "c_attn": 0.0, "c_dec": 20e-6, "c_kv": 43e-9}
BLOCK, BLOCKS, MOST_RUNNING = 16, 19500, 256
LOADS = [("light, 4 a second", 4), ("medium, 12 a second", 12), ("heavy, 17 a second", 17)]
BUDGET = {"vllm": 8192, "prefill-first": 4096}


def drawn(requests, rate):
    """Poisson arrivals, lognormal lengths of mean 844 (cv 1.31) and 275 (cv 0.95), none too long for either budget."""
    numbers = random.Random(20261129)
    now, rows = 0.0, []
    for _ in range(requests):
        now += numbers.expovariate(rate)
        lengths = []
        for mean, cv, most in ((844, 1.31, 4096), (275, 0.95, 4096)):
            square = math.log1p(cv * cv)
            lengths.append(min(most, max(1, round(math.exp(numbers.gauss(math.log(mean) - square / 2, math.sqrt(square)))))))
        rows.append((round(now, 9), *lengths))
    return rows


class Sequence:
    __slots__ = ("number", "prompt", "output", "done", "said", "context", "blocks")

    def __init__(self, number, prompt, output):
        self.number, self.prompt, self.output = number, prompt, output
        self.done = self.said = self.blocks = 0
        self.context = prompt


class Engine:
    """One replica: a step is planned, takes its time, and ends."""

    def __init__(self, env, rows, scheduler):
        self.env, self.rows, self.scheduler = env, rows, scheduler
        self.waiting, self.prompts, self.decoding = [], [], []
        self.free, self.steps = BLOCKS, 0
        self.first, self.end = [0.0] * len(rows), [0.0] * len(rows)
        self.left = len(rows)
        self.wake = env.event()
        env.process(self.arrivals())
        env.process(self.serve())

    def arrivals(self):
        for number, (at, prompt, output) in enumerate(self.rows):
            yield self.env.timeout(at - self.env.now)
            self.waiting.append(Sequence(number, prompt, output))
            if not self.wake.triggered:
                self.wake.succeed()

    def take(self, sequence, tokens):
        """Blocks for so many tokens of a sequence. No load here runs out of them, so nothing restarts."""
        need = -(-tokens // BLOCK) - sequence.blocks
        if need > self.free:
            raise SystemExit("out of blocks: this load is not for a comparison without restarts")
        if need > 0:
            self.free -= need
            sequence.blocks += need

    def mixed(self):
        """vLLM v1: all that run decode, prompts in chunks within the rest of the budget, then the queue."""
        budget = BUDGET["vllm"] - len(self.decoding)
        chunks = []
        for sequence in self.prompts:
            chunk = min(sequence.prompt - sequence.done, budget)
            if chunk <= 0:
                break
            self.take(sequence, sequence.done + chunk)
            chunks.append((sequence, chunk))
            budget -= chunk
        while budget > 0 and self.waiting and len(self.prompts) + len(self.decoding) < MOST_RUNNING:
            sequence = self.waiting.pop(0)
            chunk = min(sequence.prompt, budget)
            self.take(sequence, chunk)
            self.prompts.append(sequence)
            chunks.append((sequence, chunk))
            budget -= chunk
        return chunks, self.decoding[:]

    def prompts_first(self):
        """vLLM v0: whole prompts while (prompts + 1) x the longest fits the budget, and nobody decodes; else all do."""
        chunks, longest = [], 0
        while self.waiting and len(self.prompts) + len(self.decoding) < MOST_RUNNING:
            sequence = self.waiting[0]
            padded = max(longest, sequence.prompt)
            if (len(chunks) + 1) * padded > BUDGET["prefill-first"]:
                break
            longest = padded
            self.waiting.pop(0)
            self.take(sequence, sequence.prompt)
            self.prompts.append(sequence)
            chunks.append((sequence, sequence.prompt))
        return chunks, [] if chunks else self.decoding[:]

    def step_of(self, chunks, decoding):
        took = STEP["t0"] + STEP["c_pf"] * sum(chunk for _, chunk in chunks)
        if decoding:
            contexts = 0
            for sequence in decoding:
                self.take(sequence, sequence.context)
                contexts += sequence.context
            took += STEP["c_dec"] * len(decoding) + STEP["c_kv"] * contexts
        return took

    def finish(self, chunks, decoding):
        now, over = self.env.now, False
        for sequence in decoding:
            sequence.said += 1
            sequence.context += 1
            over = over or sequence.said == sequence.output
        for sequence, chunk in chunks:
            sequence.done += chunk
            if sequence.done == sequence.prompt:
                self.first[sequence.number] = now
                sequence.said, sequence.context = 1, sequence.prompt + 1
                self.decoding.append(sequence)
                over = over or sequence.output == 1
        if chunks:
            self.prompts = [s for s in self.prompts if s.done < s.prompt]
        if over:
            for sequence in self.decoding:
                if sequence.said == sequence.output:
                    self.end[sequence.number] = now
                    self.free += sequence.blocks
                    self.left -= 1
            self.decoding = [s for s in self.decoding if s.said < s.output]

    def serve(self):
        plan = self.mixed if self.scheduler == "vllm" else self.prompts_first
        while self.left:
            if not (self.waiting or self.prompts or self.decoding):
                self.wake = self.env.event()
                yield self.wake
            chunks, decoding = plan()
            yield self.env.timeout(self.step_of(chunks, decoding))
            self.steps += 1
            self.finish(chunks, decoding)


def by_simpy(rows, scheduler):
    env = simpy.Environment()
    engine = Engine(env, rows, scheduler)
    begin = time.process_time()
    env.run()
    return engine, time.process_time() - begin


def by_llmtco(llmtco, folder, trace, scheduler):
    """Steps, and (TTFT, E2E) of each request."""
    times = os.path.join(folder, "times.csv")
    out = subprocess.run([llmtco, "simulate", "--trace", trace, "--step-time", os.path.join(folder, "step.json"), "--scheduler",
                          scheduler, "--kv-blocks", str(BLOCKS), "--requests-out", times, "--format", "json"],
                         check=True, capture_output=True, text=True).stdout
    with open(times, encoding="utf-8") as file:
        return json.loads(out), [(float(r["ttft_s"]), float(r["e2e_s"])) for r in csv.DictReader(file)]


def main():
    llmtco, once = sys.argv[1:3]
    requests, rounds = (int(sys.argv[3]) if len(sys.argv) > 3 else 20000), (int(sys.argv[4]) if len(sys.argv) > 4 else 3)
    print("## The same rules in SimPy\n")
    print((Path(__file__).parent / "simpy.md").read_text(encoding="utf-8").strip())
    print(f"\nSimPy {simpy.__version__}.\n")
    head(f"load, {requests:,} requests", "scheduler", "steps", "same steps", "largest difference of a time, s", "SimPy, requests/s",
         "llmtco, M requests/s", "times faster", "goal")
    differs = False
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "step.json"), "w", encoding="utf-8") as file:
            json.dump(STEP, file)
        for name, rate in LOADS:
            rows = drawn(requests, rate)
            trace = os.path.join(folder, "trace.csv")
            with open(trace, "w", encoding="utf-8") as file:
                file.write("timestamp_s,input_tokens,output_tokens\n")
                file.writelines(f"{at:.9f},{prompt},{output}\n" for at, prompt, output in rows)
            for scheduler in BUDGET:
                told, times = by_llmtco(llmtco, folder, trace, scheduler)
                ratios, slow, quick = [], [], []
                for _ in range(rounds):
                    engine, seconds = by_simpy(rows, scheduler)
                    ours = json.loads(subprocess.run([once, "trace", trace, scheduler, str(BLOCKS)], check=True, capture_output=True,
                                                     text=True).stdout)["seconds"]
                    slow.append(seconds)
                    quick.append(ours)
                    ratios.append(seconds / ours)
                off = max(max(abs(engine.first[i] - rows[i][0] - ttft), abs(engine.end[i] - rows[i][0] - e2e))
                          for i, (ttft, e2e) in enumerate(times))
                same = told["steps"] == engine.steps and told["restarts"] == 0
                differs = differs or not same or off > 1e-6
                row(name, scheduler, f"{engine.steps:,}", "yes" if same else "NO", f"{off:.1e}",
                    f"{requests / statistics.median(slow):,.0f}", f"{requests / statistics.median(quick) / 1e6:.2f}", spread(ratios),
                    goals.verdict(f"requests simulated a second, times SimPy's: {name}, {scheduler}", ratios, 200, at_least=True))
    return 1 if differs else 0


try:
    import simpy
except ImportError:
    print("SimPy is not installed (Debian: apt-get install python3-simpy3): nothing was compared.")
    sys.exit(77)
sys.exit(main())
