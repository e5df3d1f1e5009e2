import MeshAPI

/// Reads the `spec` of Ingresses and IngressClasses.
enum IngressDecoder {
  static func ingress(_ spec: FieldReader) -> KubernetesIngress {
    var ingress = KubernetesIngress()
    ingress.className = spec.string("ingressClassName")
    ingress.rules = spec.objects("rules") { rule($0) }
    ingress.tls = spec.objects("tls") { tls($0) }
    if spec.entry("defaultBackend") != nil {
      spec.report(
        .warning, .suspicious, "defaultBackend", "defaultBackend has no effect",
        suggestion: "write a rule without host, with the path / and the pathType Prefix")
    }
    spec.skipRest()
    return ingress
  }

  static func ingressClass(_ spec: FieldReader) -> KubernetesIngressClass {
    let controller = spec.string("controller") ?? ""
    spec.skipRest()
    return KubernetesIngressClass(controller: controller)
  }

  private static func rule(_ fields: FieldReader) -> KubernetesIngress.Rule? {
    let host = fields.string("host") ?? ""
    let paths = fields.object("http") { http -> [KubernetesIngress.Path] in
      let paths = http.objects("paths") { path($0) }
      http.skipRest()
      return paths
    }
    if !host.isEmpty, let problem = NameRules.wildcardHost(host) {
      fields.report(problem.severity, problem.code, "host", problem.message, suggestion: problem.suggestion)
    }
    fields.skipRest()
    guard let paths, !paths.isEmpty else {
      fields.report(.warning, .suspicious, nil, "a rule without paths leads nowhere", suggestion: "add http.paths")
      return nil
    }
    return KubernetesIngress.Rule(host: host, paths: paths)
  }

  private static func path(_ fields: FieldReader) -> KubernetesIngress.Path? {
    let path = fields.string("path") ?? ""
    let type = fields.choice("pathType", KubernetesIngress.PathType.allCases) ?? .implementationSpecific
    if !path.isEmpty, type != .implementationSpecific, !path.hasPrefix("/") {
      fields.report(.error, .invalidValue, "path", "a path starts with /", suggestion: "write /\(path)")
    }
    let backend = fields.object("backend") { Self.backend($0) }
    if !fields.has("backend") { fields.missing("backend") }
    fields.skipRest()
    return backend.map { KubernetesIngress.Path(path: path, type: type, service: $0.service, port: $0.port) }
  }

  private struct Backend {
    var service: String
    var port: KubernetesIngress.Port
  }

  private static func backend(_ fields: FieldReader) -> Backend? {
    let service = fields.object("service") { Self.service($0) }
    if service == nil, !fields.has("service") {
      fields.report(.error, .notSupported, "resource", "only services can take requests", suggestion: "write service")
    }
    fields.skipRest()
    return service
  }

  private static func service(_ fields: FieldReader) -> Backend? {
    let name = fields.requiredString("name")
    let port = fields.object("port") { Self.port(of: $0) }
    if port == nil { fields.missing("port", suggestion: "write port: {number: 80}, or the port's name") }
    fields.skipRest()
    guard let name, let port else { return nil }
    return Backend(service: name, port: port)
  }

  private static func port(of fields: FieldReader) -> KubernetesIngress.Port? {
    let (number, name) = (fields.port("number"), fields.string("name"))
    fields.skipRest()
    return number.map { .number($0) } ?? name.map { .name($0) }
  }

  /// Proxies know whole labels as wildcards in server names, and no others.
  private static func serverName(_ host: String) -> RuleProblem? {
    if host.hasPrefix("*"), !host.hasPrefix("*.") {
      return RuleProblem("\"\(host)\" is no name that a client can ask for", suggestion: "write *.example.com")
    }
    return NameRules.wildcardHost(host)
  }

  private static func tls(_ fields: FieldReader) -> KubernetesIngress.TLS? {
    let hosts = fields.strings("hosts", serverName)
    let name = CredentialNameRule.read("secretName", holdsKey: true, fields)
    if name == nil {
      fields.report(.warning, .suspicious, "secretName", "without secretName there is no certificate, and the hosts get no TLS")
    }
    fields.skipRest()
    return name.map { KubernetesIngress.TLS(hosts: hosts, secretName: $0) }
  }
}
