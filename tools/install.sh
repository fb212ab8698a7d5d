#!/usr/bin/env bash
# Installs the packages that are missing (Debian, Ubuntu). Touches nothing, and no network, where all are there.
#
#   tools/install.sh               what building and running needs
#   tools/install.sh all           and what the tests and checks add
#   tools/install.sh benchmarks    and the peers of the benchmarks
#
# On other systems it prints the list and stops; LLMTCO_NO_INSTALL=1 says that all of it is there.
set -euo pipefail
[ -z "${LLMTCO_NO_INSTALL:-}" ] || exit 0

packages=(
  build-essential cmake ninja-build ccache pkg-config
  libcli11-dev libyaml-cpp-dev libfmt-dev libeigen3-dev nlohmann-json3-dev doctest-dev libxlsxwriter-dev
  librandom123-dev libboost-dev
)
case "${1:-}" in
  all) packages+=(clang clang-format clang-tidy libclang-rt-dev python3 python3-jsonschema python3-yaml python3-numpy) ;;
  benchmarks) packages+=(python3 python3-numpy python3-simpy3 libgsl-dev libdnnl-dev libopenblas-dev) ;;
esac

if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
  echo "llmtco needs these packages, here by their Debian names; install them your system's way," >&2
  echo "then set LLMTCO_NO_INSTALL=1:" >&2
  printf '  %s\n' "${packages[@]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2> /dev/null || true)
  [ "${status:0:2}" = ii ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || { echo "missing: ${missing[*]}; install them as root" >&2; exit 1; }
  as_root=(sudo)
fi
echo "installing ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
