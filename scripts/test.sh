#!/usr/bin/env bash
# Runs every test project against a PostgreSQL of its own and closes with one line for all of them.
# Usage: scripts/test.sh [--no-build] [WORD...]   a word chooses the tests whose full name contains it
set -euo pipefail
source scripts/postgres.sh

build=1
if [ "${1:-}" = --no-build ]; then build=0; shift; fi
filter=()
for word in "$@"; do
  if [ "${word:0:1}" = - ]; then filter+=("$word"); else filter+=(-method "*$word*"); fi
done

install_missing postgresql
# The browser without windows takes half the time; where Debian has none, the whole one does as well.
install_missing chromium-headless-shell || install_missing chromium
if [ $build = 1 ]; then dotnet build Mitreden.slnx -v quiet; fi

start_postgres
trap stop_postgres EXIT
# A test runs most code a few times only: counting what is run often, to compile it better, costs more than it brings.
export DOTNET_TieredPGO=0
export MITREDEN_TEST_POSTGRES=$postgres_address
# The databases of SQLite lie beside those of PostgreSQL.
mkdir "$postgres_folder/files"
export TMPDIR=$postgres_folder/files

figure() { grep -aoE "$1: [0-9]+" <<<"$summary" | grep -oE '[0-9]+' || echo 0; }

passed=0 failed=0 skipped=0 status=0
for project in Mitreden.Tests Mitreden.BrowserTests; do
  echo "== $project"
  output=$postgres_folder/$project.txt
  code=0
  dotnet "tests/$project/bin/Debug/net10.0/$project.dll" -noColor "${filter[@]}" </dev/null 2>&1 | { grep -av '^Mitreden is ready: ' || true; } | tee "$output" || code=$?
  # A filter that finds nothing in one of the projects is no failure.
  summary=$(grep -aE ' Total: [0-9]+' "$output" | tail -1 || true)
  if [ -z "$summary" ]; then
    echo "$project ended without a summary (exit code $code)."; failed=$((failed + 1)); status=1; continue
  fi
  total=$(figure Total)
  errors=$(figure Errors) wrong=$(figure Failed) left=$(figure Skipped)
  passed=$((passed + total - wrong - left)) failed=$((failed + wrong + errors)) skipped=$((skipped + left))
  if [ $((wrong + errors)) != 0 ] || { [ $code != 0 ] && [ "$total" != 0 ]; }; then status=1; fi
done
if [ $((passed + failed + skipped)) = 0 ]; then echo "No test was run."; status=1; fi
if [ $status != 0 ] && [ $failed = 0 ]; then failed=1; fi
echo "tests: $passed passed, $failed failed, $skipped skipped"
exit $status
