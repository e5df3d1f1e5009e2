#!/usr/bin/env bash
# Measures what docs/performance.md reports: builds the executables in release, measures the API server, and runs the meshes one
# after the other.
# Nothing else should run meanwhile; each report says how busy the machine was otherwise.
#
#   scripts/benchmark.sh [OUTPUT_DIRECTORY]     (default: .build/benchmark)
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/check-toolchain.sh
output=${1:-.build/benchmark}
mkdir -p "$output"

swift build -c release --product meltemi
swift build -c release --product meltemi-benchmark
swift build -c release --product meltemi-apiserver-benchmark
benchmark=$(swift build -c release --show-bin-path)/meltemi-benchmark

# NAME, then the options of meltemi-benchmark.
measure() {
  local name=$1
  shift
  echo "== $name: meltemi-benchmark $*"
  "$benchmark" "$@" --json "$output/$name.json" | tee "$output/$name.txt"
  echo
}

"$(dirname "$benchmark")/meltemi-apiserver-benchmark" | tee "$output/apiserver.txt"

measure 1000x40 --services 1000 --clients 40
measure 1000x40-vhds --services 1000 --clients 40 --virtual-hosts
measure 1000x40-vhds-tls --services 1000 --clients 40 --virtual-hosts --tls
measure 1000x40-single --services 1000 --clients 40 --layout single --rule-changes 0 --no-reconnects
measure 1000x100 --services 1000 --clients 100
measure 1000x100-vhds --services 1000 --clients 100 --virtual-hosts
measure 1000x1000 --services 1000 --clients 1000 --rule-changes 10 --pause 5 --timeout 900
measure 1000x1000-vhds --services 1000 --clients 1000 --virtual-hosts --rule-changes 10 --pause 5 --timeout 900
measure 1000x1000-vhds-tls --services 1000 --clients 1000 --virtual-hosts --tls --rule-changes 10 --pause 5 --timeout 900
