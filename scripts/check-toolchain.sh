#!/usr/bin/env bash
# Says in one sentence what the build needs and does not find; silent when all is there.
set -euo pipefail

missing() {
  echo "meltemi: $1" >&2
  exit 1
}

command -v swift > /dev/null || missing "Swift 6.2 or newer is needed and no 'swift' is on the PATH; install it from https://www.swift.org/install/linux/."
version=$(swift --version 2> /dev/null | sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p' | head -n 1)
read -r major minor <<< "${version:-0 0}"
if ((major < 6 || (major == 6 && minor < 2))); then
  missing "Swift 6.2 or newer is needed, but 'swift --version' says ${major}.${minor}."
fi
command -v git > /dev/null || missing "git is needed to fetch the Swift packages; install it with 'apt-get install git'."
command -v python3 > /dev/null || missing "Python 3 is needed to fetch Envoy; install it with 'apt-get install python3 python3-venv'."
[ -e /usr/include/sqlite3.h ] || [ -e /usr/local/include/sqlite3.h ] ||
  missing "SQLite's header is needed and not there; install it with 'apt-get install libsqlite3-dev'."
