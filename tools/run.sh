#!/usr/bin/env bash
# Builds llmtco where needed and runs it. Without arguments: the article's scenario.
#
#   tools/run.sh
#   tools/run.sh what-if scenarios/article.yaml --set workload.queries.requests=20M/month
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

"$root/tools/install.sh"
log=$root/build/release.log
mkdir -p "$root/build"
if ! (cd "$root" && cmake --preset release -DLLMTCO_TESTS=OFF && cmake --build --preset release --target llmtco) > "$log" 2>&1; then
  tail -n 40 "$log" >&2
  exit 70
fi
[ $# -gt 0 ] || set -- run "$root/scenarios/article.yaml"
exec "$root/build/release/app/llmtco" "$@"
