#!/usr/bin/env python3
"""Steers the running demo with kubectl: Istio's sample rules are applied and deleted, and the page obeys.

  check-kubectl-demo.py STATE.json SAMPLES

STATE.json is what `meltemi demo bookinfo --state-file` wrote, SAMPLES the directory of Istio's sample rules. Ends with an error where
something does not hold.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request

state = json.load(open(sys.argv[1]))
samples = sys.argv[2]


def kubectl(*arguments):
    environment = dict(os.environ, KUBECONFIG=state["kubeconfig"])
    result = subprocess.run(["kubectl", *arguments], env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"FAILED kubectl {' '.join(arguments)}: {result.stdout}{result.stderr}")
    return result.stdout


def version():
    """Which version of reviews answers: v1 has no rating, v2 black stars, v3 red ones."""
    with urllib.request.urlopen(state["ingress"] + "/api/v1/products/0/reviews", timeout=20) as answer:
        rating = json.load(answer)["reviews"][0].get("rating")
    return "v1" if rating is None else {"black": "v2", "red": "v3"}.get(rating.get("color"), "unknown")


def becomes(what, condition):
    """Twelve answers in a row have to be as expected; a rule takes a moment to arrive."""
    row = 0
    deadline = time.monotonic() + 30
    while row < 12:
        row = row + 1 if condition(version()) else 0
        if time.monotonic() > deadline:
            sys.exit(f"FAILED {what}")
    print(f"held {what}", flush=True)


def main():
    print(kubectl("version").strip().splitlines()[-1])
    kubectl("apply", "-f", f"{samples}/destination-rule-all.yaml", "-f", f"{samples}/virtual-service-all-v1.yaml")
    becomes("all to v1, by kubectl apply", lambda found: found == "v1")
    kubectl("apply", "-f", f"{samples}/virtual-service-reviews-v3.yaml")
    becomes("all to v3, by kubectl apply", lambda found: found == "v3")
    patch = '[{"op": "replace", "path": "/spec/http/0/route/0/destination/subset", "value": "v2"}]'
    kubectl("patch", "virtualservice", "reviews", "--type", "json", "-p", patch)
    becomes("all to v2, by kubectl patch", lambda found: found == "v2")
    names = kubectl("get", "virtualservices", "-o", "name").split()
    if "virtualservice.networking.istio.io/reviews" not in names:
        sys.exit(f"FAILED kubectl get: {names}")
    kubectl("delete", "-f", f"{samples}/destination-rule-all.yaml", "-f", f"{samples}/virtual-service-all-v1.yaml")
    seen = set()
    deadline = time.monotonic() + 30
    while len(seen) < 3:
        seen.add(version())
        if time.monotonic() > deadline:
            sys.exit(f"FAILED all versions again, by kubectl delete: only {seen}")
    print("held all versions again, by kubectl delete")


main()
