#!/usr/bin/env bash
# Starts the built demo, drives its page in a headless Chromium, checks that its hops are mutual TLS, puts Istio's sample rules through
# it where they are at hand (../shared), ends it, and checks that nothing stays behind. ROUNDS (default 1) repeats the rules.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=../shared
work=$(mktemp -d)
demo=""

finish() {
  status=$?
  if [ -n "$demo" ] && kill -0 "$demo" 2> /dev/null; then
    kill -INT "$demo" || true
    wait "$demo" || true
  fi
  if [ $status -ne 0 ] && [ -f "$work/demo.log" ]; then tail -n 40 "$work/demo.log" >&2; fi
  rm -rf "$work"
}
trap finish EXIT

MELTEMI_ENVOY=$(scripts/fetch-envoy.sh)
export MELTEMI_ENVOY
.build/debug/meltemi demo bookinfo --state-file "$work/state.json" --work-dir "$work/demo" --ingress-port 0 --http-port 0 \
  > "$work/demo.log" 2>&1 &
demo=$!
for _ in $(seq 1 600); do
  [ -f "$work/state.json" ] && break
  kill -0 "$demo" 2> /dev/null || { echo "check-demo: the demo ended before it was ready" >&2; exit 1; }
  sleep 0.1
done
[ -f "$work/state.json" ] || { echo "check-demo: the demo was not ready within a minute" >&2; exit 1; }

.tools/checks/bin/python scripts/check-page.py "$work/state.json"
python3 scripts/check-mutual-tls.py "$work/state.json"
samples=$shared/data/bookinfo/networking
# The check takes three answers in a row from v1 for a settled rule; one time in twenty chance gives them before the rule is in force,
# and then it says that "all to v1 stays" failed. Once more tells chance from a defect.
samples_hold() {
  python3 "$shared/checks/bookinfo_rules.py" "$work/state.json" "$samples" && return
  echo "check-demo: once more, should chance have answered" >&2
  python3 "$shared/checks/bookinfo_rules.py" "$work/state.json" "$samples"
}
if [ -d "$samples" ]; then
  python3 scripts/check-kubectl-demo.py "$work/state.json" "$samples"
  for _ in $(seq 1 "${ROUNDS:-1}"); do samples_hold; done
  rules=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["rulesDirectory"])' "$work/state.json")
  echo "again, with destination-rule-all-mtls.yaml in force"
  cp "$samples/destination-rule-all-mtls.yaml" "$rules/zz-all-mtls.yaml"
  samples_hold
fi

kill -INT "$demo"
wait "$demo" || { echo "check-demo: the demo ended with status $?" >&2; exit 1; }
demo=""
left=$(pgrep -f "$work/demo/proxies" || true)
[ -z "$left" ] || { echo "check-demo: processes stayed behind: $left" >&2; exit 1; }
echo "check-demo: all went well and nothing stayed behind"
