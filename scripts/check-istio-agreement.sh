#!/usr/bin/env bash
# Compares the built control plane with recorded answers of Istio's: check-istio-agreement.sh SHARED. Fails below LEAST percent
# of leaves (default 99; docs/istio-compatibility.md says what differs on purpose).
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$1
least=${LEAST:-99}
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
result=$(.tools/checks/bin/python "$shared/checks/corpus_compare.py" --corpus "$shared/data/corpus" \
  --start "$PWD/.build/debug/meltemi discovery --config-dir {dir} --mesh-config $shared/data/corpus/mesh.yaml --xds-address 127.0.0.1:$port --http-address 127.0.0.1:0 --secure-xds-address 127.0.0.1:0 --state-dir {dir}.state --log-level error" \
  --address "127.0.0.1:$port")
echo "$result"
echo "$result" | tail -n 1 | python3 -c '
import json, sys
share, least = json.load(sys.stdin)["leaves_pct"], float(sys.argv[1])
print(f"check-istio-agreement: {share} % of leaves agree, at least {least} % are asked for")
sys.exit(share < least)' "$least"
