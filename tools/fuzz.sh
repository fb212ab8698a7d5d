#!/usr/bin/env bash
# Feeds the scenario reader with mutated scenarios for a while; stops with an error at the first crash, hang or leak.
#
#   tools/fuzz.sh [SECONDS]      default: 60
#   tools/fuzz.sh FILE...        runs saved inputs again
#
# What was learnt stays in build/fuzz-corpus, an input that failed in build/fuzz-failures.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

tools/install.sh all
mkdir -p build/fuzz-corpus build/fuzz-failures
cmake --preset fuzz > build/fuzz-configure.log || { cat build/fuzz-configure.log >&2; exit 1; }
cmake --build --preset fuzz --target scenario_fuzz
fuzz=build/asan/tests/fuzz/scenario_fuzz
export ASAN_OPTIONS=allocator_may_return_null=0:detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1

[[ "${1:-60}" =~ ^[0-9]+$ ]] || exec "$fuzz" "$@"
# 8 KiB is twice the longest scenario shipped. A unit of 10 s under the sanitizers is a hang.
"$fuzz" build/fuzz-corpus scenarios tests/fuzz/corpus \
  -max_total_time="${1:-60}" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -dict=tests/fuzz/scenario.dict \
  -artifact_prefix=build/fuzz-failures/ -print_final_stats=1 -print_funcs=0 -verbosity=0 < /dev/null 2>&1 | sed '/Recommended dictionary/,/End of recommended/d'
