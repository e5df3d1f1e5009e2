/// Where an `XDSServer` listens, and its limits.
public struct XDSServerConfiguration: Sendable {
  /// Where to listen, or where the server listens.
  public enum Address: Sendable, Hashable, CustomStringConvertible {
    /// An IPv4 or IPv6 address. Port 0 picks a free one; ask the server for `boundAddress`.
    case tcp(host: String, port: Int)
    /// A file that is replaced if it is there.
    case unixSocket(path: String)

    public var description: String {
      switch self {
      case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
      case .unixSocket(let path): "unix:\(path)"
      }
    }
  }

  /// nil for a server that listens nowhere itself, only where its `service` is served.
  public var address: Address?
  public var rules: DeliveryRules
  public var limits: XDSServerLimits
  /// Sent to proxies as the name of this control plane.
  public var identifier: String
  /// How often the server asks a silent connection for a sign of life; one that does not answer within `keepaliveTimeout` is
  /// closed, which also frees the place of a proxy that vanished.
  public var keepaliveInterval: Duration
  public var keepaliveTimeout: Duration

  public init(
    address: Address? = .tcp(host: "127.0.0.1", port: 0),
    rules: DeliveryRules = DeliveryRules(),
    limits: XDSServerLimits = XDSServerLimits(),
    identifier: String = "",
    keepaliveInterval: Duration = .seconds(30),
    keepaliveTimeout: Duration = .seconds(10)
  ) {
    self.address = address
    self.rules = rules
    self.limits = limits
    self.identifier = identifier
    self.keepaliveInterval = keepaliveInterval
    self.keepaliveTimeout = keepaliveTimeout
  }
}

/// What a client may ask of an `XDSServer`. A stream that goes beyond is ended with a gRPC status that says which limit it was,
/// except for `requestsPerSecond`, beyond which the server just reads more slowly.
public struct XDSServerLimits: Sendable, Hashable {
  /// Streams at a time, over all connections.
  public var streams: Int
  /// Streams at a time of which the source still has to find out who opened them, besides those that are served.
  public var strangers: Int
  /// Streams at a time that one node id may have; more than one happens while a proxy reconnects.
  public var streamsPerNode: Int
  /// Streams at a time that one connection may have.
  public var streamsPerConnection: Int
  /// Bytes of one request. A proxy that reconnects names all it has, some 100 bytes each.
  public var requestBytes: Int
  /// Requests of one stream, on average; bursts of ten times as many are free.
  public var requestsPerSecond: Int
  /// Resource types that a stream may ask for.
  public var types: Int
  /// Names of one type that a stream may ask for.
  public var namesPerType: Int
  /// How long a client may take from opening a stream to its first request.
  public var firstRequestTimeout: Duration

  public init(
    streams: Int = 10_000, strangers: Int = 1000, streamsPerNode: Int = 16, streamsPerConnection: Int = 100,
    requestBytes: Int = 32 << 20,
    requestsPerSecond: Int = 200, types: Int = 32, namesPerType: Int = 100_000, firstRequestTimeout: Duration = .seconds(30)
  ) {
    self.streams = streams
    self.strangers = strangers
    self.streamsPerNode = streamsPerNode
    self.streamsPerConnection = streamsPerConnection
    self.requestBytes = requestBytes
    self.requestsPerSecond = requestsPerSecond
    self.types = types
    self.namesPerType = namesPerType
    self.firstRequestTimeout = firstRequestTimeout
  }
}
