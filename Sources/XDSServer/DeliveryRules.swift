public import XDSResources

/// How resources of each type are delivered: in which order, what waits for what, and how a proxy names them.
///
/// The defaults are those that Envoy needs (see docs/xds-server.md); a type that nobody described gets `TypeRules()`.
public struct DeliveryRules: Sendable {
  /// The types that depend on each other: a resource may name resources of types that stand before its own.
  ///
  /// Updates go out in this order, removals in reverse and last. Types that are not listed are delivered on their own.
  public var order: [TypeURL]
  public var types: [TypeURL: TypeRules]
  /// How long others wait for a proxy to answer a response before they go on without its answer.
  public var answerTimeout: Duration
  /// How many resources that are no longer in force a proxy keeps, at most, because something it refused to replace may
  /// still name them.
  public var lingeringLimit: Int

  public init(
    order: [TypeURL] = [.secret, .cluster, .endpoint, .listener, .route, .virtualHost, .nameTable],
    types: [TypeURL: TypeRules] = DeliveryRules.envoyTypes,
    answerTimeout: Duration = .seconds(5),
    lingeringLimit: Int = 4096
  ) {
    self.order = order
    self.types = types
    self.answerTimeout = answerTimeout
    self.lingeringLimit = lingeringLimit
  }

  public subscript(type: TypeURL) -> TypeRules { types[type] ?? TypeRules() }

  /// What Envoy needs for the types that make a mesh.
  public static let envoyTypes: [TypeURL: TypeRules] = [
    .secret: TypeRules(lane: .own),
    .cluster: TypeRules(
      lane: .ordered(gate: true), isWholeSet: true, emptyMeansAll: true, refusesSingly: true, repeatsWith: .endpoint),
    .endpoint: TypeRules(lane: .own),
    .listener: TypeRules(
      lane: .ordered(gate: false), isWholeSet: true, emptyMeansAll: true, refusesSingly: true, removal: .withUpdates),
    .route: TypeRules(lane: .ordered(gate: false)),
    .virtualHost: TypeRules(
      lane: .ordered(gate: false), emptyMeansAll: true, matching: .namespace, removal: .withUpdates, follows: .route),
    // What names lead to is in place before the names are told.
    .nameTable: TypeRules(lane: .ordered(gate: false), isWholeSet: true, emptyMeansAll: true, isOptional: true),
  ]
}

/// How resources of one type are delivered.
public struct TypeRules: Sendable, Hashable {
  /// When updates of a type may go out.
  public enum Lane: Sendable, Hashable {
    /// As soon as there is one: what this type says does not depend on other types, and nobody waits for it. Always from the
    /// newest snapshot.
    case own
    /// In the order of `DeliveryRules.order`, all from one snapshot. With `gate`, later types wait until the proxy has answered
    /// (an acknowledgement, a refusal, or `answerTimeout`).
    case ordered(gate: Bool)
  }

  /// How a subscription names resources.
  public enum Matching: Sendable, Hashable {
    /// By their full name.
    case exact
    /// By their full name or by what stands before its last slash: the virtual hosts of the route configuration `80` are named
    /// `80/...`.
    case namespace
  }

  /// When removals of a type go out.
  public enum Removal: Sendable, Hashable {
    /// When everything that may name the removed resource is gone.
    case last
    /// Together with the updates: for types whose resources exclude each other (two listeners on one address, two virtual
    /// hosts with one domain), where a replacement is refused while the old one is there.
    case withUpdates
  }

  public var lane: Lane
  /// In state-of-the-world streams each response of this type holds all of the proxy's resources; what is missing is removed.
  public var isWholeSet: Bool
  /// A first request without names means all resources.
  public var emptyMeansAll: Bool
  /// A proxy that refuses a response names the bad resources in its message and keeps the others. For other types the
  /// server finds the bad resource by sending the refused ones again in smaller groups.
  public var refusesSingly: Bool
  public var matching: Matching
  public var removal: Removal
  /// When a resource of this type is sent, the resource of the given type with the same name follows, changed or not: an Envoy
  /// cluster that changes warms until it gets endpoints again (measured on Envoy 1.40).
  public var repeatsWith: TypeURL?

  /// A proxy that wants all resources of this type gets those whose namespace is the name of a resource that it has of the given
  /// type, and gets them again whenever it got that one anew. Envoy 1.40 asks for virtual hosts once, without names, and forgets
  /// those of route configurations that it does not have (docs/adr/0002-virtual-hosts-as-resources.md).
  public var follows: TypeURL?
  /// Most proxies never ask for this type, so nothing waits until they do. For ordered types.
  public var isOptional: Bool

  public init(
    lane: Lane = .own, isWholeSet: Bool = false, emptyMeansAll: Bool = false, refusesSingly: Bool = false,
    matching: Matching = .exact, removal: Removal = .last, repeatsWith: TypeURL? = nil,
    follows: TypeURL? = nil, isOptional: Bool = false
  ) {
    self.lane = lane
    self.isWholeSet = isWholeSet
    self.emptyMeansAll = emptyMeansAll
    self.refusesSingly = refusesSingly
    self.matching = matching
    self.removal = removal
    self.repeatsWith = repeatsWith
    self.follows = follows
    self.isOptional = isOptional
  }

  var isOrdered: Bool { if case .ordered = lane { true } else { false } }
  var isGate: Bool { lane == .ordered(gate: true) }
}
