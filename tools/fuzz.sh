#!/usr/bin/env bash
# Feeds the scenario reader with mutated scenarios for a while, and in equal parts of half that time the readers of JSON
# and of rows, formulas, and the program as a whole; stops with an error at the first crash, hang or leak.
#
#   tools/fuzz.sh [SECONDS]      default: 60
#   tools/fuzz.sh FILE...        runs saved inputs again: as JSON if the first is a .json, as rows if it is a .csv
#
# What was learnt stays in build/fuzz-NAME, an input that failed in build/fuzz-failures.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

tools/install.sh all
mkdir -p build/fuzz-{scenario,json,rows,formula,whole,traces,failures}
cmake --preset fuzz > build/fuzz-configure.log || { cat build/fuzz-configure.log >&2; exit 1; }
cmake --build --preset fuzz --target scenario_fuzz json_fuzz rows_fuzz formula_fuzz whole_fuzz traces_fuzz
fuzz=build/asan/tests/fuzz
export ASAN_OPTIONS=allocator_may_return_null=0:detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1

if ! [[ "${1:-60}" =~ ^[0-9]+$ ]]; then
  [[ "$1" == *.json ]] && exec "$fuzz/json_fuzz" "$@"
  [[ "$1" == *.csv ]] && exec "$fuzz/rows_fuzz" "$@"
  exec "$fuzz/scenario_fuzz" "$@"
fi

# mutate PROGRAM SECONDS FOLDER... -OPTION...: a unit of 10 s under the sanitizers is a hang. One process on each of two
# cores; they learn from each other through the folder.
mutate() {
  local status=0 each processes=()
  for each in $(seq "$(($(nproc) < 2 ? 1 : 2))"); do
    "$fuzz/$1" -max_total_time="$2" "${@:3}" -timeout=10 -rss_limit_mb=2048 -artifact_prefix=build/fuzz-failures/ \
      -print_final_stats=1 -print_funcs=0 -verbosity=0 < /dev/null > "build/fuzz-$each.log" 2>&1 &
    processes+=($!)
  done
  for each in "${processes[@]}"; do wait "$each" || status=$?; done
  sed '/Recommended dictionary/,/End of recommended/d' build/fuzz-[12].log
  return $status
}
# 8 KiB is twice the longest scenario shipped.
rm -f build/fuzz-[12].log
seconds=${1:-60}
few=$((seconds / 8 + 1))
mutate scenario_fuzz "$((seconds / 2 + 1))" build/fuzz-scenario scenarios tests/fuzz/corpus -max_len=8192 -dict=tests/fuzz/scenario.dict
mutate json_fuzz "$few" build/fuzz-json tests/fuzz/json scenarios tests/cli/golden/small -max_len=131072
mutate rows_fuzz "$few" build/fuzz-rows tests/fuzz/rows -max_len=8192
mutate formula_fuzz "$few" build/fuzz-formula tests/fuzz/formulas -max_len=512 -dict=tests/fuzz/formulas.dict
mutate whole_fuzz "$few" build/fuzz-whole scenarios tests/fuzz/corpus -max_len=8192 -dict=tests/fuzz/scenario.dict
mutate traces_fuzz "$few" build/fuzz-traces tests/fuzz/traces -max_len=8192
