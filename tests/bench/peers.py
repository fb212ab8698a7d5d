#!/usr/bin/env python3
"""The model of peers.yaml in numpy, as its users write it: peers.py chunks|whole DRAWS

chunks: 16,384 draws at a time, so that temporaries stay in cache; whole: one array per variable. Prints mean, P5, P50 and
P95 of the three monthly costs as JSON.
"""
import json
import sys

import numpy as np

MU = [np.log(5e6), np.log(800), np.log(250), np.log(2.5), np.log(2500)]
SIGMA = [0.5, 0.6, 0.5, 0.25, 0.3]
CHUNK = 16384


def model(lognormals, dollar, used, cached):
    requests, tokens_in, tokens_out, gpu_hour, speed = lognormals
    mtok_in = requests * tokens_in * 1e-6
    mtok_out = requests * tokens_out * 1e-6
    api = dollar * (mtok_in * ((1 - cached) * 0.15 + cached * 0.075) + mtok_out * 0.60)
    work = (mtok_out + 0.1 * mtok_in * (1 - cached)) * 1e6
    hours = work / (speed * used) / 3600
    rented = gpu_hour * hours + 0.03 * gpu_hour * 730 + 500 * dollar
    servers = hours / 730 + 1
    owned = servers * (30000 / 36 + 0.7 * 730 * 0.12 * 1.3) + 4000 * dollar + 0.02 * rented
    return api, rented, owned


def costs(draws, rng):
    lognormals = [rng.lognormal(mu, sigma, draws) for mu, sigma in zip(MU, SIGMA)]
    return model(lognormals, rng.normal(1, 0.1, draws), rng.beta(4, 3, draws), rng.beta(2, 5, draws))


def costs_in_chunks(draws, rng):
    results = [np.empty(draws) for _ in range(3)]
    for start in range(0, draws, CHUNK):
        count = min(CHUNK, draws - start)
        for result, part in zip(results, costs(count, rng)):
            result[start : start + count] = part
    return results


def main():
    form, draws = sys.argv[1], int(sys.argv[2])
    rng = np.random.default_rng(42)
    columns = costs(draws, rng) if form == "whole" else costs_in_chunks(draws, rng)
    summaries = {}
    for name, column in zip(("api", "rented", "owned"), columns):
        p5, p50, p95 = np.quantile(column, [0.05, 0.5, 0.95])
        summaries[name] = {"mean": column.mean(), "p5": p5, "p50": p50, "p95": p95}
    print(json.dumps(summaries))


main()
