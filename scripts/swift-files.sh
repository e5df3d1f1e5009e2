#!/usr/bin/env bash
# Prints the hand-written Swift files of the repository, separated by NUL.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files -z --cached --others --exclude-standard -- 'Package.swift' 'Sources/*.swift' 'Tests/*.swift' 'Benchmarks/*.swift' \
  | grep -zv -e '/Generated/' -e '\.pb\.swift$' -e '\.grpc\.swift$'
