#!/usr/bin/env bash
# Builds llmtco where needed and runs it. Without arguments: the article's scenario.
#
#   tools/run.sh
#   tools/run.sh what-if scenarios/article.yaml --set workload.queries.requests=20M/month
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/build/release/app/llmtco
log=$root/build/release.log

build() {
  cd "$root"
  [ -f build/release/build.ninja ] || cmake --preset release
  cmake --build --preset release --target llmtco
}

"$root/tools/install.sh"
mkdir -p "$root/build"
[ -x "$program" ] || echo "building llmtco, which takes some minutes the first time (log: $log)" >&2
if ! (build) > "$log" 2>&1; then
  tail -n 40 "$log" >&2
  exit 70
fi
[ $# -gt 0 ] || set -- run "$root/scenarios/article.yaml"
exec "$program" "$@"
