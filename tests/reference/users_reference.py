#!/usr/bin/env python3
"""Works the scenarios of tests/users out again, with numpy and nothing of llmtco: users_reference.py LLMTCO FOLDER

Every line of a bill, what is to be paid and the expected damage in the average, first and last month, the chance of a
budget in every month, what must be bought by the end, and the chance that one option is cheaper than another, from the
formulas of docs/cost.md written anew. Both draw 65,536 times, each with numbers of its own and a fixed seed.

A mean may differ by 4.5 standard errors of both (llmtco's as if it drew plainly, more than its Sobol' points need),
a quantile at p must lie between the quantiles at p -+ 4.5 sqrt(p (1 - p) (1/n + 1/m)), a share within as many errors:
all of 630 comparisons hold but in one of 230 pairs of seeds.
"""
import json
import math
import os
import subprocess
import sys

try:
    import numpy as np
except ImportError:  # the distribution's, where another Python comes first
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3"] + sys.argv)
    print("numpy is not there")
    sys.exit(77)

DRAWS, THEIRS = 1 << 16, 1 << 16
ERRORS = 4.5
Z95 = 1.6448536269514722
HOURS = 730.0
rng = np.random.default_rng(20261001)


def interval(low, high, z=None):
    """90 % between the two: lognormal where both are positive, else normal."""
    z = rng.standard_normal(DRAWS) if z is None else z
    if low > 0:
        return np.exp((math.log(low) + math.log(high)) / 2 + z * math.log(high / low) / (2 * Z95))
    return (low + high) / 2 + z * (high - low) / (2 * Z95)


def share(low, high):
    return np.minimum(1, interval(low, high))


class Comparison:
    """Holds what llmtco says of a scenario against draws of the same quantities."""

    def __init__(self, llmtco, file):
        command = [llmtco, "run", file, "--draws", str(THEIRS), "--format", "json"]
        self.file, self.checks, self.wrong = file, 0, []
        self.result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        self.options = self.result["options"]

    def close(self, what, got, expected, slack):
        self.checks += 1
        if not abs(got - expected) <= slack:
            self.wrong.append(f"{self.file}: {what}: llmtco says {got:.6g}, numpy {expected:.6g} +- {slack:.2g}")

    def mean(self, what, got, draws):
        error = np.std(draws) * math.sqrt(1 / DRAWS + 1 / THEIRS)
        self.close(what, got, np.mean(draws), ERRORS * error + 1e-9 * abs(np.mean(draws)))

    def summary(self, what, got, draws):
        self.mean(what + " mean", got["mean"], draws)
        for key, p in (("p5", 0.05), ("p50", 0.5), ("p95", 0.95)):
            width = ERRORS * math.sqrt(p * (1 - p) * (1 / DRAWS + 1 / THEIRS))
            low, high = np.quantile(draws, [max(0, p - width), min(1, p + width)])
            self.close(f"{what} {key}", got[key], (low + high) / 2, (high - low) / 2 * (1 + 1e-9) + 1e-9 * abs(high))

    def chance(self, what, got, happens):
        p = np.mean(happens)
        error = math.sqrt(max(p * (1 - p), 1 / DRAWS) * (1 / DRAWS + 1 / THEIRS))
        self.close(what, got, p, ERRORS * error)

    def option(self, name, option):
        """Lines, totals, single months and the budget of an option."""
        got = self.options[name]
        lines = {line["item"]: line["monthly_usd"] for line in got["line_items"]}
        if set(lines) != set(option.lines):
            self.wrong.append(f"{self.file}: {name} has lines {sorted(lines)}, numpy {sorted(option.lines)}")
            return
        for item, months in option.lines.items():
            self.summary(f"{name}, {item}", lines[item], np.mean(months, axis=0))
        paid, damage = option.paid, option.damage
        self.summary(f"{name}, to be paid", got["monthly_cost_usd"], np.mean(paid, axis=0))
        self.summary(f"{name}, damage", got["monthly_damage_usd"], np.mean(damage, axis=0))
        self.summary(f"{name}, horizon", got["horizon_cost_usd"], np.sum(paid, axis=0))
        for place in (0, -1):
            month = got["months"][place]
            self.summary(f"{name}, month {month['month']}", month["cost_usd"], paid[place])
            self.summary(f"{name}, damage of month {month['month']}", month["damage_usd"], damage[place])
        budget = self.result["budget_usd"]
        self.chance(f"{name}, every month in budget", got["p_within_budget"], np.max(paid, axis=0) <= budget)

    def below(self, options, first, second):
        """The chance that one option is to be paid less than another in the average month."""
        paid = [np.mean(options[name].paid, axis=0) for name in (first, second)]
        command = [sys.argv[1], "compare", self.file, first, second, "--draws", str(THEIRS), "--format", "json"]
        got = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        self.chance(f"{first} below {second}", got["p_below"], paid[0] < paid[1])
        self.summary(f"{first} less {second}", got["difference_usd"], paid[0] - paid[1])


