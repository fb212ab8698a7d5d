"""A command as a whole process: what its user waits for and pays for. By the program of whole_process.cpp."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = Path(os.environ.get("LLMTCO_BENCH_BUILD", ROOT / "build/benchmark"))


class Ran(NamedTuple):
    wall: float  # ms
    processor: float  # ms, user and system
    memory: float  # MB at most
    answer: str  # what it printed


def run(command, cwd=None, environment=None):
    """Ends the script where the command fails. `environment` is added to ours."""
    command = [str(part) for part in command]
    with tempfile.TemporaryFile() as out, tempfile.NamedTemporaryFile("r") as took:
        launcher = [str(BUILD / "tests/bench/whole_process"), took.name]
        subprocess.run(launcher + command, stdout=out, cwd=cwd, env={**os.environ, **(environment or {})}, check=True)
        told = json.load(took)
        if told["code"] != 0:
            sys.exit(f"{' '.join(command)} ended with {told['code']}")
        out.seek(0)
        return Ran(told["wall"], told["processor"], told["memory"], out.read().decode())


def medians(command, rounds):
    """Of wall time, processor time and memory."""
    return [statistics.median(column) for column in zip(*(run(command)[:3] for _ in range(rounds)))]
