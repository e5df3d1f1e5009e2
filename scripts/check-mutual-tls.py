#!/usr/bin/env python3
"""Checks that a running Bookinfo demo speaks mutual TLS on every inner hop, and that rules about it hold.

Usage: check-mutual-tls.py STATE.json

Reads Envoy's own statistics and writes rules into the demo's rules directory; takes them away again.
"""

import json
import re
import socket
import sys
import time
import urllib.request
from pathlib import Path

PAGE = "/productpage?u=normal"
APOLOGY = "Sorry, product reviews are currently unavailable for this book."
ACCOUNT = "spiffe://cluster.local/ns/default/sa/bookinfo-"


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


# Rules reach Envoys one after the other, and one page asks one of three versions of reviews: so many answers in a row are of all.
ENOUGH = 15


def eventually(what, is_met, seconds=20):
    deadline = time.monotonic() + seconds
    streak = 0
    while streak < ENOUGH:
        streak = streak + 1 if is_met() else 0
        if time.monotonic() > deadline:
            sys.exit(f"check-mutual-tls: never: {what}")
        time.sleep(0.02)
    print(f"ok    {what}")


def statistics(proxy):
    lines = get(proxy["admin"] + "/stats").splitlines()
    return {name: int(value) for name, value in (line.rsplit(": ", 1) for line in lines if re.search(r": \d+$", line))}


def inbound(proxy):
    """The address of the listener that takes TLS, its connections, its handshakes, and handshakes without a certificate."""
    numbers = statistics(proxy)
    for name, handshakes in numbers.items():
        match = re.fullmatch(r"listener\.([0-9.]+)_(\d+)\.ssl\.handshake", name)
        if match:
            prefix = f"listener.{match[1]}_{match[2]}"
            address = (match[1], int(match[2]))
            return address, numbers[prefix + ".downstream_cx_total"], handshakes, numbers[prefix + ".ssl.no_certificate"]
    sys.exit(f"check-mutual-tls: {proxy['workload']} has no inbound listener that takes TLS")


def speaks_plain_text(address):
    """Whether the sidecar at `address` answers a plain-text request."""
    try:
        with socket.create_connection(address, timeout=5) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: reviews:9080\r\nConnection: close\r\n\r\n")
            return connection.recv(12) == b"HTTP/1.1 200"
    except OSError:
        return False


def main():
    state = json.loads(Path(sys.argv[1]).read_text())
    page = state["ingress"] + PAGE
    rules = Path(state["rulesDirectory"])
    sidecars = [proxy for proxy in state["proxies"] if proxy["workload"] != "istio-ingressgateway"]
    rule = rules / "check-mutual-tls.yaml"

    def write(text):
        partial = rules / ".check-mutual-tls"
        partial.write_text(text)
        partial.rename(rule)

    def policy(caller):
        return f"""
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {{name: check-mutual-tls, namespace: default}}
spec:
  selector: {{matchLabels: {{app: reviews}}}}
  rules:
  - when:
    - key: request.headers[x-forwarded-client-cert]
      values: ["*;URI={ACCOUNT}{caller}"]
"""

    def strictness(mode):
        return f"""
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {{name: check-mutual-tls, namespace: default}}
spec: {{mtls: {{mode: {mode}}}}}
"""

    try:
        for _ in range(30):
            get(page)
        for proxy in sidecars:
            address, connections, handshakes, anonymous = inbound(proxy)
            if not 0 < handshakes == connections or anonymous:
                sys.exit(
                    f"check-mutual-tls: {proxy['workload']}: {connections} connections, {handshakes} handshakes, "
                    f"{anonymous} of them without a certificate"
                )
            print(f"ok    {proxy['workload']}: {handshakes} handshakes, no connection in plain text")
        write(policy("ratings"))
        eventually("reviews refuses callers whose forwarded certificate is not of ratings", lambda: APOLOGY in get(page))
        write(policy("productpage"))
        eventually("reviews takes callers whose forwarded certificate is of productpage", lambda: APOLOGY not in get(page))
        reviews = next(proxy for proxy in sidecars if proxy["workload"].startswith("reviews"))
        address = inbound(reviews)[0]
        write(strictness("PERMISSIVE"))
        eventually("PERMISSIVE serves plain text", lambda: speaks_plain_text(address))
        write(strictness("STRICT"))
        eventually("STRICT refuses plain text", lambda: not speaks_plain_text(address))
        eventually("STRICT serves the mesh's own traffic", lambda: APOLOGY not in get(page))
    finally:
        rule.unlink(missing_ok=True)


main()
