#!/usr/bin/env bash
# Runs the program where the world around it fails: closed and full streams, full and read-only places, few threads,
# little memory, signals at random moments. Each run must end with a documented code, leave no half-written file and no
# temporary one.
#
#   tools/faults.sh [PROGRAM [SIGNALS]]     default: build/dev/app/llmtco, 40; 600 before a release
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$root/build/dev/app/llmtco}")
signals=${2:-40}
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0

# ended NAME CODE WANTED...: one of the codes that are wanted.
ended() {
  local name=$1 code=$2 each
  shift 2
  for each in "$@"; do [[ $code == "$each" ]] && return; done
  echo "$name: ended with $code, not with $*" >&2
  failures=$((failures + 1))
}

cp "$root/scenarios/starter.yaml" s.yaml
printf 'scenario: [\n' > bad.yaml
run=("$program" run s.yaml --draws 1024)

"${run[@]}" > /dev/full 2> /dev/null; ended "full stdout" $? 4
"${run[@]}" >&- 2> /dev/null; ended "closed stdout" $? 4
"${run[@]}" > /dev/null 2> /dev/full; ended "full stderr without words" $? 0
"$program" run bad.yaml > /dev/null 2> /dev/full; ended "full stderr" $? 4
"$program" run bad.yaml > /dev/null 2>&-; ended "closed stderr" $? 4
"$program" run none.yaml > /dev/null 2>&-; ended "closed stderr, no file" $? 4
"${run[@]}" -o out.json 2>&-; ended "closed stderr, written" $? 4
"$program" run - < /dev/null > /dev/null 2>&1; ended "empty stdin" $? 2
"$program" run - <&- > /dev/null 2>&1; ended "closed stdin" $? 4
{ "${run[@]}" 2> /dev/null; echo $? > code; } | true; ended "pipe that nobody reads" "$(cat code)" 0 4
for command in "--help" "help run" "schema" "completion bash" "catalog list" "validate s.yaml" "man-page"; do
  # shellcheck disable=SC2086
  "$program" $command > /dev/full 2> /dev/null; ended "$command > /dev/full" $? 4
done
"${run[@]}" -o /dev/full 2> /dev/null; ended "-o /dev/full" $? 4
(ulimit -f 1; "$program" run article --format json -o large.json 2> /dev/null); ended "file that may not grow" $? 4
[[ -e large.json ]] && ended "file that may not grow is left" 1 0
"${run[@]}" -o s.yaml 2> /dev/null; ended "-o over the scenario" $? 2
cmp -s s.yaml "$root/scenarios/starter.yaml" || ended "scenario replaced" 1 0
if [[ $(id -u) != 0 ]]; then
  mkdir closed && chmod 555 closed
  "${run[@]}" -o closed/out.json 2> /dev/null; ended "read-only folder" $? 4
  : > kept.json && chmod 444 kept.json
  "${run[@]}" -o kept.json 2> /dev/null; ended "read-only file" $? 4
fi
: > mode.json && chmod 640 mode.json && "${run[@]}" -o mode.json 2> /dev/null
[[ $(stat -c %a mode.json) == 640 ]] || ended "mode of a file that is replaced" 1 0
(ulimit -v 300000; "${run[@]}" --threads 64 > /dev/null 2>&1); ended "300 MB, 64 threads" $? 0 4
(ulimit -v 120000; "$program" run s.yaml --draws 1048576 > /dev/null 2>&1); ended "120 MB" $? 0 4
(ulimit -u 1; "${run[@]}" --threads 64 > /dev/null 2>&1); ended "no threads" $? 0 4

# Signals at moments spread over a run that writes a file.
rm -f out.json
for ((i = 0; i < signals; ++i)); do
  signal=INT wanted=130
  ((i % 2)) && signal=TERM wanted=143
  # A shell lets its background jobs ignore INT; python3 gives it back.
  python3 -c 'import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])' \
    "$program" run article --draws 65536 --format json -o out.json > /dev/null 2>&1 &
  job=$!
  sleep "0.$(printf %03d $((RANDOM % 350)))"
  kill -"$signal" "$job" 2> /dev/null
  wait "$job"
  code=$?
  ended "$signal" $code 0 $wanted
  if [[ -e out.json ]]; then
    [[ $(tail -c 2 out.json) == "}" ]] || ended "half a file after $signal" 1 0
    rm -f out.json
  fi
done
left=$(find . -name '*.json.*' | wc -l)
((left == 0)) || ended "$left temporary files left" 1 0
((failures == 0)) && echo "all ended as documented, $signals signals among them"
exit $((failures > 0))
