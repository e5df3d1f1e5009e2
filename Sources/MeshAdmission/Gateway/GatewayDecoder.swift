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
      let port = PortListDecoder.port(inner, nameRequired: true, isSocket: isSocket)
      checkProtocol(in: inner)
      return port
    }
    let hosts = fields.strings("hosts") { ScopedHost.check($0, isGateway: true) }
    let tls = fields.object("tls") { ServerTLSDecoder.decode($0) }
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
    guard let port else { return nil }
    checkTLS(tls, of: port, in: fields)
    if ProtocolRules.isTLS(port.protocol), tls?.settings.mode != .autoPassthrough { checkServerNames(hosts, in: fields) }
    return Gateway.Server(
      port: port, bind: bind, hosts: hosts, httpsRedirect: tls?.httpsRedirect ?? false,
      tls: ProtocolRules.isHTTP(port.protocol) ? nil : tls?.settings, name: name, defaultEndpoint: endpoint)
  }

  // MARK: Rules

  /// Protocols that name no byte stream.
  private static let notCarried = ["UDP", "HBONE"]

  private static func checkProtocol(in port: FieldReader) {
    guard let name = port.string("protocol") else {
      if !port.has("protocol") { port.missing("protocol", suggestion: "write protocol: HTTP") }
      return
    }
    if notCarried.contains(name.uppercased()) {
      port.report(
        .error, .notSupported, "protocol", "gateways do not carry \(name)",
        suggestion: "write HTTP, HTTPS, GRPC, HTTP2, GRPC-WEB, TLS, TCP, MONGO, REDIS or MYSQL")
    }
  }

  /// What a server says of TLS must fit what it says of its port.
  private static func checkTLS(_ tls: ServerTLSDecoder.Result?, of port: PortSpecification, in fields: FieldReader) {
    guard let tls else {
      if ProtocolRules.isTLS(port.protocol) {
        fields.missing("tls", suggestion: "\(port.protocol) needs a mode: SIMPLE, MUTUAL, PASSTHROUGH ...")
      }
      return
    }
    if ProtocolRules.isTLS(port.protocol) {
      if tls.httpsRedirect {
        fields.report(
          .warning, .suspicious, "tls", "httpsRedirect is meant for plain-text HTTP: requests that came by TLS are not redirected"
        )
      }
      return
    }
    guard ProtocolRules.isHTTP(port.protocol) else {
      fields.report(
        .error, .conflict, "tls", "a server of the protocol \(port.protocol) has no TLS",
        suggestion: "write the protocol TLS, or remove tls")
      return
    }
    if !tls.settings.mode.isPassthrough || !tls.settings.certificates.isEmpty || !tls.settings.credentialNames.isEmpty {
      fields.report(
        .error, .conflict, "tls", "a server of the protocol \(port.protocol) takes plain text: of tls only httpsRedirect counts",
        suggestion: "write the protocol HTTPS")
    }
  }

  /// Hosts become TLS server names, whose wildcards stand for whole labels.
  private static func checkServerNames(_ hosts: [String], in fields: FieldReader) {
    for (index, host) in hosts.enumerated() {
      let name = host.split(separator: "/", maxSplits: 1).last ?? ""
      guard name.hasPrefix("*"), name != "*", !name.hasPrefix("*.") else { continue }
      fields.report(
        .error, .invalidValue, "hosts", item: index, "proxies know no TLS server name like \"\(name)\"",
        suggestion: "write *.example.com")
    }
  }

  private static func checkNames(_ servers: [DocumentValue], in spec: FieldReader) {
    var ports: Set<String> = []
    var names: Set<String> = []
    for (index, server) in servers.enumerated() {
      if let name = server["port"]?["name"]?.string, !name.isEmpty, !ports.insert(name).inserted {
        spec.report(.error, .duplicateName, "servers", item: index, "the port name \"\(name)\" is used twice")
      }
      if let name = server["name"]?.string, !name.isEmpty, !names.insert(name).inserted {
        spec.report(
          .warning, .duplicateName, "servers", item: index, "the name \"\(name)\" is used twice: both share their statistics",
          suggestion: "give each server a name of its own")
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
