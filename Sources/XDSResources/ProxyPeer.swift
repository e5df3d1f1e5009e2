/// What the transport knows about the client of a stream, beside what the client says about itself in its node.
///
/// A source that gives configuration to those alone who may have it looks here: a node is a claim, this is what can be proved.
public struct ProxyPeer: Sendable {
  /// Where the stream comes from, for example `ipv4:10.0.0.7:51234`.
  public var address: String
  /// Whether the transport keeps others from reading and changing what is sent.
  public var isEncrypted: Bool
  /// The client's certificates in DER, its own first; empty when it showed none. The transport has seen that the client holds the
  /// key; whether the chain leads to a root that is trusted is for the source to find out.
  public var certificateChainDER: [[UInt8]]
  /// The token of the stream's `authorization: Bearer` header.
  public var bearerToken: BearerToken?
  /// What the source found out about the client when the stream was opened; nobody else sets it.
  public var proof: (any Sendable)?

  public init(
    address: String = "", isEncrypted: Bool = false, certificateChainDER: [[UInt8]] = [], bearerToken: BearerToken? = nil
  ) {
    self.address = address
    self.isEncrypted = isEncrypted
    self.certificateChainDER = certificateChainDER
    self.bearerToken = bearerToken
  }
}

/// A client's token. It can be handed on and checked, but not be printed or dumped by accident.
public struct BearerToken: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let value: String

  public init(_ value: String) { self.value = value }

  /// Reads the value of an `authorization` header (RFC 6750, section 2.1); nil when it is of another scheme, or empty.
  public init?(authorization header: String) {
    let scheme = "bearer "
    guard header.count > scheme.count, header.prefix(scheme.count).lowercased() == scheme else { return nil }
    let token = header.dropFirst(scheme.count).drop { $0 == " " }
    guard !token.isEmpty else { return nil }
    value = String(token)
  }

  /// The token itself. Call it where the token is checked, never to keep or to show what it gives.
  public func reveal() -> String { value }

  public var description: String { "<redacted>" }
  public var debugDescription: String { "<redacted>" }
  /// Has no children: `dump` shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
