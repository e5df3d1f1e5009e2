import MeshAPI

/// Reads the few fields of a Pod that its endpoints inherit, from `spec`, `status` and `metadata.ownerReferences`.
enum PodDecoder {
  static func decode(_ root: FieldReader, controller: TargetReference?) -> KubernetesPod {
    var pod = KubernetesPod()
    pod.controller = controller
    _ = root.object("spec") { spec -> Bool? in
      readSpec(spec, into: &pod)
      return true
    }
    _ = root.object("status") { status -> Bool? in
      readStatus(status, into: &pod)
      return true
    }
    return pod
  }

  private static func readSpec(_ spec: FieldReader, into pod: inout KubernetesPod) {
    pod.nodeName = spec.string("nodeName")
    pod.serviceAccountName = spec.string("serviceAccountName")
    pod.hostname = spec.string("hostname")
    pod.subdomain = spec.string("subdomain")
    pod.hostNetwork = spec.bool("hostNetwork") ?? false
    let ports = spec.objects("containers") { container -> [KubernetesPod.ContainerPort] in
      let ports = container.objects("ports") { port -> KubernetesPod.ContainerPort? in
        let name = port.string("name") ?? ""
        let number = port.port("containerPort")
        let transport = port.string("protocol") ?? "TCP"
        port.skipRest()
        return number.map { KubernetesPod.ContainerPort(name: name, containerPort: $0, protocol: transport) }
      }
      container.skipRest()
      return ports
    }
    pod.containerPorts = ports.flatMap { $0 }
    spec.skipRest()
  }

  private static func readStatus(_ status: FieldReader, into pod: inout KubernetesPod) {
    pod.phase = status.string("phase")
    let address = status.string("podIP")
    let addresses = status.objects("podIPs") { entry -> String? in
      let ip = entry.string("ip")
      entry.skipRest()
      return ip
    }
    var seen: Set<String> = []
    pod.podIPs = ([address].compactMap { $0 } + addresses).filter { seen.insert($0).inserted }
    let ready = status.objects("conditions") { condition -> Bool? in
      let type = condition.string("type")
      let state = condition.string("status")
      condition.skipRest()
      return type == "Ready" ? state == "True" : nil
    }
    pod.isReady = ready.last
    status.skipRest()
  }

  /// The owner that controls an object, from its metadata; nil where it has none.
  static func controller(of metadata: FieldReader) -> TargetReference? {
    let namespace = metadata.string("namespace") ?? ""
    let owners = metadata.objects("ownerReferences") { owner -> TargetReference? in
      let kind = owner.string("kind") ?? ""
      let name = owner.string("name") ?? ""
      let isController = owner.bool("controller") ?? false
      owner.skipRest()
      return isController ? TargetReference(kind: kind, namespace: namespace, name: name) : nil
    }
    return owners.first
  }
}
