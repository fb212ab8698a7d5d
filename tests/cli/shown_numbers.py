#!/usr/bin/env python3
"""Every number that a reader of a rendering sees stands in the JSON of the same run.

    shown_numbers.py PROGRAM SOURCES

Runs scenarios with -o of every form and takes the numbers out of the page, the Markdown, the CSV and the first screen, with
their units undone: $12.3k is an amount between 12,250 and 12,350, 4.5 min a time of 267 to 273 s, 86 % a share of 0.855 to
0.865. Each must round to one of the numbers of the JSON that are of its kind, in a row or a bill of an option to one of that
option's; where a reader expects to do a sum, to what `derived` says. Words between numbers are no numbers: names, sources and
sentences that stand in the JSON as texts are taken away before, and `phrases` are those of the program. Ticks of axes are of
the scale: the page marks them with the class `tick`.

That a number is near some other by chance is kept rare: `teeth` changes the numbers one by one, and counts how many changes
are found.
"""
import csv
import hashlib
import html
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

SCENARIOS = ["scenarios/starter.yaml", "scenarios/article.yaml", "scenarios/support-agent.yaml",
             "scenarios/router-support.yaml", "tests/cli/golden/bank.yaml", "tests/cli/golden/contracts.yaml"]
FORMS = ["html", "md", "csv", "txt"]
PHRASES = [r"slowest\s+5 %", r"95 of 100", r"9 draws of (10|20)", r"9 (in|of) 10 draws", r"9 draws in 10", r"SHA-256", r"9 in 10", r"95th percentile",
           r"With\s+\d+ % right\s+or more", r"9[59] % of requests",
           r"(?m)^ {8,}\S.*\b5 %.*$"]

NUMBER = re.compile(r"""
    (?<![\w.,#])                       # not in a word, not behind a point
    (?P<sign>[+-]|[<>])?
    (?P<money>\$|€|£|CHF\ )?
    (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
    (?P<exponent>e[+-]?\d+)?
    (?P<scale>k(?!\w)|[MBT](?![\w])|\ [MBT](?![\w]))?
    (?P<unit>\ %|\ points|\ ms\b|\ us\b|\ s\b|\ min\b|\ h\b)?
    (?![\w-])""", re.X)