class Option:
    """Lines of a bill, each an array of months x draws, dollars."""

    def __init__(self, lines):
        self.lines = lines
        damage = [item for item in lines if item.endswith("wrong answers")]
        self.damage = sum(lines[item] for item in damage)
        self.paid = sum(lines[item] for item in lines if item not in damage)


def growing(first, growth, months):
    return first * (1 + growth) ** np.arange(months)[:, None]


def every_month(amount, months):
    return np.broadcast_to(amount, (months, DRAWS))


def api(requests, tokens, prices, hits=None):
    """Tokens of a task at dollars a million: input, output, reads from and writes to the cache."""
    per_task = {"input tokens": tokens["input"], "output tokens": tokens["output"]}
    if hits is not None:
        per_task["cache reads"] = hits * (tokens["repeated"] + tokens["shared"])
        per_task["cache writes"] = tokens["kept"] + (1 - hits) * (tokens["repeated"] + tokens["shared"])
        per_task["input tokens"] = tokens["input"] - per_task["cache reads"] - per_task["cache writes"]
    return {item: requests * count * prices[item] / 1e6 for item, count in per_task.items()}


def prices(per_input, read, write, per_output, paid=1.0):
    return {"input tokens": paid * per_input, "cache reads": paid * read, "cache writes": paid * write,
            "output tokens": paid * per_output}


def split(parts):
    """Bills side by side, each at its share."""
    return Option({f"{name}: {item}": share_of * months for name, share_of, lines in parts
                   for item, months in lines.items()})


def loop_tokens(first, output, new, prefix, retries, calls):
    """Tokens of one task: call k of n reads the first input and all that was added in the k - 1 calls before."""
    grown = new + output
    once = calls * first + grown * calls * (calls - 1) / 2
    reread = (calls - 1) * first + grown * (calls - 1) * (calls - 2) / 2
    return {"input": (1 + retries) * once, "output": (1 + retries) * calls * output, "repeated": reread + retries * once,
            "shared": prefix + 0 * calls, "kept": np.minimum(calls - 1, 1) * (first - prefix) + np.maximum(0, calls - 2) * grown}


def mean_over_tasks(tokens_of, mean, cv):
    """Mean of what a task takes whose calls are 1 + a lognormal number: summed over tasks, no formula for E[n^2]."""
    nodes = np.linspace(-8, 8, 161)
    square = np.log1p((cv * mean / (mean - 1)) ** 2)
    sums = {}
    for z in nodes:
        weight = np.exp(-z * z / 2) / math.sqrt(2 * math.pi) * (nodes[1] - nodes[0])
        calls = 1 + (mean - 1) * np.exp(np.sqrt(square) * z - square / 2)
        for kind, tokens in tokens_of(calls).items():
            sums[kind] = sums.get(kind, 0) + weight * tokens
    return sums


def support(comparison):
    months = 12
    z = rng.standard_normal(DRAWS)
    pearson = 2 * math.sin(math.pi * 0.4 / 6)  # of a Gaussian copula with Spearman's 0.4
    other = pearson * z + math.sqrt(1 - pearson ** 2) * rng.standard_normal(DRAWS)
    first = 40 * interval(55, 80, z) * 21 / 30.4 * (HOURS / 24)
    calls, wrong, right = interval(7, 11, other), interval(4, 9), share(0.86, 0.91)
    requests = growing(first, 0.01, months)
    tokens = mean_over_tasks(lambda n: loop_tokens(3500, 260, 450, 2200, 0.05, n), calls, 0.5)
    with_damage = lambda lines, accuracy: {**lines, "wrong answers": requests * (1 - accuracy) * wrong}
    sonnet, mini = prices(3, 0.3, 3.75, 15), prices(0.25, 0.025, 0.25, 2)
    cached = with_damage(api(requests, tokens, sonnet, share(0.80, 0.95)), right)
    small = with_damage(api(requests, tokens, mini, share(0.70, 0.90)), share(0.79, 0.86))
    llama = {"GPU hours": every_month(2 * HOURS * interval(2.2, 3.4), months),
             "platform engineer": every_month(140e3 / 12 * 1.25 * 0.5, months)}
    options = {"sonnet": Option(with_damage(api(requests, tokens, sonnet), right)), "sonnet-cached": Option(cached),
               "mini-cached": Option(small), "llama-70b": Option(with_damage(llama, share(0.78, 0.85))),
               "mostly-mini": split([("mini-cached", 0.7, small), ("sonnet-cached", 0.3, cached)])}
    comparison.below(options, "sonnet-cached", "sonnet")
    comparison.below(options, "llama-70b", "sonnet-cached")
    return options


