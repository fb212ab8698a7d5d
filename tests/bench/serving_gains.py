#!/usr/bin/env python3
"""What each rule of serving is worth at light, medium and heavy load, as Markdown: docs/serving.md, "What the rules cost".

    LLMTCO_REFERENCE=... tests/bench/serving_gains.py LLMTCO [--write docs/serving.md]

Every figure is of `llmtco simulate` with the flags it prints. Light, medium and heavy are 30, 60 and 90 % of what the rule
serves at most; without it the same requests come. What the program refuses is "not available", with its reason.
"""
import argparse
import json
import os
import subprocess
import sys

BEGIN, END = "<!-- written by tests/bench/serving_gains.py -->\n", "<!-- end of what it writes -->\n"
LOADS = (("light", 0.3), ("medium", 0.6), ("heavy", 0.9))
A100 = ["--model", "llama-3.1-8b", "--weights", "fp16", "--hardware", "a100-80-sxm", "--engine", "vllm"]
H100 = ["--model", "llama-3.1-8b", "--weights", "fp16", "--hardware", "h100-80-sxm", "--engine", "vllm"]
AZURE, MOONCAKE = ["--trace", "azure2023_conv.csv"], ["--trace", "mooncake_conversation_sample.csv"]

# name, what without the rule is called and its flags, what with it is and its flags, flags of both, what the article says
RULES = [
    ("Continuous batching", ("static, batches of 32", ["--scheduler", "static"]), ("vllm", []), A100 + AZURE,
     "Its $0.02 a million tokens of a 7B model hide 1,268 tokens/s of a batched server, 10.6 times the 120 of one stream (A8 to "
     "A10); it calls poor batching a hidden cost and gives no factor."),
    ("Continuous batching, against one at a time", ("sequential, 1 slot", ["--scheduler", "sequential", "--max-batch", "1"]),
     ("vllm", []), A100 + AZURE, "The 10.6 times above, of the same two figures."),
    ("Paged KV cache", ("16,384 tokens reserved for each", ["--contiguous", "16384"]), ("paged", []), A100 + AZURE,
     "It names PagedAttention and KV-cache reuse and gives no factor. The paper it stands for says 2 to 4 times (Kwon et al., "
     "SOSP 2023)."),
    ("Prefix cache in the GPU's memory", ("off", []), ("on", ["--prefix-cache"]), H100 + MOONCAKE,
     "An agent's task of 10 to 50 calls costs 30 to 44 % less (A5, at the price of cached reads); of users' conversations it "
     "says nothing."),
    ("Prefix cache of 30,000 parts", ("off", ["--block-size", "512", "--kv-blocks", "30000"]),
     ("on", ["--block-size", "512", "--kv-blocks", "30000", "--prefix-cache"]), H100 + MOONCAKE,
     "The same; room for 15 M tokens is that of the host's memory, taken to be as fast as the GPU's."),
    ("Speculative decoding, EAGLE-2", ("off", []), ("on", ["--speculation", "eagle2"]), A100 + AZURE,
     "It names speculative decoding and gives no factor."),
    ("Prompts and answers apart", ("two replicas", ["--replicas", "2"]),
     ("one for prompts, one for answers, 2.6 us a token between",
      ["--prefill-replicas", "1", "--decode-replicas", "1", "--kv-transfer", "2.6 us"]), A100 + AZURE,
     "It does not speak of it."),
]


class Refused(Exception):
    pass


def simulated(llmtco, traces, flags):
    command = [llmtco, "simulate", *flags, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=traces)
    if done.returncode != 0:
        raise Refused(done.stderr.strip().split("error: ")[-1].split("\n")[0])
    return json.loads(done.stdout)


def milliseconds(seconds):
    return f"{seconds * 1e3:,.0f}" if seconds >= 0.1 else f"{seconds * 1e3:.1f}"


def seconds_text(seconds):
    return f"{seconds:,.0f}" if seconds >= 10 else f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.2f}"


def cells(result):
    if result["saturated"]:
        return f"saturated, {result['load']:.1f} times | | "
    ttft, tpot, e2e = result["ttft_s"], result["tpot_s"], result["e2e_s"]
    return (f"{seconds_text(ttft['p50'])} / {seconds_text(ttft['p95'])} | {milliseconds(tpot['p50'])} / {milliseconds(tpot['p95'])} | "
            f"{seconds_text(e2e['p95'])}")


def gain(without, having):
    if without["saturated"] or having["saturated"]:
        return "serves it" if without["saturated"] and not having["saturated"] else ""
    return ", ".join(f"{name} {without[key][p] / having[key][p]:.2f}" for name, key, p in
                     (("TTFT", "ttft_s", "p95"), ("TPOT", "tpot_s", "p95"), ("E2E", "e2e_s", "p95")))


def table(rule, llmtco, traces):
    name, (without_name, without_flags), (with_name, with_flags), both, claim = rule
    lines = [f"### {name}", "", f"    llmtco simulate {' '.join(both)} --rate R {' '.join(with_flags)}".rstrip(), ""]
    try:
        most = simulated(llmtco, traces, both + with_flags)["capacity_rps"]
    except Refused as reason:
        return lines + [f"Not available: {reason}.", "", f"*The article.* {claim}", ""]
    before = simulated(llmtco, traces, both + without_flags)["capacity_rps"]
    lines += ["| load, requests/s | rule | TTFT p50 / p95, s | TPOT p50 / p95, ms | E2E p95, s | p95 without / with |",
              "|---|---|---|---|---|---|"]
    for load, share in LOADS:
        rate = ["--rate", f"{share * most:.4g}"]
        results = [simulated(llmtco, traces, both + flags + rate) for flags in (without_flags, with_flags)]
        for what, result, told in ((without_name, results[0], ""), (with_name, results[1], gain(*results))):
            lines.append(f"| {load}, {rate[1]} | {what} | {cells(result)} | {told} |")
        hit = results[1]["prefix_hit_ratio"]
        recomputed = [r["recomputed_share"] for r in results]
    kept = f" {100 * hit:.1f} % of the prompt tokens are found at the heavy load." if "--prefix-cache" in with_flags else ""
    if max(recomputed) > 0.05:
        kept += " After restarts {:.0f} % of what is computed at the heavy load is computed again without it, {:.0f} % with it.".format(
            *(100 * share for share in recomputed))
    return lines + ["", f"At most {before:.3g} against {most:.3g} requests a second: {most / before:.2f} times.{kept}", "",
                    f"*The article.* {claim}", ""]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("llmtco")
    parser.add_argument("--write", metavar="FILE", help="put the tables between the marks of this file; else they are printed")
    args = parser.parse_args()
    reference = os.environ.get("LLMTCO_REFERENCE")
    if not reference or not os.path.isdir(os.path.join(reference, "traces")):
        print("LLMTCO_REFERENCE names no folder with traces: nothing was simulated.", file=sys.stderr)
        return 77
    llmtco, traces = os.path.abspath(args.llmtco), os.path.join(reference, "traces")
    text = "\n".join("\n".join(table(rule, llmtco, traces)) for rule in RULES)
    if not args.write:
        print(text)
        return 0
    page = open(args.write, encoding="utf-8").read()
    head, rest = page.split(BEGIN)
    with open(args.write, "w", encoding="utf-8") as file:
        file.write(head + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1])
    return 0


sys.exit(main())
