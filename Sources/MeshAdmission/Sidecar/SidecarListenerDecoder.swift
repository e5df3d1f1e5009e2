import MeshAPI

/// Reads the listeners of a Sidecar.
enum SidecarListenerDecoder {
  private static let modes = [Sidecar.CaptureMode.default, .iptables, .none]

  static func ingress(_ fields: FieldReader) -> Sidecar.Ingress? {
    let port = fields.object("port") { PortListDecoder.port($0, nameRequired: false) }
    let bind = fields.string("bind")
    let mode = fields.choice("captureMode", modes) ?? .default
    let endpoint = fields.string("defaultEndpoint")
    let pool = fields.object("connectionPool") { ConnectionPoolDecoder.decode($0) }
    let tls = fields.object("tls") { self.tls($0, port: port) }
    if !fields.has("port") { fields.missing("port") }
    if pool?.http != nil, let name = port?.protocol, !name.isEmpty, !ProtocolRules.isHTTP(name) {
      fields.report(
        .warning, .suspicious, "connectionPool", "the port's protocol is \(name), so the http settings have no effect")
    }
    if let bind, let problem = AddressRules.ip(bind) {
      fields.report(problem.severity, problem.code, "bind", problem.message)
    }
    if let endpoint, let problem = defaultEndpoint(endpoint) {
      fields.report(problem.severity, problem.code, "defaultEndpoint", problem.message, suggestion: problem.suggestion)
    }
    return port.map {
      Sidecar.Ingress(port: $0, bind: bind, captureMode: mode, defaultEndpoint: endpoint, connectionPool: pool, tls: tls)
    }
  }

  /// TLS that ends at the sidecar; secrets and redirects are for gateways.
  private static func tls(_ fields: FieldReader, port: PortSpecification?) -> ServerTLSSettings {
    fields.refuse(
      ["credentialName", "credentialNames", "caCertCredentialName"], "secrets are for gateways",
      suggestion: "write serverCertificate and privateKey, files that the workload's proxy can read")
    fields.refuse(["httpsRedirect"], "redirects are for gateways", suggestion: "remove it")
    let settings = ServerTLSDecoder.decode(fields).settings
    if settings.mode.isPassthrough || settings.mode == .istioMutual {
      fields.report(
        .error, .conflict, "mode", "\(settings.mode.rawValue) means nothing to a sidecar's ingress",
        suggestion: "write SIMPLE or MUTUAL")
    }
    if let port, !["HTTPS", "TLS"].contains(port.protocol.uppercased()) {
      fields.report(
        .error, .conflict, nil, "tls needs a port with the protocol HTTPS or TLS", suggestion: "write protocol: HTTPS")
    }
    return settings
  }

  /// Loopback or the instance's own address with a port, or a unix socket.
  static func defaultEndpoint(_ text: String) -> RuleProblem? {
    if AddressRules.isUnixSocket(text) { return AddressRules.unixSocket(text) }
    let suggestion = "write 127.0.0.1:PORT, [::1]:PORT, 0.0.0.0:PORT, [::]:PORT or unix:///PATH"
    guard let colon = text.lastIndex(of: ":") else {
      return RuleProblem("\"\(text)\" has no port", suggestion: suggestion)
    }
    guard ["", "127.0.0.1", "0.0.0.0", "[::1]", "[::]"].contains(text[..<colon]) else {
      return RuleProblem("\"\(text[..<colon])\" is not an address of the workload itself", suggestion: suggestion)
    }
    let digits = text[text.index(after: colon)...]
    guard let port = Int(digits), (1...65535).contains(port) else {
      return RuleProblem(.outOfRange, "\"\(digits)\" is not a port", suggestion: suggestion)
    }
    return nil
  }

  static func egress(_ fields: FieldReader, namespace: String) -> Sidecar.Egress {
    let bind = fields.string("bind")
    let isSocket = bind.map(AddressRules.isUnixSocket) ?? false
    let port = fields.object("port") {
      PortListDecoder.port($0, nameRequired: false, isSocket: isSocket, mayBeProxy: true)
    }
    let mode = fields.choice("captureMode", modes) ?? .default
    let hosts = fields.strings("hosts") { ScopedHost.check($0, isGateway: false) }
    if hosts.isEmpty { fields.missing("hosts", suggestion: "write \"*/*\" for all hosts") }
    checkOverlap(hosts, namespace: namespace, in: fields)
    if let bind { check(bind, isSocket: isSocket, port: port, mode: mode, in: fields) }
    return Sidecar.Egress(port: port, bind: bind, captureMode: mode, hosts: hosts)
  }

  /// Hosts that another entry of the list holds already.
  private static func checkOverlap(_ hosts: [String], namespace: String, in fields: FieldReader) {
    var seen: [(namespace: String, host: String)] = []
    for (index, text) in hosts.enumerated() {
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let scope = parts.first, let host = parts.last else { continue }
      let own = (namespace: scope == "." ? namespace : scope, host: host)
      let isCovered = seen.contains {
        ($0.namespace == own.namespace || $0.namespace == "*") && ($0.host == host || $0.host == "*")
      }
      if isCovered {
        fields.report(.warning, .suspicious, "hosts", item: index, "\"\(text)\" is covered by an earlier entry")
      }
      seen.append(own)
    }
  }

  private static func check(
    _ bind: String, isSocket: Bool, port: PortSpecification?, mode: Sidecar.CaptureMode, in fields: FieldReader
  ) {
    if let problem = isSocket ? AddressRules.unixSocket(bind) : AddressRules.ip(bind) {
      fields.report(problem.severity, problem.code, "bind", problem.message, suggestion: problem.suggestion)
    }
    if !fields.has("port") {
      fields.report(.error, .conflict, "bind", "bind needs a port")
    }
    guard isSocket else { return }
    if let port, port.number != 0 {
      fields.report(.error, .conflict, "bind", "a listener on a unix socket has the port number 0")
    }
    if mode == .iptables {
      fields.report(.error, .conflict, "captureMode", "traffic to a unix socket cannot be captured", suggestion: "write NONE")
    }
  }
}
