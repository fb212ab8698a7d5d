#!/usr/bin/env bash
# Checks scenarios against what they and the files beside them were at a commit: for CI and as a hook (docs/check.md).
#
#   tools/check-scenarios.sh [--base=REV] [--reports=FOLDER] [--FLAG=VALUE]... FILE...
#
# --base      the commit that is compared with; HEAD if absent, which is right before a commit
# --reports   for NAME.yaml writes NAME.md, NAME.xml (JUnit) and NAME.sarif there, a folder's / as _
# --...       other flags go to `llmtco check`: --gate='cost.monthly: increase < 5%' --warn-only
#
# A scenario that was not there is validated alone. Ends with the highest exit code of all, so that an error counts more
# than a gate that failed. Runs $LLMTCO_PROGRAM, else llmtco, else this repository's own, which is built where needed.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=${LLMTCO_PROGRAM:-$(command -v llmtco || echo "$here/run.sh")}
base=HEAD
reports=
flags=()
while [[ ${1:-} == --* ]]; do
  case $1 in
    --base=*) base=${1#*=} ;;
    --reports=*) reports=${1#*=} ;;
    *) flags+=("$1") ;;
  esac
  shift
done
if [ $# -eq 0 ]; then
  echo "check-scenarios.sh: no scenario is named" >&2
  exit 2
fi
git rev-parse --quiet --verify "$base^{commit}" > /dev/null || {
  echo "check-scenarios.sh: there is no commit '$base' here; fetch it, or name another with --base=REV" >&2
  exit 4
}

# The folder of a scenario as it was: files that it names are of its own day as well.
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
was() { # FILE: where it stands then; nothing if it was not there
  local folder inside
  folder=$(dirname "$1")
  inside=$(cd "$folder" && git rev-parse --show-prefix) || return
  git cat-file -e "$base:$inside$(basename "$1")" 2> /dev/null || return
  (cd "$(git -C "$folder" rev-parse --show-toplevel)" && git archive "$base" -- "${inside:-.}") | tar -x -C "$before" &&
    echo "$before/$inside$(basename "$1")"
}

worst=0
for file in "$@"; do
  outputs=()
  if [ -n "$reports" ]; then
    mkdir -p "$reports" || exit 4
    name=${file%.*}
    name=$reports/${name//\//_}
    outputs=(-o "markdown=$name.md" -o "junit=$name.xml" -o "sarif=$name.sarif")
  fi
  old=$(was "$file")
  if [ -n "$old" ]; then
    "$program" check "$file" --base-scenario "$old" "${flags[@]+"${flags[@]}"}" "${outputs[@]+"${outputs[@]}"}"
  else
    echo "$file: new, there is nothing to compare it with" >&2
    "$program" validate "$file" >&2
  fi
  code=$?
  [ $code -gt $worst ] && worst=$code
done
exit "$worst"
