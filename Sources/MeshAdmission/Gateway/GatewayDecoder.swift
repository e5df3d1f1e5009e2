import MeshAPI

/// Reads a Gateway's `spec`.
enum GatewayDecoder {
  static func decode(_ spec: FieldReader) -> Gateway {
    let servers = spec.objects("servers") { server($0) }
    let selector = SelectorRules.labels("selector", from: spec) ?? [:]
    if case .list(let items)? = spec.entry("servers")?.value.content, !items.isEmpty {
      checkNames(items, in: spec)
    } else {
      spec.missing("servers", suggestion: "add at least one server")
    }
    if selector.isEmpty {
      spec.report(.warning, .suspicious, "selector", "without a selector the gateway applies to every proxy")
    }
    return Gateway(servers: servers, selector: selector)
  }

  private static func server(_ fields: FieldReader) -> Gateway.Server? {
    let bind = fields.string("bind")
    let isSocket = bind.map(AddressRules.isUnixSocket) ?? false
    let port = fields.object("port") { inner in
      let port = PortListDecoder.port(inner, nameRequired: true, numberRange: isSocket ? 0...65535 : 1...65535)
      checkProtocol(in: inner)
      return port
    }
    let hosts = fields.strings("hosts") { ScopedHost.check($0, isGateway: true) }
    let redirect = fields.object("tls") { tls($0) } ?? false
    let name = fields.string("name")
    let endpoint = fields.string("defaultEndpoint")
    if !fields.has("port") { fields.missing("port") }
    if hosts.isEmpty { fields.missing("hosts", suggestion: "write \"*\" for all hosts") }
    if let bind, let problem = isSocket ? AddressRules.unixSocket(bind) : AddressRules.ip(bind) {
      fields.report(problem.severity, problem.code, "bind", problem.message, suggestion: problem.suggestion)
    }
    if endpoint != nil {
      fields.report(
        .warning, .suspicious, "defaultEndpoint", "defaultEndpoint has no effect on a gateway", suggestion: "remove it")
    }
    return port.map {
      Gateway.Server(
        port: $0, bind: bind, hosts: hosts, httpsRedirect: redirect, name: name, defaultEndpoint: endpoint)
    }
  }

  private static func checkProtocol(in port: FieldReader) {
    guard let name = port.string("protocol") else {
      if !port.has("protocol") { port.missing("protocol", suggestion: "write protocol: HTTP") }
      return
    }
    if !ProtocolRules.isHTTP(name), ProtocolRules.check(name) == nil {
      port.report(
        .error, .notSupported, "protocol", "\(name) servers: not supported yet", suggestion: "HTTP, HTTP2 and GRPC are")
    }
  }

  /// Of the TLS settings, only the redirect to HTTPS is done; the result tells whether it is asked for.
  private static func tls(_ fields: FieldReader) -> Bool {
    let redirect = fields.bool("httpsRedirect") ?? false
    fields.encryptionNotSupported(
      "mode", "serverCertificate", "privateKey", "caCertificates", "caCrl", "credentialName", "credentialNames",
      "caCertCredentialName", "subjectAltNames", "verifyCertificateSpki", "verifyCertificateHash",
      "minProtocolVersion", "maxProtocolVersion", "cipherSuites", "tlsCertificates", "insecureSkipVerify")
    return redirect
  }

  private static func checkNames(_ servers: [DocumentValue], in spec: FieldReader) {
    var names: Set<String> = []
    for (index, server) in servers.enumerated() {
      guard let name = server["port"]?["name"]?.string, !name.isEmpty else { continue }
      if !names.insert(name).inserted {
        spec.report(.error, .duplicateName, "servers", item: index, "the port name \"\(name)\" is used twice")
      }
    }
  }
}

/// Hosts with an optional namespace in front, as Gateways and Sidecars write them.
enum ScopedHost {
  static func check(_ text: String, isGateway: Bool) -> RuleProblem? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.last else { return RuleProblem(.required, "a host must not be empty") }
    if parts.count == 1, !isGateway {
      return RuleProblem("\"\(text)\" must be namespace/host", suggestion: "write ./\(text) for the rule's own namespace")
    }
    if parts.count == 2, let problem = namespace(parts[0], isGateway: isGateway) { return problem }
    if isGateway, AddressRules.isIP(last) { return nil }
    if last != "*", !last.contains(".") {
      return RuleProblem("\"\(last)\" is a short name; a full host name is needed", suggestion: "write \"*\" or a full name")
    }
    return NameRules.wildcardHost(last)
  }

  private static func namespace(_ name: String, isGateway: Bool) -> RuleProblem? {
    if name == "*" || name == "." || (name == "~" && !isGateway) || NameRules.isLabel(name) { return nil }
    return RuleProblem("\"\(name)\" is not a namespace", suggestion: "write a namespace, \".\" or \"*\"")
  }
}
