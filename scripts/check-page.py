#!/usr/bin/env python3
"""Drive the running demo's page in a headless Chromium, as a person would, and check what it shows.

check-page.py STATE.json [--screenshot FILE.png]

STATE.json is what `meltemi demo bookinfo --state-file` wrote. Needs Debian's `chromium` and the PyPI package `websocket-client`.
Exits with 1 when a check fails.
"""
import argparse
import base64
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

DESTINATIONS = """
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: reviews}
spec:
  host: reviews
  subsets:
  - {name: v1, labels: {version: v1}}
  - {name: v2, labels: {version: v2}}
  - {name: v3, labels: {version: v3}}
"""

JASON_SEES_V2 = DESTINATIONS + """
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: reviews}
spec:
  hosts: [reviews]
  http:
  - match: [{headers: {end-user: {exact: jason}}}]
    route: [{destination: {host: reviews, subset: v2}}]
  - route: [{destination: {host: reviews, subset: v1}}]
"""

RATINGS_DELAYED = """
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ratings}
spec:
  hosts: [ratings]
  http:
  - match: [{headers: {end-user: {exact: jason}}}]
    fault: {delay: {percentage: {value: 100}, fixedDelay: 7s}}
    route: [{destination: {host: ratings}}]
  - route: [{destination: {host: ratings}}]
"""


class Browser:
    """One page of a headless Chromium, spoken to over its debugging protocol."""

    def __init__(self, profile):
        self.process = subprocess.Popen(
            ["chromium", "--no-sandbox", "--headless=new", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0",
             "--remote-allow-origins=*", f"--user-data-dir={profile}", "--window-size=1280,1256", "about:blank"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        endpoint = next(line.split()[-1] for line in self.process.stderr if "DevTools listening" in line)
        base = endpoint.split("/devtools")[0].replace("ws", "http", 1)
        page = next(t for t in json.load(urllib.request.urlopen(base + "/json")) if t["type"] == "page")
        self.socket = websocket.create_connection(page["webSocketDebuggerUrl"], timeout=60)
        self.number, self.complaints, self.loads = 0, [], 0
        for domain in ("Page", "Log", "Runtime"):
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=1280, height=1256, deviceScaleFactor=1, mobile=False)

    def handle(self, message):
        if message.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown"):
            self.complaints.append(message["params"])
        if message.get("method") == "Page.loadEventFired":
            self.loads += 1

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            self.handle(message)
            if message.get("id") == self.number:
                return message.get("result", message)

    def evaluate(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    @contextlib.contextmanager
    def loading(self):
        """What is done inside makes the page load; returns when it has."""
        before = self.loads
        yield
        while self.loads == before:
            self.handle(json.loads(self.socket.recv()))

    def open(self, url):
        with self.loading():
            self.call("Page.navigate", url=url)

    def click(self, selector):
        x, y = self.evaluate(
            f"(() => {{ const r = document.querySelector('{selector}').getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2] })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def text(self, selector="body"):
        return self.evaluate(f"document.querySelector('{selector}')?.textContent ?? ''")

    def has(self, selector):
        return self.evaluate(f"document.querySelector('{selector}') !== null")

    def screenshot(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))


def put(folder, name, text):
    """Writes a rule file in one step, as an editor would."""
    temporary = folder / f".{name}"
    temporary.write_text(text)
    os.replace(temporary, folder / name)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("state")
    arguments.add_argument("--screenshot")
    arguments = arguments.parse_args()
    state = json.loads(pathlib.Path(arguments.state).read_text())
    rules, page, failures = pathlib.Path(state["rulesDirectory"]), state["ingress"] + "/productpage", []

    def check(name, holds):
        print(f"{'ok  ' if holds else 'FAIL'} page: {name}", flush=True)
        if not holds:
            failures.append(name)

    def reload_until(holds, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            browser.open(page)
            if holds():
                return True
        return False

    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(profile)
        try:
            browser.open(page)
            check("shows the book", "Comedy of Errors" in browser.text())
            put(rules, "page-reviews.yaml", JASON_SEES_V2)
            check("a stranger sees no stars", reload_until(lambda: "reviews-v1" in browser.text("#reviews-pod")) and not browser.has(".stars"))
            browser.click("#sign-in-button")
            browser.click("#username")
            browser.type("jason")
            browser.click("#password")
            browser.type("x")
            with browser.loading():
                browser.click("#sign-in button[type=submit]")
            check("jason is signed in", "jason" in browser.text("#user"))
            check("jason sees black stars", browser.has(".stars.black") and not browser.has(".stars.red"))
            if arguments.screenshot:
                browser.screenshot(arguments.screenshot)
            put(rules, "page-ratings.yaml", RATINGS_DELAYED)
            apology = "Sorry, product reviews are currently unavailable for this book."
            check("the page apologises while ratings are delayed", reload_until(lambda: apology in browser.text(), 40))
            (rules / "page-ratings.yaml").unlink()
            check("the stars come back", reload_until(lambda: browser.has(".stars.black"), 40))
            with browser.loading():
                browser.click("#sign-out")
            check("jason is signed out", "jason" not in browser.text("#user"))
            check("the browser had nothing to complain about", not browser.complaints)
            for complaint in browser.complaints:
                print("     ", json.dumps(complaint)[:300])
        finally:
            browser.process.terminate()
            browser.process.wait(10)
            for name in ("page-reviews.yaml", "page-ratings.yaml"):
                (rules / name).unlink(missing_ok=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
