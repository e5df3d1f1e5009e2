"""What Kubernetes' Python client does with an API server: objects, pages, conflicts, watches that resume.

Takes the path of a kubeconfig. Prints one line for each thing that was seen to hold, and ends with an error at the first that does not.
"""

import sys
import threading

from kubernetes import client, config, watch

GROUP, VERSION, PLURAL, NAMESPACE = "networking.istio.io", "v1", "virtualservices", "default"


def rule(name, subset="v1"):
    route = [{"destination": {"host": "reviews", "subset": subset}}]
    return {
        "apiVersion": f"{GROUP}/{VERSION}",
        "kind": "VirtualService",
        "metadata": {"name": name},
        "spec": {"hosts": ["reviews"], "http": [{"route": route}]},
    }


def held(what, condition):
    if not condition:
        sys.exit(f"FAILED {what}")
    print(f"held {what}", flush=True)


def refused(code, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except client.ApiException as error:
        return error.status == code
    return False


def objects(custom):
    created = custom.create_namespaced_custom_object(GROUP, VERSION, NAMESPACE, PLURAL, rule("a"))
    held("create gives a uid and a version", created["metadata"]["uid"] and created["metadata"]["resourceVersion"])
    held("creating again conflicts", refused(409, custom.create_namespaced_custom_object, GROUP, VERSION, NAMESPACE, PLURAL, rule("a")))
    read = custom.get_namespaced_custom_object(GROUP, VERSION, NAMESPACE, PLURAL, "a")
    held("what is read is what was created", read == created)
    older = custom.get_namespaced_custom_object(GROUP, "v1alpha3", NAMESPACE, PLURAL, "a")
    held("older versions are the same object", older["spec"] == read["spec"] and older["apiVersion"] == f"{GROUP}/v1alpha3")
    read["spec"]["hosts"] = ["ratings"]
    replaced = custom.replace_namespaced_custom_object(GROUP, VERSION, NAMESPACE, PLURAL, "a", read)
    held("replace counts the generation", replaced["metadata"]["generation"] == 2)
    held(
        "an outdated version conflicts",
        refused(409, custom.replace_namespaced_custom_object, GROUP, VERSION, NAMESPACE, PLURAL, "a", read),
    )
    patch = {"metadata": {"labels": {"x": "y"}}}
    patched = custom.patch_namespaced_custom_object(GROUP, VERSION, NAMESPACE, PLURAL, "a", patch)
    held("a patch keeps the rest", patched["metadata"]["labels"] == {"x": "y"} and patched["spec"]["hosts"] == ["ratings"])
    wrong = rule("b")
    wrong["spec"]["http"][0]["timeout"] = "soon"
    held("wrong rules are refused", refused(422, custom.create_namespaced_custom_object, GROUP, VERSION, NAMESPACE, PLURAL, wrong))
    custom.delete_namespaced_custom_object(GROUP, VERSION, NAMESPACE, PLURAL, "a")
    held("what is deleted is gone", refused(404, custom.get_namespaced_custom_object, GROUP, VERSION, NAMESPACE, PLURAL, "a"))


def pages(core):
    names = [f"page-{number:03}" for number in range(25)]
    for name in names:
        core.create_namespaced_config_map(NAMESPACE, client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name, labels={"of": "pages"})))
    seen, versions, token = [], set(), None
    while True:
        page = core.list_namespaced_config_map(NAMESPACE, limit=10, _continue=token, label_selector="of=pages")
        seen += [item.metadata.name for item in page.items]
        versions.add(page.metadata.resource_version)
        token = page.metadata._continue
        if len(seen) == 10:
            # What is made between two pages belongs to no page: all are of one moment.
            core.create_namespaced_config_map(
                NAMESPACE, client.V1ConfigMap(metadata=client.V1ObjectMeta(name="page-999", labels={"of": "pages"}))
            )
        if not token:
            break
    held("pages make the whole list, as of one moment", seen == names and len(versions) == 1)
    core.delete_collection_namespaced_config_map(NAMESPACE, label_selector="of=pages")
    held("a collection is deleted", not core.list_namespaced_config_map(NAMESPACE, label_selector="of=pages").items)


def watches(core):
    start = core.list_namespaced_config_map(NAMESPACE).metadata.resource_version

    def work():
        for number in range(20):
            name = f"watched-{number}"
            labels = {"parity": "even" if number % 2 == 0 else "odd"}
            core.create_namespaced_config_map(NAMESPACE, client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name, labels=labels)))
            core.patch_namespaced_config_map(name, NAMESPACE, {"data": {"n": str(number)}})
            core.delete_namespaced_config_map(name, NAMESPACE)

    worker = threading.Thread(target=work)
    worker.start()
    events = follow(core, start, 60)
    worker.join()
    expected = [(kind, f"watched-{n}") for n in range(20) for kind in ("ADDED", "MODIFIED", "DELETED")]
    held("a watch tells every change in order", [(kind, name) for kind, name, _ in events] == expected)
    middle = events[29][2]
    held("a watch resumes without gap or double", follow(core, middle, 30) == events[30:])
    even = [event[:2] for event in follow(core, start, 30, label_selector="parity=even")]
    held("a watch tells what is selected", even == [event for event in expected if int(event[1].split("-")[1]) % 2 == 0])


def follow(core, version, count, **options):
    """The first `count` events after a version, over as many connections as it takes."""
    events = []
    while len(events) < count:
        stream = watch.Watch().stream(
            core.list_namespaced_config_map, NAMESPACE, resource_version=version, timeout_seconds=30, **options
        )
        for event in stream:
            version = event["object"].metadata.resource_version
            events.append((event["type"], event["object"].metadata.name, version))
            # Leave in the middle now and then, as connections do.
            if len(events) == count or len(events) % 17 == 0:
                break
    return events


def main():
    config.load_kube_config(config_file=sys.argv[1])
    objects(client.CustomObjectsApi())
    pages(client.CoreV1Api())
    watches(client.CoreV1Api())
    print("done")


main()
