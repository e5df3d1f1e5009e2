#!/usr/bin/env bash
# Finds a Python with Kubernetes' client library and prints the path of its executable, and nothing else, on stdout: $MELTEMI_PYTHON if
# set, else an environment of its own in the ignored .tools folder, made on first use.
set -euo pipefail

version=37.0.2
root="$(cd "$(dirname "$0")/.." && pwd)"
folder="$root/.tools/kubernetes-client/$version"
python="$folder/bin/python"

missing() { echo "fetch-kubernetes-client: $1" >&2; exit 1; }

if [ -n "${MELTEMI_PYTHON:-}" ]; then
  "$MELTEMI_PYTHON" -c 'import kubernetes' 2>/dev/null || missing "MELTEMI_PYTHON=$MELTEMI_PYTHON has no package kubernetes"
  echo "$MELTEMI_PYTHON"
  exit
fi
if [ ! -x "$python" ] || ! "$python" -c 'import kubernetes' 2>/dev/null; then
  command -v python3 >/dev/null || missing "python3 is missing"
  echo "fetch-kubernetes-client: fetching kubernetes $version from PyPI" >&2
  rm -rf "$folder"
  python3 -m venv "$folder" >&2 || missing "python3 cannot make environments (Debian: apt-get install python3-venv)"
  "$folder/bin/pip" install --quiet --disable-pip-version-check "kubernetes==$version" >&2 ||
    missing "pip could not fetch kubernetes $version; set MELTEMI_PYTHON to a Python that has it"
fi
echo "$python"
