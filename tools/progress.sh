#!/usr/bin/env bash
# Keeps the output of a build in a file and shows on stderr how far it is: one line redrawn on a terminal, a line for each
# tenth of a long build elsewhere.
#
#   cmake --build ... 2>&1 | tools/progress.sh LOG
set -euo pipefail
tenth=0
: > "$1"
while IFS= read -r line; do
  printf '%s\n' "$line" >> "$1"
  [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
  now=${BASH_REMATCH[1]} all=${BASH_REMATCH[2]}
  if [ -t 2 ]; then
    printf '\r%d of %d steps built, %d s \033[K' "$now" "$all" "$SECONDS" >&2
  elif ((all >= 20 && now * 10 / all > tenth)); then
    tenth=$((now * 10 / all))
    printf '%d of %d steps built, %d s\n' "$now" "$all" "$SECONDS" >&2
  fi
done
if [ -t 2 ]; then printf '\r\033[K' >&2; fi
