#!/bin/sh
# Makes the archive to upload to Gradescope: workflows/gradescope/make_archive.sh autograder.zip
# "Autograder points" of the assignment: 100 for each activity. Bonus points come on top.
set -eu
[ $# = 1 ] || { echo "usage: make_archive.sh autograder.zip" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
kit=$(git -C "$here" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/kit"
git -C "$kit" archive HEAD | tar --extract --directory "$work/kit"
cp "$here/setup.sh" "$here/run_autograder" "$work/"
chmod +x "$work/setup.sh" "$work/run_autograder"
rm -f "$1"
(cd "$work" && cmake -E tar cf archive.zip --format=zip setup.sh run_autograder kit)
mv "$work/archive.zip" "$1"
