#!/usr/bin/env bash
# Builds llmtco where needed and runs it. Without arguments: the article's scenario.
#
#   tools/run.sh
#   tools/run.sh what-if article --set workload.queries.requests=20M/month
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/build/release/app/llmtco
log=$root/build/release.log
built=$root/build/release.built # made when the last good build began

# Whether all that the program is made of is older than the last build; folders too, which change with what is added and
# removed.
up_to_date() {
  [ -x "$program" ] && [ -e "$built" ] &&
    [ -z "$(find "$root"/{app,lib,data,scenarios,tools/cmake,CMakeLists.txt,CMakePresets.json} -newer "$built" -print -quit)" ]
}
build() {
  cd "$root"
  [ -f build/release/build.ninja ] || cmake --preset release
  cmake --build --preset release --target llmtco
}

if ! up_to_date; then
  "$root/tools/install.sh"
  mkdir -p "$root/build"
  [ -x "$program" ] || echo "building llmtco, which takes some minutes the first time (log: $log)" >&2
  touch "$built.new"
  if ! (build) 2>&1 | "$root/tools/progress.sh" "$log"; then
    tail -n 40 "$log" >&2
    exit 70
  fi
  mv "$built.new" "$built"
fi
[ $# -gt 0 ] || set -- run "$root/scenarios/article.yaml"
exec "$program" "$@"
