#!/bin/sh
# Gradescope runs this once, as root, when it builds the image of an assignment. The uploaded
# archive has the kit as kit/ (see make_archive.sh).
set -eu
root=${AUTOGRADER:-/autograder}
kit=$root/source/kit

apt-get update -q
apt-get install -q -y --no-install-recommends cmake
if ! cmake --version | awk 'NR == 1 { split($3, v, "."); exit !(v[1] > 3 || v[2] >= 25) }'; then
  echo "The kit needs CMake 3.25: choose an image of Ubuntu 24.04 or Debian 12, or newer." >&2
  exit 1
fi
"$kit/harness/setup.sh" --all
cmake -S "$kit" --preset solutions
cmake --build "$kit/build/solutions" --target grader
# shows now, not at the first submission, if no box can start on this machine
"$kit/build/solutions/bin/grade" verify || true
# only root may read solutions and hidden tests
chmod 700 "$root/source"
