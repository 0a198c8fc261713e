#!/usr/bin/env bash
# Lets ibc-go's own light client judge a running local chain: Java makes headers, commits and ICS-23 proofs, and forgeries of each;
# Go says what it takes. Fails if the two disagree about one.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cases=$(mktemp)
trap 'rm -f "$cases"' EXIT
(cd "$here/../.." && mvn -q -pl server -am test -Dtest=ClientTrialsTest -Dsurefire.failIfNoSpecifiedTests=false -Dorrery.trials="$cases")
cd "$here"
go run . judge "$cases"
