#!/usr/bin/env bash
# Makes a .deb and a tarball that runs from any folder, in build/packages, and tries both where there is nothing else:
# roots that hold the package, the C library and, for the .deb, the packages it names. That needs root; it is skipped
# with a message else.
#
#   tools/package.sh               make and try
#   tools/package.sh --debootstrap and install the .deb with apt in a bare Debian (debootstrap, a minute, network)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
"$root/tools/install.sh"
[ -f build/release/build.ninja ] || cmake --preset release > /dev/null
cmake --build build/release --target llmtco
packages=$root/build/packages
rm -rf "$packages"
# What cpack installs must be built; the libraries of the component `libraries` alone are not those of the project.
cpack --config build/release/CPackConfig.cmake -B "$packages" > build/packages.log || { cat build/packages.log >&2; exit 1; }
deb=$(ls "$packages"/*.deb) tarball=$(ls "$packages"/*.tar.gz)
ls -l "$deb" "$tarball" | awk '{ print $9 ": " $5 " bytes" }'
dpkg-deb -f "$deb" Depends

if [ "$(id -u)" -ne 0 ]; then
  echo "not tried in a bare root: that needs root"
  exit 0
fi
bare=$(mktemp -d)
trap 'rm -rf "$bare"' EXIT

# Copies files of this machine to the same place in a root, through links.
copy() {
  local into=$1 file
  shift
  for file in "$@"; do
    mkdir -p "$into$(dirname "$file")"
    cp -L "$file" "$into$file"
  done
}
c_library=$(ldd build/release/app/llmtco | grep -oE '/[^ ]*/(ld-linux[^ ]*|lib(c|m|dl|rt|pthread)\.so\.[0-9])' | sort -u)

# A run that reads a scenario inside the program, one that writes a workbook, and nothing of this machine in the way.
try() {
  local into=$1 program=$2
  mkdir -p "$into/tmp" "$into/proc/self"
  ln -sf "$program" "$into/proc/self/exe" # where the loader looks up what $ORIGIN is; no /proc is mounted here
  env -i LC_ALL=C PATH="$PATH" chroot "$into" "$program" --version
  env -i LC_ALL=C PATH="$PATH" chroot "$into" "$program" run article --format csv | grep -q '^gpt-4o,cost.monthly\|^gpt-4o,monthly_cost' ||
    { echo "the program in $into says nothing of gpt-4o" >&2; exit 1; }
  env -i LC_ALL=C PATH="$PATH" chroot "$into" "$program" run starter --format xlsx -o /tmp/starter.xlsx 2> /dev/null
  [ -s "$into/tmp/starter.xlsx" ]
  [ -n "$(find "$into" -name 'llmtco.1*')" ] && [ -n "$(find "$into" -path '*bash-completion/completions/llmtco')" ]
}

# shellcheck disable=SC2086 # a list of files
copy "$bare/tar" $c_library
mkdir -p "$bare/tar/anywhere"
tar -xzf "$tarball" -C "$bare/tar/anywhere" --strip-components=1
try "$bare/tar" /anywhere/bin/llmtco
echo "the tarball runs where there is the C library alone"

# shellcheck disable=SC2086
copy "$bare/deb" $c_library
dpkg-deb -x "$deb" "$bare/deb"
for package in $(dpkg-deb -f "$deb" Depends | tr ',' '\n' | awk '{ print $1 }'); do
  # shellcheck disable=SC2046
  copy "$bare/deb" $(dpkg -L "$package" | grep -E '\.so(\.[0-9.]+)?$' | while read -r file; do [ -f "$file" ] && echo "$file"; done)
done
# What those libraries need in turn, as apt would bring it.
# shellcheck disable=SC2046
copy "$bare/deb" $(find "$bare/deb" -name '*.so*' -type f -exec ldd {} + 2> /dev/null | grep -oE '/(usr/)?lib[^ ]*' | grep -v ':$' | sort -u)
try "$bare/deb" /usr/bin/llmtco
echo "the .deb runs with the packages it names"

if [ "${1:-}" = --debootstrap ]; then
  debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$bare/debian" > /dev/null
  cp "$deb" "$bare/debian/tmp/llmtco.deb"
  cp /etc/apt/apt.conf.d/* "$bare/debian/etc/apt/apt.conf.d/" 2> /dev/null || true
  chroot "$bare/debian" apt-get install -y -qq --no-install-recommends /tmp/llmtco.deb > /dev/null
  chroot "$bare/debian" llmtco run article | head -3
  echo "apt installs the .deb in a bare Debian, where it runs"
fi
