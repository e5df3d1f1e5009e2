"""What Kubernetes' Python client does with an API server: objects, pages, conflicts, watches that resume.

Takes the path of a kubeconfig and a namespace. Prints one line for each thing that was seen to hold, and ends with an error at the first that does not.
"""

import sys
import threading

from kubernetes import client, config, watch

GROUP, VERSION, PLURAL, NAMESPACE = "networking.istio.io", "v1", "virtualservices", sys.argv[2]


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


def informer(core):
    """Lists and watches as informers do, for a copy that is kept up to date."""
    label = "of=informer"
    core.create_namespaced_config_map(NAMESPACE, config_map("known", {"of": "informer"}))
    listed = core.list_namespaced_config_map(NAMESPACE, label_selector=label, limit=500)
    copy = {item.metadata.name: item.data for item in listed.items}
    version = listed.metadata.resource_version
    core.create_namespaced_config_map(NAMESPACE, config_map("new", {"of": "informer"}))
    core.patch_namespaced_config_map("known", NAMESPACE, {"data": {"a": "b"}})
    core.delete_namespaced_config_map("new", NAMESPACE)
    bookmarks, last = 0, None
    options = {"resource_version": version, "label_selector": label, "timeout_seconds": 1, "allow_watch_bookmarks": True}
    for event in watch.Watch().stream(core.list_namespaced_config_map, NAMESPACE, **options):
        if event["type"] == "BOOKMARK":
            bookmarks += 1
            last = event["raw_object"]["metadata"]["resourceVersion"]
        elif event["type"] == "DELETED":
            copy.pop(event["object"].metadata.name)
        else:
            copy[event["object"].metadata.name] = event["object"].data
    held("an informer's copy is what the server has", copy == {"known": {"a": "b"}})
    held("a bookmark ends a watch whose time is over", bookmarks >= 1 and int(last) > int(version))


def config_map(name, labels):
    return client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name, labels=labels))


def scales(apps):
    labels = {"app": "web"}
    pod = client.V1PodTemplateSpec(
        metadata=client.V1ObjectMeta(labels=labels),
        spec=client.V1PodSpec(containers=[client.V1Container(name="web", image="web:1")]),
    )
    spec = client.V1DeploymentSpec(selector=client.V1LabelSelector(match_labels=labels), template=pod)
    apps.create_namespaced_deployment(NAMESPACE, client.V1Deployment(metadata=client.V1ObjectMeta(name="web"), spec=spec))
    scale = apps.read_namespaced_deployment_scale("web", NAMESPACE)
    held("a scale tells number and selector", scale.spec.replicas == 1 and scale.status.selector == "app=web")
    scale.spec.replicas = 4
    held("a scale is replaced", apps.replace_namespaced_deployment_scale("web", NAMESPACE, scale).spec.replicas == 4)
    held("an outdated scale conflicts", refused(409, apps.replace_namespaced_deployment_scale, "web", NAMESPACE, scale))
    held("the object has the number", apps.read_namespaced_deployment("web", NAMESPACE).spec.replicas == 4)


def main():
    config.load_kube_config(config_file=sys.argv[1])
    objects(client.CustomObjectsApi())
    pages(client.CoreV1Api())
    watches(client.CoreV1Api())
    informer(client.CoreV1Api())
    scales(client.AppsV1Api())
    print("done")


main()
