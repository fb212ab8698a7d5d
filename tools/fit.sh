#!/bin/sh
# Fits the coefficients of the speed model and of quantization quality on measured rows, predicts rows that were left out, and
# writes data/performance.yaml, data/quantization_model.yaml and the tables of docs/fidelity.md.
#
#   tools/fit.sh [FOLDER]   FOLDER holds decode_speed*.csv, serving_throughput*.csv, serving_latency*.csv (its set-ups among
#                           them), speculative_decoding.csv and kernel_*.csv; ../shared/reference by default
set -eu
cd "$(dirname "$0")/.."
rows=${1:-../shared/reference}
build=${LLMTCO_FIT_BUILD:-build/release}
[ -d "$rows" ] || { echo "no folder $rows with measured rows" >&2; exit 4; }
[ -d "$build" ] || cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >&2
cmake --build "$build" --target llmtco_fit llmtco_fit_quality >&2

scores=$(mktemp)
trap 'rm -f "$scores" "$scores".perf "$scores".quality' EXIT
"$build"/lib/fitting/llmtco_fit "$rows"/decode_speed*.csv "$rows"/serving_throughput*.csv "$rows"/serving_latency*.csv \
  "$rows"/speculative_decoding.csv "$rows"/kernel_*.csv --start data/performance.yaml --out "$scores".perf \
  --page docs/fidelity.md --as-of "$(date +%Y-%m-%d)" \
  --source "decode_speed, serving_throughput, serving_latency, speculative_decoding and kernel reference rows (docs/fidelity.md)"
"$build"/lib/fitting/llmtco_fit_quality --out "$scores".quality
mv "$scores".perf data/performance.yaml
mv "$scores".quality data/quantization_model.yaml
echo "wrote data/performance.yaml, data/quantization_model.yaml and the tables of docs/fidelity.md" >&2