SCALES = {"": 1, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
UNITS = {"%": 0.01, "points": 0.01, "ms": 1e-3, "us": 1e-6, "s": 1, "min": 60, "h": 3600}


def kind_of_path(path, currency):
    """Money, a time or a plain number, by the names of its keys (docs/json.md)."""
    words = [str(key) for key in path]
    if words[0] == "limits":
        return "plain" if words[1] == "accuracy" else "time"
    if "causes" in words or any("usd" in word.split("_") or currency in word.split("_") for word in words):
        return "money"
    if any(word.endswith("_s") for word in words):
        return "time"
    return "plain"


class Known:
    """The numbers of a result by kind, of all and of each option; and its texts."""

    def __init__(self, result):
        self.result = result
        self.numbers = {}
        self.texts = set()
        self.currency = result.get("currency", "USD").lower()
        self.options = result.get("options", {})
        self.walk(result, ())
        scenario = result.get("inputs", {}).get("scenario", "")
        self.texts |= {hashlib.sha256(scenario.encode()).hexdigest()} | {scenario.strip(), *scenario.splitlines()}
        self.texts.add("llmtco " + result["tool_version"])
        self.with_digits = sorted((text for text in self.texts if re.search(r"\d", text) and re.search(r"[^\d.,]", text)),
                                  key=len, reverse=True)

    def walk(self, value, path):
        if isinstance(value, bool) or value is None:
            return
        if isinstance(value, dict):
            unit = {"s": "gate_s", self.currency.upper(): "gate_usd"}.get(value.get("unit"), "gate")
            for key, each in value.items():
                self.texts.add(key)
                of_base = value.get("relative") and key in ("measured", "limit")
                self.walk(each, path + ((unit,) if "gate" in value and not of_base else ()) + (key,))
        elif isinstance(value, list):
            for each in value:
                self.walk(each, path + ((each["limit"],) if path == ("limits",) else ("[]",)))
        elif isinstance(value, str):
            if path != ("answer", "text"):  # whose numbers are those of the result
                self.texts.add(value)
        else:
            option = path[1] if path[0] == "options" else None
            self.numbers.setdefault((option, kind_of_path(path, self.currency)), []).append(float(value))

    def all_of(self, option, kind):
        """The numbers of an option and those of no option; without an option all."""
        if option is None:
            return [n for (_, of), numbers in self.numbers.items() if of == kind for n in numbers]
        return self.numbers.get((option, kind), []) + self.numbers.get((None, kind), [])

    def derived(self, of, kinds, unit):
        """What a reader works out of the numbers of a result."""
        result, options = self.result, self.options
        if "plain" in kinds and not unit:  # how many there are, and which one it is
            yield len(result.get("front", []))
            yield from range(max(len(result.get(each, [])) for each in ("options", "assumptions", "gates")) + 1)
        if "plain" in kinds and "requests_per_month" in result:  # tokens of a request
            for tokens in ("input_tokens_per_month", "output_tokens_per_month"):
                yield result[tokens]["mean"] / result["requests_per_month"]["mean"]
        for option in [options[of]] if of in options else options.values():
            if "money" in kinds:
                yield from self.derived_money(option)
            if "plain" in kinds:
                for share in [option["p_meets_slo"], *(option["p_meets"] or {}).values()]:
                    if share is not None:  # draws in which a limit is missed
                        yield 1 - share
                if option["load"] and option["load"]["mean"] > 0:  # times what is used is paid
                    yield 1 / option["load"]["mean"]
        if "plain" in kinds:  # to the weak leg
            yield from (1 - point["strong_share"] for point in result.get("front", []))
        for each in result.get("attributions", {}).values():
            yield each["candidate_usd"] - each["base_usd"]
            yield (each["candidate_usd"] - each["base_usd"]) / each["base_usd"]

    def derived_money(self, option):
        if option.get("cost_per_request_" + self.currency):
            yield 1000 * option["cost_per_request_" + self.currency]["mean"]
        for line in option["line_items"]:  # list prices, of which the discount is taken off
            if line["discount"] not in (None, 1):
                yield line["unit_price_" + self.currency] / (1 - line["discount"])


class Page(html.parser.HTMLParser):
    """Pieces of what a reader sees, each with the option it is of: rows of tables and bills are of one."""

    def __init__(self, options):
        super().__init__()
        self.options, self.pieces = options, []
        self.skipped, self.row, self.heads, self.cell = 0, None, [], None
        self.bill, self.in_summary = None, False
        self.text = ""

    def flush(self):
        if self.text.strip():
            self.pieces.append((self.bill, "", self.text.strip()))
        self.text = ""

    def handle_starttag(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        if self.skipped or tag in ("style", "script") or "tick" in classes:
            self.skipped += tag not in ("meta", "rect", "line")
            return
        if tag in ("th", "td"):
            self.cell = ""
        else:
            if tag != "tr" or self.row is None:
                self.flush()
        if tag == "tr":
            self.row = []
        if tag == "table":
            self.heads = []
        if tag == "summary":
            self.in_summary = True

    def handle_data(self, data):
        if self.skipped:
            return
        if self.cell is not None:
            self.cell += data
        else:
            self.text += data

    def handle_endtag(self, tag):
        if self.skipped:
            self.skipped -= 1
            return
        if tag in ("th", "td"):
            self.row.append(self.cell)
            self.cell = None
        elif tag == "tr":
            if not self.heads:
                self.heads = self.row
            of = next((option for option in self.options if option in (self.row[0], self.row[0][:-2])), self.bill)
            for head, cell in zip(self.heads, self.row):
                self.pieces.append((of, head if self.row is not self.heads else "", cell))
            self.row = None
        elif tag == "summary":
            self.bill = next((option for option in self.options if self.text.startswith(option + ": ")), None)
            self.in_summary = False
            self.flush()
        else:
            if tag == "details":
                self.flush()
                self.bill = None
            self.flush()


def rows_of_markdown(text, options):
    text = re.sub(r"\\([\\$+|*_`~<>\[\](){}#.!@=-])", r"\1", text)
    heads, pieces = None, []
    for line in text.splitlines():
        if not line.startswith("|"):
            heads = None
            of = next((option for option in options if line.startswith(f"- **{option}**")), None)
            pieces.append((of, "", line))
            continue
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if set(line) <= set("|:- "):
            continue
        if heads is None:
            heads = cells
            continue
        of = next((option for option in options if cells[0].strip() in (option, option + " *")), None)
        pieces += [(of, head, cell) for head, cell in zip(heads, cells)]
    return pieces


def pieces_of(form, text, known):
    options = list(known.options)
    if form == "html":
        page = Page(options)
        page.feed(text[text.index("<body>"):])
        page.flush()
        return page.pieces
    if form == "md":
        return rows_of_markdown(html.unescape(text), options)
    if form == "csv":
        return [(row[0] or None, "csv", cell) for row in csv.reader(text.splitlines()[1:]) for cell in row[1:]]
    pieces = []
    for line, left in zip(text.splitlines(), without_texts(text, known, r"\s+").splitlines()):
        of = next((option for option in options if line.strip().startswith(option + "  ")), None)
        pieces.append((of, "", left))
    return pieces


def without_texts(text, known, space=" "):
    """The text without what stands in the JSON as a text, and without the program's own phrases."""
    for each in known.with_digits:
        if each.split()[0] in text if space != " " else each in text:
            words = re.escape(each) if space == " " else space.join(map(re.escape, each.split()))
            text = re.sub(r"(?<![\w.,$])" + words + r"(?![\w%])",
                          lambda match: " ~ " + "\n" * match.group().count("\n"), text)
    for phrase in PHRASES:
        text = re.sub(phrase, " ~ ", text)
    return text


def candidates(shown, of, head, known):
    """What a shown number may be, in its own unit."""
    unit, money = (shown["unit"] or "").strip(), shown["money"]
    if head == "csv":
        for kind in ("money", "time", "plain"):
            yield from known.all_of(of if of in known.options else None, kind)
        return
    kinds = ["money"] if money or "$" in head or "€" in head else ["time"] if unit in ("ms", "us", "s", "min", "h") \
        else ["plain"] if unit else ["plain"] if head else ["plain", "money"]
    for kind in kinds:
        yield from known.all_of(of, kind)
    yield from known.derived(of, kinds, unit)


def value_of(shown):
    """The number and half of its last digit, in base units."""
    digits = shown["digits"].replace(",", "")
    factor = SCALES[(shown["scale"] or "").strip()] * UNITS.get((shown["unit"] or "").strip(), 1)
    factor *= float("1" + (shown["exponent"] or ""))
    decimals = len(digits.split(".")[1]) if "." in digits else 0
    return float(digits) * factor, 0.5 * 10 ** -decimals * factor


def is_known(shown, of, head, known):
    value, half = value_of(shown)
    if shown["sign"] in ("<", ">"):  # <1 % and >99 %: more than nothing, less than all
        return any(0 < each < value if shown["sign"] == "<" else value < each < 1
                   for each in candidates(shown, of, head, known))
    slack = half * (1 + 1e-6) + 1e-12 * abs(value)
    return any(abs(abs(each) - value) <= slack for each in candidates(shown, of, head, known))


def unknown_in(form, text, known):
    for of, head, piece in pieces_of(form, text, known):
        for match in NUMBER.finditer(without_texts(piece, known)):
            if not is_known(match.groupdict(), of, head, known):
                yield of, head, match.group().strip(), piece


def another(digits):
    """The same with another last digit, of a long one with another fourth: 12.3 becomes 12.6."""
    places = [i for i, digit in enumerate(digits) if digit.isdigit()]
    significant = [i for i in places if digits[:i + 1].strip("0.,")] or places
    at = significant[min(3, len(significant) - 1)] if len(significant) > 6 else places[-1]
    return digits[:at] + str((int(digits[at]) + 3) % 10) + digits[at + 1:]


def teeth(form, text, known):
    """Of all numbers shown, and of the amounts of money, how many would be found out were that digit another."""
    counts = {"numbers": [0, 0], "amounts": [0, 0]}
    for of, head, piece in pieces_of(form, text, known):
        for match in NUMBER.finditer(without_texts(piece, known)):
            shown = match.groupdict()
            shown["digits"] = another(shown["digits"])
            found = not is_known(shown, of, head, known)
            for kind in ["numbers"] + ["amounts"] * bool(shown["money"]):
                counts[kind][0] += found
                counts[kind][1] += 1
    return counts


class Check:
    def __init__(self, program, sources):
        self.program, self.sources, self.faults = program, sources, []

    def run(self, *words):
        done = subprocess.run([self.program, *words], cwd=self.sources, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"{' '.join(words)}: {done.stderr}")
        return done.stdout

    def look(self, name, form, text, known, least):
        """Everything is known, and enough of what is changed is not. `least` is of all numbers, in percent."""
        for of, head, number, piece in unknown_in(form, text, known):
            self.faults.append(f"{name}: {number} of {of or 'all'}, {head or 'in'} '{piece[:120]}'")
        counts = teeth(form, text, known)
        found, shown = counts["numbers"]
        print(f"{name}: {shown} numbers, {100 * found // max(shown, 1)} % of changes found; amounts {counts['amounts']}")
        if shown < 10 or 100 * found < least * shown:
            self.faults.append(f"{name}: of {shown} changed numbers {found} are found out")

    def results(self, folder):
        for scenario in SCENARIOS:
            name = os.path.basename(scenario).removesuffix(".yaml")
            files = {form: os.path.join(folder, f"{name}.{form}") for form in ["json", *FORMS]}
            self.run("run", scenario, "--draws", "1024", *[word for file in files.values() for word in ("-o", file)])
            with open(files["json"]) as file:
                known = Known(json.load(file))
            for form in FORMS:
                with open(files[form]) as file:
                    self.look(f"{name}.{form}", form, file.read(), known, {"txt": 40, "csv": 60}.get(form, 70))

    def others(self):
        for words in (["route", "router-support", "routed", "--min-accuracy", "78%"],
                      ["check", "docs/check/forecast.yaml", "--base-scenario", "docs/check/base.yaml"],
                      ["check", "docs/check/price.yaml", "--base-scenario", "docs/check/base.yaml"]):
            known = Known(json.loads(self.run(*words, "--draws", "1024", "--format", "json")))
            for form, least in (("html", 40), ("txt", 30)):
                text = self.run(*words, "--draws", "1024", "--format", form.replace("txt", "table"))
                self.look(f"{words[0]} {words[1]} {form}", form, text, known, least)


if __name__ == "__main__":
    check = Check(*sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        check.results(folder)
    check.others()
    for fault in check.faults:
        print("FAULT " + fault)
    sys.exit(1 if check.faults else 0)
