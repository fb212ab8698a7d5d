#!/usr/bin/env python3
"""Holds every form of one small scenario against the files that were looked at.

    golden_forms.py PROGRAM SOURCE_DIR           compare
    golden_forms.py PROGRAM SOURCE_DIR --renew   write them again: look at what git shows of it

The scenario is tests/cli/golden/small.yaml, the forms are in tests/cli/golden/small. A workbook is told as text: names,
then each cell that is not empty with its formula and value, then what charts are of. The page is not among them: the
numbers of its figures are those of the JSON, and browsers look at it (tools/check-report).
"""
import difflib
import html
import os
import re
import subprocess
import sys
import tempfile
import zipfile

RUN = {"screen.txt": "table=", "result.json": "json=", "bill.csv": "csv=", "report.md": "markdown=", "book.xlsx": "xlsx=",
       "focus-1.2.csv": "focus="}
CHECK = ["table", "json", "markdown", "junit", "sarif", "github"]
GATES = ["--gate", "cost.monthly: increase < 5%, floor $10", "--gate", "best: unchanged", "--set",
         "options.api.commitment.spend=$600/month"]


def told(book):
    """A workbook as text."""
    lines = []
    with zipfile.ZipFile(book) as parts:
        text = {name: parts.read(name).decode() for name in parts.namelist()}
    strings = [html.unescape(each) for each in re.findall(r"<si><t[^>]*>(.*?)</t></si>", text["xl/sharedStrings.xml"], re.S)]
    names = re.findall(r'<sheet name="([^"]*)"', text["xl/workbook.xml"])
    for name, place in re.findall(r'<definedName name="([^"]*)"[^>]*>([^<]*)<', text["xl/workbook.xml"]):
        lines.append(f"name {name} = {html.unescape(place)}")
    for number, name in enumerate(names, 1):
        sheet = text[f"xl/worksheets/sheet{number}.xml"]
        lines.append(f"sheet {html.unescape(name)}")
        for cell, kind, formula, value in re.findall(
                r'<c r="([A-Z]+\d+)"[^>]*?( t="s")?>(?:<f>(.*?)</f>)?<v>([^<]*)</v></c>', sheet):
            lines.append(f"{cell} {strings[int(value)] if kind else value}" + (f" ={html.unescape(formula)}" if formula else ""))
    for part in sorted(name for name in text if name.startswith("xl/charts/chart")):
        lines.append("chart " + ", ".join(html.unescape(each) for each in re.findall(r"<(?:a:t|c:f)>([^<]*)<", text[part])))
    return "\n".join(lines) + "\n"


def run(program, args, folder, codes=(0,)):
    done = subprocess.run([program, *args], cwd=folder, capture_output=True, text=True, env={**os.environ, "COLUMNS": "120", "LC_ALL": "C.UTF-8"})
    if done.returncode not in codes:
        sys.exit(f"{' '.join(args)} ended with {done.returncode}: {done.stderr}")
    return done


def without_version(name, text, version):
    """Of JSON, what holds nothing within itself stands on one line, and lines are set in by half."""
    if name == "result.json":
        text = re.sub(r"([{[])\s+([^][{}]*?)\s+([}\]])", lambda m: m[1] + re.sub(r",\s+", ", ", m[2]) + m[3], text)
        text = re.sub(r"(?m)^ +", lambda m: m[0][::2], text)
    return text.replace(version, "VERSION")


def forms(program, root, folder):
    """Every form by the name of its file."""
    version = run(program, ["--version"], folder).stdout.split()[1]
    with open(os.path.join(root, "tests/cli/golden/small.yaml"), encoding="utf-8") as file:
        scenario = file.read()
    for name in ["small.yaml", "before.yaml"]:
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(scenario)
    draws = ["--draws", "1024"]
    outputs = [part for name, form in RUN.items() for part in ("-o", form + name)]
    books = run(program, ["run", "small.yaml", *draws, "--focus-option", "all", *outputs], folder, codes=(0, 2))
    if books.returncode == 2 and "libxlsxwriter" in books.stderr:
        outputs = [part for name, form in RUN.items() if name != "book.xlsx" for part in ("-o", form + name)]
        run(program, ["run", "small.yaml", *draws, "--focus-option", "all", *outputs], folder)
    elif books.returncode != 0:
        sys.exit(books.stderr)
    for later in ["1.3", "1.5"]:
        run(program, ["run", "small.yaml", *draws, "--focus-option", "api", "--focus-version", later, "-o",
                      f"focus=focus-{later}.csv"], folder)
    outputs = [part for form in CHECK for part in ("-o", f"{form}=check-{form}.txt")]
    run(program, ["check", "small.yaml", "--base-scenario", "before.yaml", *draws, "--max-draws", "1024", "--today",
                  "2026-11-30", *GATES, *outputs], folder, codes=(1,))
    found = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.endswith(".yaml"):
            continue
        if name.endswith(".xlsx"):
            found[name + ".txt"] = without_version(name, told(path), version)
        else:
            with open(path, encoding="utf-8", newline="") as file:
                found[name] = without_version(name, file.read(), version)
    return found


def main():
    program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
    place = os.path.join(root, "tests/cli/golden/small")
    with tempfile.TemporaryDirectory() as folder:
        found = forms(program, root, folder)
    if sys.argv[3:] == ["--renew"]:
        for name, text in found.items():
            with open(os.path.join(place, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        return
    wrong = sorted(set(os.listdir(place)) - set(found) - {"book.xlsx.txt"})
    for name, text in found.items():
        with open(os.path.join(place, name), encoding="utf-8", newline="") as file:
            golden = file.read()
        if text != golden:
            wrong.append(name)
            lines = difflib.unified_diff(golden.splitlines(), text.splitlines(), "golden/" + name, name, lineterm="", n=0)
            print("\n".join([*lines][:40]))
    print("other than the files in tests/cli/golden/small: " + ", ".join(wrong) if wrong else f"{len(found)} forms are the same")
    sys.exit(1 if wrong else 0)


main()
