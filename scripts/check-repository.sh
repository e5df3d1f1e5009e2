#!/usr/bin/env bash
# Checks the tracked files themselves: nothing that belongs to one machine, nothing that must not be committed, no file that
# grew too long.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0

complain() {
  echo "check-repository: $1" >&2
  failed=1
}

if git ls-files | grep -E '^(Package\.resolved|\.build/|\.tools/)' > /dev/null; then
  complain "Package.resolved, .build and .tools are not to be committed"
fi
paths=$(git grep -nE '/(work|root|home)/[a-z]' -- . ':!*.pb.swift' ':!*.grpc.swift' ':!scripts/check-repository.sh' || true)
[ -z "$paths" ] || complain "paths of a machine in tracked files:"$'\n'"$paths"
long=$(scripts/swift-files.sh | xargs -0 wc -l | awk '$2 != "total" && $1 > 500 { print $2 " has " $1 " lines" }')
[ -z "$long" ] || complain "files over 500 lines, to be split by topic:"$'\n'"$long"
stubs=$(scripts/swift-files.sh | grep -zE '^Sources/' | xargs -0 awk '
  FNR == 1 { reason = 0 }
  /[Ss]afe/ { reason = FNR }
  /fatalError\(|try!|@unchecked Sendable|nonisolated\(unsafe\)|Task\.detached|TODO|FIXME/ && FNR - reason > 4 { print FILENAME ":" FNR ": " $0 }
')
[ -z "$stubs" ] || complain "what the house rules ask a reason for (a comment just above that says why it is safe):"$'\n'"$stubs"
exit $failed
