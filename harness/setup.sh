#!/bin/sh
# Installs the packages of the kit. No other file of the kit installs anything. Uses sudo if it does
# not run as root.
#     harness/setup.sh          packages for participants
#     harness/setup.sh --all    also those for the self-check, and all of --real
#     harness/setup.sh --real   also the servers of `workshop real`
#     harness/setup.sh --peers  also what bench_peers compares with and bench_growth draws with
set -eu

packages="g++ clang libclang-rt-dev cmake ninja-build lld
  libgtest-dev libgmock-dev nlohmann-json3-dev libfmt-dev libcli11-dev"
proof="clang-format libvalijson-dev git chromium
  bubblewrap libseccomp-dev libssl-dev libarchive-dev libpugixml-dev"
servers="nats-server libnats-dev postgresql libpq-dev"

case "${1-}" in
  "") ;;
  --all)
    packages="$packages $proof $servers"
    command -v node >/dev/null || packages="$packages nodejs"
    command -v npm >/dev/null || packages="$packages npm"
    ;;
  --real) packages="$packages $servers" ;;
  --peers) packages="$packages spin rumur gnuplot-nox" ;;
  *) echo "usage: harness/setup.sh [--all | --real | --peers], not '$1'" >&2; exit 2 ;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  echo "harness/setup.sh supports Debian and Ubuntu only. On other systems:" >&2
  echo "  macOS:    brew install cmake ninja googletest nlohmann-json fmt cli11" >&2
  echo "  Windows:  vcpkg install, then configure with vcpkg's toolchain file (see vcpkg.json)" >&2
  exit 1
fi

missing=""
for package in $packages; do
  state=$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done

# Runs a command and shows its output only if it fails.
say_if_it_fails() {
  log=$(mktemp)
  status=0
  "$@" >"$log" 2>&1 </dev/null || status=$?
  [ "$status" = 0 ] || { cat "$log" >&2; echo "This failed, with the output above: $*" >&2; }
  rm -f "$log"
  return "$status"
}

# packages for the page's tests, for the slides and for the comparison of the store; never for
# participants
install_node_packages() {
  [ "${1-}" = --all ] || return 0
  install_node_packages_of harness/viewer
  install_node_packages_of harness/tests/dynalite
  install_node_packages_of slides
}
install_node_packages_of() {
  folder=$(dirname "$0")/../$1
  [ -e "$folder/package-lock.json" ] || return 0
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed" && return 0
  as_owner=""
  [ "$(id -u)" != 0 ] || [ -z "${SUDO_USER-}" ] || as_owner="sudo -u $SUDO_USER"
  echo "Installing: the packages of $1/package-lock.json"
  # shellcheck disable=SC2086  # nothing, or three words
  (cd "$folder" && say_if_it_fails $as_owner npm ci --no-audit --no-fund &&
    $as_owner cp package-lock.json node_modules/.installed)
}

if [ -z "$missing" ]; then
  install_node_packages "$@"
  echo "Everything is installed."
  exit 0
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "To install:$missing" >&2
    echo "This needs root, and there is no sudo: run harness/setup.sh${1+ $1} as root." >&2
    exit 1
  fi
  as_root="sudo"
  echo "Installing, with sudo:$missing"
  sudo -v || { echo "sudo was refused, so nothing was installed." >&2; exit 1; }
else
  echo "Installing:$missing"
fi

say_if_it_fails $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
# shellcheck disable=SC2086  # a list of words
say_if_it_fails $as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get install -q -y --no-install-recommends $missing
install_node_packages "$@"
echo "Done."
