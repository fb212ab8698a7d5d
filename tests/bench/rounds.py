"""Commands that take turns, and what is said of their rounds: the median, and in brackets the middle half."""
import statistics
from dataclasses import dataclass, field

import whole_process


@dataclass
class Contestant:
    name: str
    command: list
    environment: dict = None
    runs: list = field(default_factory=list)

    @property
    def wall(self):
        return [ran.wall for ran in self.runs]

    @property
    def processor(self):
        return [ran.processor for ran in self.runs]

    @property
    def memory(self):
        return [ran.memory for ran in self.runs]

    @property
    def answer(self):
        return self.runs[-1].answer

    def run(self):
        self.runs.append(whole_process.run(self.command, cwd=whole_process.ROOT, environment=self.environment))


def take_turns(contestants, rounds):
    """Each runs once unmeasured, which brings files into the cache, then once a round, in an order that turns."""
    for each in contestants:
        each.run()
        each.runs.clear()
    for turn in range(rounds):
        start = turn % len(contestants)
        for each in contestants[start:] + contestants[:start]:
            each.run()
    return contestants


def middle(values):
    """Median, and the quartiles around it."""
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return median, low, high


def digits(value):
    """Decimals that leave three digits."""
    return 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0


def spread(values):
    """'41.3 (40.8 to 42.1)', of one round '41.3'."""
    median, low, high = middle(values)
    d = digits(median)
    if len(values) == 1:
        return f"{median:,.{d}f}"
    return f"{median:,.{d}f} ({low:,.{d}f} to {high:,.{d}f})"


def ratios(over, under):
    """Between runs of the same round."""
    return [a / b for a, b in zip(over, under)]


def row(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def head(*cells):
    row(*cells)
    print("|---" * len(cells) + "|", flush=True)
