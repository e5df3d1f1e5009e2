import MeshModel

/// One sort of connection that clients may open to a port of a workload.
struct InboundMatch: Hashable {
  /// What is known of the port's protocol.
  enum Spoken: Hashable {
    case http, bytes
    /// Nothing: every connection tells by itself.
    case detected

    init(_ protocol: PortProtocol) {
      self = `protocol` == .automatic ? .detected : `protocol`.isHTTP ? .http : .bytes
    }
  }

  /// What TLS inspection finds; nil for anything.
  var transport: FilterChainPlan.Transport?
  /// What HTTP inspection or the client's ALPN names; empty for anything.
  var applicationProtocols: [String] = []
  /// Whether the proxy ends TLS, so that the workload gets plain text.
  var endsTLS = false
  var isHTTP: Bool

  /// The sorts of connections that a port takes, those that are told apart by more first.
  /// - Parameters:
  ///   - mode: nil where the proxy has no certificates: TLS then is the workload's own matter.
  ///   - isCaptured: whether the listener serves other ports as well.
  static func all(_ spoken: Spoken, mode: PeerPolicy.Mode?, isCaptured: Bool) -> [InboundMatch] {
    switch mode {
    case nil: withoutCertificates(spoken, isCaptured: isCaptured)
    case .disabled: plainText(spoken)
    case .permissive: permissive(spoken)
    case .strict: strict(spoken)
    }
  }

  /// TLS that a Sidecar object ends with certificates of its own.
  static func ended(isHTTP: Bool) -> InboundMatch { InboundMatch(transport: .tls, isHTTP: isHTTP) }

  private static func plainText(_ spoken: Spoken) -> [InboundMatch] {
    let rest = InboundMatch(transport: .plainText, isHTTP: spoken == .http)
    return spoken == .detected ? [detectedHTTP, rest] : [rest]
  }

  private static func strict(_ spoken: Spoken) -> [InboundMatch] {
    let rest = InboundMatch(transport: .tls, endsTLS: true, isHTTP: spoken == .http)
    return spoken == .detected ? [peerHTTP, rest] : [rest]
  }

  /// TLS that is not the mesh's own belongs to the workload, unless the port is known for plain-text HTTP.
  private static func permissive(_ spoken: Spoken) -> [InboundMatch] {
    func peers(_ protocols: [String], isHTTP: Bool = false) -> InboundMatch {
      InboundMatch(transport: .tls, applicationProtocols: protocols, endsTLS: true, isHTTP: isHTTP)
    }
    switch spoken {
    case .http: return [peers(MeshALPN.all, isHTTP: true)] + plainText(spoken)
    case .bytes: return [peers(MeshALPN.all), InboundMatch(transport: .tls, isHTTP: false)] + plainText(spoken)
    case .detected:
      let rest = [InboundMatch(transport: .plainText, isHTTP: false), InboundMatch(transport: .tls, isHTTP: false)]
      return [peerHTTP, detectedHTTP, peers(MeshALPN.bytes)] + rest
    }
  }

  private static func withoutCertificates(_ spoken: Spoken, isCaptured: Bool) -> [InboundMatch] {
    guard isCaptured else {
      let rest = InboundMatch(isHTTP: spoken == .http)
      return spoken == .detected ? [detectedHTTP, rest] : [rest]
    }
    let tls = InboundMatch(transport: .tls, isHTTP: false)
    switch spoken {
    case .http: return plainText(spoken)
    case .bytes: return [tls] + plainText(spoken)
    case .detected: return plainText(spoken) + [tls]
    }
  }

  /// HTTP that the client's proxy found out about.
  private static let peerHTTP = InboundMatch(
    transport: .tls, applicationProtocols: MeshALPN.http, endsTLS: true, isHTTP: true)
  /// HTTP that the listener finds out about.
  private static let detectedHTTP = InboundMatch(
    transport: .plainText, applicationProtocols: FilterChainPlan.plainTextHTTP, isHTTP: true)
}

/// What clients of the mesh call their connections in the TLS handshake (Istio's names), so that a server can tell mutual TLS of the
/// mesh from TLS that is for the workload.
package enum MeshALPN {
  /// Mutual TLS of the mesh, whatever is inside.
  package static let any = "istio"
  /// From clients that have found out that it is HTTP.
  static let http = ["istio-http/1.0", "istio-http/1.1", "istio-h2"]
  /// From clients that have not; the first is said by those that also tell of themselves at the start of the connection.
  static let bytes = ["istio-peer-exchange", any]
  static let all = [any, "istio-peer-exchange"] + http
}
