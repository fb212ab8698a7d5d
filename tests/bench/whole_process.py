"""A command as a whole process: what its user waits for and pays for."""
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple


class Ran(NamedTuple):
    wall: float  # ms
    processor: float  # ms, user and system
    memory: float  # MB at most
    answer: str  # what it printed


def run(command, cwd=None):
    """Ends the script where the command fails."""
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, cwd=cwd)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}")
        out.seek(0)
        return Ran(1000 * wall, 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024, out.read().decode())


def medians(command, rounds):
    """Of wall time, processor time and memory."""
    return [statistics.median(column) for column in zip(*(run(command)[:3] for _ in range(rounds)))]