def bank(comparison):
    months = 36
    requests = growing(interval(180e3, 320e3), interval(0, 0.03), months)
    passages = rng.choice([8, 12, 16], DRAWS, p=[0.25, 0.5, 0.25])
    output = interval(350, 550)
    tokens = {"input": passages * interval(600, 900) + 900, "output": output, "repeated": 0, "kept": 0,
              "shared": 0}  # OpenAI keeps nothing below 1,024 tokens
    right, price, damage = share(0.86, 0.92), interval(33e3, 45e3), interval(0.10, 0.40)
    with_damage = lambda lines, accuracy: {**lines, "wrong answers": requests * (1 - accuracy) * damage}
    busy = requests / (HOURS * 3600) * output / 400  # replicas that work at 400 tokens/s
    gpus = 2 * np.maximum(1, np.ceil(6 * busy / 0.8))
    monthly = 0.09 / 12
    end = (1 + monthly) ** -36
    annuity = price * (1 - share(0.15, 0.30) * end) * monthly / (1 - end)
    kwh = (gpus * 0.42 + 2 * busy * (1.25 - 0.42)) * HOURS * 1.35
    people = {"platform team": every_month(165e3 / 12 * 1.3 * 1.5, months),
              "model risk validation": every_month(4e3, months)}
    own = {"capital": gpus * annuity, "power": kwh * interval(0.16, 0.24), "colocation": gpus * 1.25 * 160,
           "maintenance": gpus * price * 0.08 / 12, **people}
    rented = {"GPU hours": gpus * HOURS * interval(2.2, 3.4), **people}
    bought = {**api(requests, tokens, prices(2, 0.5, 2, 8, paid=0.92), 0.9),
              "data-protection addendum": every_month(3e3, months),
              "integration": every_month(165e3 / 12 * 1.3 * 0.4, months)}
    options = {"own": Option(with_damage(own, right)), "rented": Option(with_damage(rented, right)),
               "api": Option(with_damage(bought, share(0.89, 0.94)))}
    # What must be there at the end, growing or shrinking: the larger of the first and the last month.
    most = np.maximum(gpus[0], gpus[-1])
    comparison.summary("own, purchase", comparison.options["own"]["purchase_usd"], most * price)
    comparison.below(options, "own", "rented")
    return options


def chat(comparison):
    months = 24
    requests = growing(4e6, interval(0.12, 0.18), months)
    right, small_right, damage = share(0.90, 0.94), share(0.80, 0.87), interval(0.002, 0.01)
    tokens = {"input": interval(2400, 3200), "output": interval(300, 420), "repeated": 0, "shared": 1100, "kept": 0}
    with_damage = lambda lines, accuracy: {**lines, "wrong answers": requests * (1 - accuracy) * damage}
    busy = requests / (HOURS * 3600) * tokens["output"] / 1800
    rent = interval(0.79, 0.86)
    gpus = lambda part: {"GPU hours": np.maximum(1, part * busy / 0.8) * HOURS * rent,
                         "two engineers": every_month(2 * 190e3 * 1.25 / 12, months)}
    frontier = with_damage(api(requests, tokens, prices(1.75, 0.175, 1.75, 14), 0.85), right)
    mixed = {f"frontier: {item}": 0.2 * amount for item, amount in frontier.items()}
    own = with_damage(gpus(1), 0.98 * small_right)
    mixed |= {f"small-own-gpus: {item}": amount for item, amount in gpus(0.8).items()}
    mixed["small-own-gpus: wrong answers"] = 0.8 * own["wrong answers"]
    options = {"frontier": Option(frontier), "small-own-gpus": Option(own), "split-80-20": Option(mixed),
               "small-api": Option(with_damage(api(requests, tokens, prices(0.05, 0.005, 0.05, 0.4), 0.85), small_right))}
    comparison.below(options, "small-api", "small-own-gpus")
    return options


def main():
    llmtco, folder = sys.argv[1:3]
    wrong, checks = [], 0
    for scenario in (support, bank, chat):
        comparison = Comparison(llmtco, f"{folder}/{scenario.__name__}.yaml")
        for name, option in scenario(comparison).items():
            comparison.option(name, option)
        wrong += comparison.wrong
        checks += comparison.checks
    print("\n".join(wrong) or f"{checks} figures agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
