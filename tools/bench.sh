#!/usr/bin/env bash
# Builds llmtco and the peers it is measured against, runs them in turns, and writes docs/benchmarks.md.
#
#   tools/bench.sh [ROUNDS] [SECTION...]        default: 7 rounds of all sections, about a quarter of an hour
#   tools/bench.sh 3 peers commands             these two anew, the rest of the page stays
#
# Sections: peers threads commands runs products numerics predict bill route pages serving inside (tests/bench/page.py).
# LLMTCO_BEFORE may name the program of an older commit, which then takes its turns in `runs`.
# A quiet machine gives better figures; what other programs took is written down beside them.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

tools/install.sh benchmarks
mkdir -p build
cmake --preset benchmark > build/benchmark-configure.log || { cat build/benchmark-configure.log >&2; exit 1; }
grep Squiggle build/benchmark-configure.log >&2 || true
cmake --build --preset benchmark --target llmtco whole_process numerics_bench peers_gsl peers_limit serving_bench serving_once pages_bench

python=python3
"$python" -c 'import numpy, simpy' 2> /dev/null || python=/usr/bin/python3 # the distribution's, where another comes first
export PYTHONDONTWRITEBYTECODE=1 # nothing is left beside the scripts
"$python" tests/bench/page.py "$@"
echo "written: docs/benchmarks.md" >&2
