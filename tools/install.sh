#!/usr/bin/env bash
# Installs the packages the build and the tests need (Debian, Ubuntu). Touches nothing where all are there.
set -euo pipefail

packages=(
  build-essential cmake ninja-build ccache pkg-config
  libcli11-dev libyaml-cpp-dev libfmt-dev libeigen3-dev nlohmann-json3-dev doctest-dev
  librandom123-dev libboost-dev
)
if [ "${1:-}" = all ]; then # what tools/test.sh and .ci/run add: other compilers, checkers, peers of the benchmarks
  packages+=(clang clang-format clang-tidy libclang-rt-dev python3 python3-jsonschema python3-yaml python3-numpy)
fi

missing=()
if command -v dpkg-query > /dev/null; then
  for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2> /dev/null || true)
    [ "${status:0:2}" = ii ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && exit 0
else
  echo "llmtco needs these packages, by their Debian names; please install them your system's way:" >&2
  printf '  %s\n' "${packages[@]}" >&2
  command -v cmake > /dev/null && command -v ninja > /dev/null && exit 0 # there is a chance that all are there
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || { echo "missing: ${missing[*]}; install them as root" >&2; exit 1; }
  as_root=(sudo)
fi
echo "installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
