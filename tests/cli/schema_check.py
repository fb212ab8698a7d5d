"""Holds `llmtco schema` against the reader: both accept every shipped scenario, both refuse every structural mistake.

usage: schema_check.py PROGRAM SOURCE_DIR

Scenarios that are wrong come from schema_bad.yaml beside this file: a good scenario and edits of it. YAML is loaded so that
dates stay texts, as JSON has none.
"""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


class Loader(yaml.SafeLoader):
    """Plain scalars are texts, numbers, true, false or nothing, as the program reads them: no dates, no yes, no 010 in
    octal."""


Loader.yaml_implicit_resolvers = {}
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^$"), [""])


def reader_says(program, text, companions):
    """What is wrong with a scenario, as the program has it; empty if nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        for companion in companions:  # files that shipped scenarios name
            shutil.copy(companion, folder)
        path = os.path.join(folder, "s.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        ran = subprocess.run([program, "validate", "s.yaml"], cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 2):
        sys.exit(f"validate ended with {ran.returncode}: {ran.stderr}")
    return ran.stderr if ran.returncode == 2 else ""


def main(program, source):
    schema = json.loads(subprocess.run([program, "schema"], capture_output=True, text=True, check=True).stdout)
    checker = getattr(jsonschema, "Draft202012Validator", jsonschema.Draft7Validator)
    checker.check_schema(schema)
    validator = checker(schema)
    failures = []

    def schema_says(text):
        error = jsonschema.exceptions.best_match(validator.iter_errors(yaml.load(text, Loader)))
        return "" if error is None else f"{'.'.join(map(str, error.path))}: {error.message[:200]}"

    companions = glob.glob(os.path.join(source, "scenarios", "*.json"))
    shipped = sorted(glob.glob(os.path.join(source, "scenarios", "*.yaml")) + glob.glob(os.path.join(source, "tests", "cli", "own-*.yaml")))
    for path in shipped:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for name, says in (("reader", reader_says(program, text, companions)), ("schema", schema_says(text))):
            if says:
                failures.append(f"the {name} refuses {path}: {says}")

    with open(os.path.join(source, "tests", "cli", "schema_bad.yaml"), encoding="utf-8") as file:
        table = yaml.load(file, Loader)
    base = table["base"]
    if reader_says(program, base, companions) or schema_says(base):
        failures.append(f"the base is refused: {reader_says(program, base, companions)} {schema_says(base)}")
    for verdict in ("good", "bad"):
        for edit in table[verdict]:
            old, new = edit["old"], edit["new"]
            if base.count(old) != 1:
                failures.append(f"{old!r} stands {base.count(old)} times in the base")
                continue
            text = base.replace(old, new)
            for name, says in (("reader", reader_says(program, text, companions)), ("schema", schema_says(text))):
                if bool(says) != (verdict == "bad"):
                    failures.append(f"the {name} {'refuses' if says else 'accepts'} {new!r}, which is {verdict}: {says}")
    for failure in failures:
        print(failure)
    print(f"{len(shipped)} scenarios, {len(table['good'])} good edits, {len(table['bad'])} bad edits, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
