#!/usr/bin/env bash
# Builds llmtco and the peers it is measured against, runs them in turns, and writes docs/benchmarks.md.
#
#   tools/bench.sh [ROUNDS]        default: 7
#   tools/bench.sh serving         the simulator of serving alone, on standard output
#
# A quiet machine gives better figures; the load is written down beside them.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

tools/install.sh benchmarks
mkdir -p build
cmake --preset benchmark > build/benchmark-configure.log || { cat build/benchmark-configure.log >&2; exit 1; }
cmake --build --preset benchmark --target llmtco numerics_bench peers_gsl serving_bench serving_once pages_bench

python=python3
"$python" -c 'import numpy' 2> /dev/null || python=/usr/bin/python3 # the distribution's, where another comes first
built=build/benchmark

# What SimPy takes for the same load and the same answers, what a request takes of memory, a day of a hundred replicas.
serving_peers() {
  local simpy=$python
  "$simpy" -c 'import simpy' 2> /dev/null || simpy=/usr/bin/python3
  cat tests/bench/simpy.md
  "$simpy" tests/bench/simulate_simpy.py "$built/app/llmtco" "$built/tests/bench/serving_once" 20000 "$1" || [ $? = 77 ]
  printf '\n## Memory of a request, a day of a hundred replicas\n\n'
  "$python" tests/bench/serving_size.py "$built/tests/bench/serving_once" 3
}

if [ "${1:-}" = serving ]; then # these alone, on standard output
  "$built/tests/bench/serving_bench" 1000000
  printf '\n## The same rules in SimPy\n\n'
  serving_peers 3
  exit
fi
{
  cat tests/bench/introduction.md
  "$python" tests/bench/compare.py "$built/app/llmtco" "$built/tests/bench/peers_gsl" "$built/tests/bench/numerics_bench" "${1:-7}"
  printf '\n## predict and backtest, whole processes\n\n'
  "$python" tests/bench/predict.py "$built/app/llmtco" "${1:-7}"
  printf '\n## Ten options over 36 months, 10,000 draws\n\n'
  "$python" tests/bench/bill.py "$built/app/llmtco" "${1:-7}"
  printf '\n## Many options times many classes\n\n'
  "$python" tests/bench/products.py "$built/app/llmtco" "${1:-7}"
  printf '\n## Fronts of a route\n\n'
  "$python" tests/bench/route.py "$built/app/llmtco" "${1:-7}"
  printf '\n## Pages\n\n'
  "$python" tests/bench/pages.py "$built/app/llmtco" "$built/tests/bench/pages_bench"
  printf '\n## Requests simulated a second, one core\n\n'
  "$built/tests/bench/serving_bench" 1000000
  printf '\n## The same rules in SimPy\n\n'
  serving_peers "${1:-7}"
} > build/benchmarks.md
mv build/benchmarks.md docs/benchmarks.md
echo "written: docs/benchmarks.md" >&2
