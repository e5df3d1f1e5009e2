import MeshIdentity

/// What Envoy asks for by name over SDS.
enum Secret: Sendable, Hashable {
  /// A certificate chain (PEM) and its key.
  case keyPair(chain: String, key: Redacted<String>)
  /// The roots that peers are believed by (PEM).
  case roots(String)
}

/// A secret under its name. The version tells it from others that had the name before, as long as the agent runs.
struct NamedSecret: Sendable, Hashable {
  var name: String
  var version: UInt64
  var secret: Secret
}

/// The names that control planes give to secrets, those of Istio.
enum SecretName {
  /// The workload's own certificate and key.
  static let workload = "default"
  /// The roots of the mesh.
  static let roots = "ROOTCA"
  /// The longest name that is answered.
  static let maximumLength = 4096

  /// The files behind the name of a mounted secret.
  enum Files: Sendable, Hashable {
    /// `file-cert:CHAIN~KEY`
    case keyPair(chain: String, key: String)
    /// `file-root:ROOTS`; `file-root:system` is what the system trusts.
    case roots(String)
  }

  /// The files that a name stands for; nil for other names and for files that are not named from the root.
  static func files(_ name: String) -> Files? {
    guard name.utf8.count <= maximumLength, !name.utf8.contains(0) else { return nil }
    if name.hasPrefix("file-root:") {
      let path = String(name.dropFirst("file-root:".count))
      if path == "system" { return .roots(SystemRoots.path) }
      return path.hasPrefix("/") ? .roots(path) : nil
    }
    guard name.hasPrefix("file-cert:") else { return nil }
    let paths = name.dropFirst("file-cert:".count).split(separator: "~", omittingEmptySubsequences: false).map(String.init)
    guard paths.count == 2, paths.allSatisfy({ $0.hasPrefix("/") }) else { return nil }
    return .keyPair(chain: paths[0], key: paths[1])
  }
}
