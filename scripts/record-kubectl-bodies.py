#!/usr/bin/env python3
"""Records what the real kubectl sends for commands that use typed clients, and what JSON it prints for the same objects.

Usage: record-kubectl-bodies.py KUBECTL FOLDER. Writes one file for each command of COMMANDS: the command, the body that kubectl
posts to a server that takes everything, in base64, and the object as kubectl's --dry-run=client prints it.
"""

import base64
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading

COMMANDS = {
    "namespace": "create namespace shop",
    "configmap": "create configmap settings --from-literal=a=b --from-literal=empty=",
    "secret": "create secret generic keys --from-literal=password=hunter2 --type=example.com/key",
    "docker-secret": "create secret docker-registry pull --docker-username=u --docker-password=p",
    "deployment": "create deployment web --image=nginx:1 --replicas=3 --port=80",
    "deployment-none": "create deployment idle --image=nginx:1 --replicas=0",
    "service": "create service clusterip web --tcp=80:8080 --tcp=443:https",
    "service-headless": "create service clusterip none --clusterip=None",
    "service-node-port": "create service nodeport web --tcp=80:8080 --node-port=30080",
    "service-external": "create service externalname far --external-name=example.com",
    "service-account": "create serviceaccount robot",
    "role": "create role reader --verb=get,list --resource=pods --resource-name=a",
    "role-binding": "create rolebinding readers --clusterrole=view --user=jane --serviceaccount=default:robot",
    "cluster-role": "create clusterrole healthy --verb=get --non-resource-url=/healthz",
    "cluster-role-binding": "create clusterrolebinding admins --clusterrole=cluster-admin --group=admins",
    "job": "create job once --image=busybox -- date -u",
    "cron-job": "create cronjob nightly --image=busybox --schedule=@daily -- date",
    "ingress": "create ingress web --class=mesh --rule=example.com/path*=web:80,tls=cert --annotation=a=b",
    "quota": "create quota small --hard=pods=3,cpu=1500m --scopes=BestEffort",
    "disruption-budget": "create poddisruptionbudget web --selector=app=web --min-available=50%",
    "priority-class": "create priorityclass low --value=-10 --description=last --preemption-policy=Never",
    "token": "create token robot --duration=20m --audience=a",
    "can-i": "auth can-i get pods/web --namespace=shop",
    "can-i-path": "auth can-i get /metrics",
    "can-i-list": "auth can-i --list --namespace=shop",
    "who-am-i": "auth whoami",
}
# What kubectl cannot print without a server.
NOT_PRINTED = ("token", "can-i", "can-i-path", "can-i-list", "who-am-i")


class Taker(http.server.BaseHTTPRequestHandler):
    """Takes every object that is posted, and answers with its type alone."""

    protocol_version = "HTTP/1.1"
    bodies = []

    def answer(self, code, value):
        text = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        lists = {
            "/api": {"kind": "APIVersions", "versions": ["v1"]},
            "/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": []},
            "/api/v1": {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
                {"name": "pods", "singularName": "pod", "namespaced": True, "kind": "Pod", "verbs": ["get", "list", "create"]}]},
        }
        found = lists.get(self.path.split("?")[0])
        self.answer(200 if found else 404, found or {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 404})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Taker.bodies.append((self.headers["Content-Type"], self.headers["Accept"], body))
        self.answer(201, type_of(body))

    def log_message(self, *arguments):
        pass


def type_of(body):
    """The apiVersion and kind of a body in protobuf form: two short texts in the first message."""
    if not body.startswith(b"k8s\0"):
        value = json.loads(body)
        return {"apiVersion": value["apiVersion"], "kind": value["kind"], "metadata": {}}
    message = body[6 : 6 + body[5]]
    version = message[2 : 2 + message[1]]
    kind = message[2 + len(version) + 2 :]
    return {"apiVersion": version.decode(), "kind": kind.decode(), "metadata": {}}


def main(kubectl, folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "KUBECONFIG": os.devnull}
        address = [f"--server=http://127.0.0.1:{server.server_port}"]
        for name, command in COMMANDS.items():
            Taker.bodies.clear()
            # What follows "--" is no longer kubectl's.
            words = command.split(" ")
            before = words[: words.index("--")] if "--" in words else words
            after = words[len(before) :]
            done = subprocess.run([kubectl, *before, *address, *after], env=environment, capture_output=True, text=True)
            if len(Taker.bodies) != 1:
                print(f"{name}: {len(Taker.bodies)} bodies; {done.stderr.strip()}")
                continue
            media_type, accept, body = Taker.bodies[0]
            record = {"command": command, "contentType": media_type, "accept": accept,
                      "body": base64.b64encode(body).decode()}
            if name not in NOT_PRINTED:
                dry = [kubectl, *before, *address, "--dry-run=client", "--output=json", *after]
                record["object"] = json.loads(subprocess.run(dry, env=environment, capture_output=True, check=True).stdout)
            with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
                json.dump(record, file, indent=2, sort_keys=True)
                file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
