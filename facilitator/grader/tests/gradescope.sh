#!/bin/sh
# gradescope.sh GRADE ROOT: what Gradescope would do with a submission, with the real grader.
set -eu
grade=$1 root=$2
"$grade" --help | grep -q '^  ci ' || { echo "skipped: needs grade ci"; exit 0; }
AUTOGRADER=$(mktemp -d)
export AUTOGRADER
trap 'rm -rf "$AUTOGRADER"' EXIT
kit=$AUTOGRADER/source/kit
mkdir -p "$kit/build/solutions/bin" "$AUTOGRADER/results" "$AUTOGRADER/submission"
ln -s "$root/exercises" "$kit/exercises"
ln -s "$grade" "$kit/build/solutions/bin/grade"
cp "$root/solutions/00_lost_update/lost_update.cpp" "$AUTOGRADER/submission/"
"$root/facilitator/grader/workflows/gradescope/run_autograder"
# all points of 00 and its bonus, none of what was not handed in
grep -q '^  "score": 110,$' "$AUTOGRADER/results/results.json" ||
  { cat "$AUTOGRADER/results/results.json"; exit 1; }
