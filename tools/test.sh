#!/usr/bin/env bash
# Builds with warnings as errors and runs every test. Arguments go to ctest: tools/test.sh -R scenario
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

tools/install.sh all
mkdir -p build
cmake --preset dev > build/configure.log 2>&1 || { cat build/configure.log >&2; exit 1; }
log=build/dev.log
if ! cmake --build --preset dev 2>&1 | tools/progress.sh "$log"; then
  sed -n '/^FAILED/,$p' "$log" | grep -v '^\[' >&2 # what is wrong, without the steps around it
  exit 1
fi
ctest --preset dev -j "$(nproc)" "$@"
