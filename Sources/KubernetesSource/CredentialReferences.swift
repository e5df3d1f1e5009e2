import MeshAPI

/// Secrets and ConfigMaps that a rule names, before it is known in which namespaces its proxies are.
struct CredentialReferences: Hashable, Sendable {
  struct Named: Hashable, Sendable {
    var kind: ObjectKind
    /// nil for the namespaces of the proxies.
    var namespace: String?
    var name: String
  }
  enum Audience: Hashable, Sendable {
    /// Workloads that a Gateway picks, in whichever namespace.
    case selected([String: String])
    /// All workloads that any Gateway picks by a label.
    case gateways
  }
  var named: Set<Named> = []
  var audience: Audience

  /// nil where an object names none.
  init?(_ object: MeshObject) {
    switch object {
    case .gateway(let gateway):
      audience = .selected(gateway.spec.selector)
      for tls in gateway.spec.servers.compactMap(\.tls) { add(tls) }
    case .destinationRule(let rule):
      audience = .gateways
      let policies = [rule.spec.trafficPolicy] + rule.spec.subsets.map(\.trafficPolicy)
      for policy in policies.compactMap({ $0 }) {
        for tls in [policy.tls] + policy.portLevelSettings.map(\.tls) {
          if let name = tls?.credentialName { add(name, withRoots: true) }
        }
      }
    case .ingress(let ingress):
      audience = .gateways
      for entry in ingress.spec.tls { add(entry.secretName, withRoots: false) }
    default: return nil
    }
    if named.isEmpty { return nil }
  }

  private mutating func add(_ tls: ServerTLSSettings) {
    for name in tls.credentialNames { add(name, withRoots: tls.mode != .simple) }
    if let name = tls.caCertCredentialName { add(name, withRoots: false) }
  }

  /// - Parameter withRoots: whether the roots may lie in an object of their own, `NAME-cacert`.
  private mutating func add(_ written: String, withRoots: Bool) {
    guard !written.hasPrefix(CredentialName.builtIn) else { return }
    let credential = CredentialName(written, part: .keyPair)
    let kind: ObjectKind = credential.isConfigMap ? .configMap : .secret
    let (namespace, name) = credential.place
    guard Self.isName(name), namespace.map(Self.isName) ?? true else { return }
    named.insert(Named(kind: kind, namespace: namespace, name: name))
    let bare = CredentialName.withoutRootsSuffix(name)
    if bare != name {
      if !bare.isEmpty { named.insert(Named(kind: kind, namespace: namespace, name: bare)) }
    } else if withRoots {
      named.insert(Named(kind: kind, namespace: namespace, name: name + CredentialName.rootsSuffix))
    }
  }

  /// Whether the text can be a name at all, and so may stand in a field selector.
  private static func isName(_ text: String) -> Bool {
    (1...253).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }
}
