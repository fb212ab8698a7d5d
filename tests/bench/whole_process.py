"""A command as a whole process: what its user waits for and pays for."""
import os
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


def run(command, cwd=None, environment=None):
    """Ends the script where the command fails. `environment` is added to ours."""
    with tempfile.TemporaryFile() as out:
        variables = {**os.environ, **(environment or {})}
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, cwd=cwd, env=variables)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}")
        out.seek(0)
        return Ran(1000 * wall, 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024, out.read().decode())
