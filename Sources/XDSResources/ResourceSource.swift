/// The seam between the xDS server and whoever makes the configuration.
///
/// The server calls `subscribe` once for each stream that a proxy opens, and reads snapshots from what it gets until the
/// stream ends; then it calls `finish`.
public protocol ResourceSource: Sendable {
  /// What describes a proxy to this source; the server makes it from the first request's node.
  associatedtype Subscription: ResourceSubscription

  /// Called as soon as a stream is opened, before anything is read from it: a source that knows its clients by what the transport tells
  /// turns strangers away here.
  /// - Returns: the peer, with the `proof` that `subscribe` is to have.
  /// - Throws: as `subscribe` does.
  func welcome(_ peer: ProxyPeer) async throws -> ProxyPeer

  /// - Parameters:
  ///   - node: what the proxy says about itself.
  ///   - peer: what the transport knows about it; a source that protects its configuration lets this decide.
  /// - Throws: to refuse the proxy; the stream ends with what the error says (`RefusedProxy` gives the gRPC status).
  func subscribe(_ node: ProxyNode, from peer: ProxyPeer) async throws -> Subscription
}

extension ResourceSource {
  public func welcome(_ peer: ProxyPeer) async throws -> ProxyPeer { peer }
}

/// One proxy's view: newest snapshot first, coalescing.
public protocol ResourceSubscription: Sendable {
  /// Returns the newest snapshot as soon as its generation differs from `known` (nil: at once); nil when the source ends.
  /// Snapshots in between may be skipped: a slow proxy gets the newest state, not a backlog. Cancellation returns nil.
  func next(after known: UInt64?) async -> ResourceSnapshot?

  /// When the stream must end although both sides live; nil where it may stay open for good.
  var term: StreamTerm? { get }

  /// Called by the server for everything worth knowing about what was sent and answered; must return quickly.
  func report(_ event: DeliveryEvent)

  /// Called once, when the stream has ended.
  func finish() async
}

extension ResourceSubscription {
  public var term: StreamTerm? { nil }
}

/// How long a stream may stay open: what the proxy proved may not be true for ever.
public struct StreamTerm: Sendable {
  /// What the stream ends with.
  public var refusal: RefusedProxy
  /// Returns when the time is over; throws when the waiting task is cancelled.
  public var wait: @Sendable () async throws -> Void

  public init(endingWith refusal: RefusedProxy, wait: @escaping @Sendable () async throws -> Void) {
    self.refusal = refusal
    self.wait = wait
  }
}

/// A proxy as it introduced itself.
public struct ProxyNode: Hashable, Sendable {
  public var id: String
  public var cluster: String
  /// Empty where unknown, like `zone` and `subZone`.
  public var region: String = ""
  public var zone: String = ""
  public var subZone: String = ""
  /// The node's metadata (a `google.protobuf.Struct`) as JSON bytes with sorted keys.
  public var metadataJSON: [UInt8]
  /// Names the proxy's build, for example `envoy 1.40.0`; empty when unknown.
  public var userAgent: String
  /// `client_features` of the node, sorted.
  public var clientFeatures: [String]
  /// The address that the stream comes from, for logs.
  public var peer: String
  /// Whether the stream speaks the incremental protocol.
  public var isDelta: Bool

  public init(
    id: String, cluster: String = "", metadataJSON: [UInt8] = [], userAgent: String = "", clientFeatures: [String] = [],
    peer: String = "", isDelta: Bool = false
  ) {
    self.id = id
    self.cluster = cluster
    self.metadataJSON = metadataJSON
    self.userAgent = userAgent
    self.clientFeatures = clientFeatures
    self.peer = peer
    self.isDelta = isDelta
  }
}

/// What happened on a stream.
public enum DeliveryEvent: Sendable, Hashable {
  /// A response went out.
  case sent(type: TypeURL, nonce: String, version: String, resources: Int, removed: Int, bytes: Int, generation: UInt64)
  case acknowledged(type: TypeURL, nonce: String, version: String, generation: UInt64)
  /// The proxy kept its last good configuration; `names` are the resources of the refused response.
  case rejected(type: TypeURL, nonce: String, version: String, message: String, names: [String])
  /// The proxy has answered everything that it is to have of the snapshot of this generation, and of all before. It goes on without
  /// what it refused: by type, sorted names of resources whose newest form it does not have.
  case settled(generation: UInt64, refused: [TypeURL: [String]])
  /// The proxy asked for these names (its subscription after the request, sorted); nil for the wildcard.
  case subscribed(type: TypeURL, names: [String]?)
}

/// Why a source refuses a proxy.
public struct RefusedProxy: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case unauthenticated, permissionDenied, invalidArgument, resourceExhausted, unavailable
  }
  public var reason: Reason
  public var message: String

  public init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }
}
