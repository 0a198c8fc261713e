#!/usr/bin/env bash
# Offers modules to the real library and to Orrery's upload checks, and compares what both say, to the byte. No VM needed.
#
#   ./uploads.sh                           the bounded run of CI: contracts of this repository and of the wasmvm module
#   ./uploads.sh [OPTION…] FILE|FOLDER…    -unchecked, -contracts, -mutants=N, -guesses=N, -seed=N, -keep=FOLDER, -golden=FILE:
#                                          see UploadComparison in vm's tests
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

go build -o "$work/oracle" ./cmd/oracle
(cd ../.. && mvn -q --batch-mode -pl vm -am test-compile dependency:build-classpath \
  -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugins.dependency=warn)
for java in "${ORRERY_JAVA_HOME:-/none}/bin/java" /usr/lib/jvm/*25*/bin/java "${JAVA_HOME:-/none}/bin/java" java; do
  command -v "$java" > /dev/null && break
done

compare() {
  "$java" -XX:+UseSerialGC -Xmx1g -cp "../../vm/target/test-classes:../../vm/target/classes:$(cat "$work/classpath")" \
    dev.orrery.vm.check.compare.UploadComparison "$work/oracle" "$@"
}

if [ $# -gt 0 ]; then
  compare "$@"
else
  published=$(go list -m -f '{{.Dir}}' github.com/CosmWasm/wasmvm/v3)/testdata
  compare -mutants=600 "$published" ../../contracts-testdata/built
  compare -mutants=2000 -guesses=4000 ../../contracts-testdata/built/wat
  compare -unchecked -mutants=1500 -guesses=2000 ../../contracts-testdata/built/wat
fi
