/// Istio's `EnvoyFilter` (networking.istio.io/v1alpha3): changes to the configuration that proxies get.
package struct EnvoyFilter: Hashable, Sendable {
  /// What a patch changes, or what it adds.
  package enum ApplyTo: String, Hashable, Sendable, CaseIterable {
    case listener = "LISTENER"
    case filterChain = "FILTER_CHAIN"
    case networkFilter = "NETWORK_FILTER"
    case httpFilter = "HTTP_FILTER"
    case listenerFilter = "LISTENER_FILTER"
    case routeConfiguration = "ROUTE_CONFIGURATION"
    case virtualHost = "VIRTUAL_HOST"
    case httpRoute = "HTTP_ROUTE"
    case cluster = "CLUSTER"
    case extensionConfig = "EXTENSION_CONFIG"
    /// What Envoy starts with: no control plane can change it.
    case bootstrap = "BOOTSTRAP"
  }

  package enum Operation: String, Hashable, Sendable, CaseIterable {
    /// Sets fields of what is there; lists get longer.
    case merge = "MERGE"
    /// Like `merge`, and lists of the patched message are replaced.
    case mergeAndReplaceLists = "MERGE_AND_REPLACE_LIST"
    case add = "ADD"
    case remove = "REMOVE"
    case insertBefore = "INSERT_BEFORE"
    case insertAfter = "INSERT_AFTER"
    case insertFirst = "INSERT_FIRST"
    case replace = "REPLACE"

    package var isMerge: Bool { self == .merge || self == .mergeAndReplaceLists }
  }

  /// The side of a proxy that a piece of configuration belongs to.
  package enum Context: String, Hashable, Sendable, CaseIterable {
    case any = "ANY"
    case sidecarInbound = "SIDECAR_INBOUND"
    case sidecarOutbound = "SIDECAR_OUTBOUND"
    case gateway = "GATEWAY"
  }

  /// One entry of `configPatches`.
  package struct Patch: Hashable, Sendable {
    package var applyTo: ApplyTo
    package var context = Context.any
    package var proxy = ProxyMatch()
    package var listener = ListenerMatch()
    package var route = RouteMatch()
    package var cluster = ClusterMatch()
    package var operation: Operation
    /// nil for REMOVE.
    package var value: Value?
    /// The place in `configPatches`, from 0; patches without any effect are not part of `patches`.
    package var index: Int

    package init(_ operation: Operation, _ applyTo: ApplyTo, value: Value? = nil, index: Int = 0) {
      self.applyTo = applyTo
      self.operation = operation
      self.value = value
      self.index = index
    }
  }

  /// A message of Envoy's API, read and checked by an `EnvoyPatchReading`.
  package struct Value: Hashable, Sendable, CustomReflectable {
    /// The message's `name`; empty where it has none.
    package var name: String
    /// The message in protobuf's binary form; maps are sorted. Its type follows from the patch's `applyTo`.
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    /// Debug faces show objects by reflection; what Envoy is configured with may be secret.
    package var customMirror: Mirror { Mirror(self, children: ["name": name, "size": bytes.count]) }
  }

  /// Labels of the workloads whose proxies are changed; nil for all of the namespace (in the root namespace: of the mesh).
  package var workloadSelector: [String: String]?
  /// Names of Gateway API gateways whose proxies are changed; nil where `targetRefs` is not used. Those proxies have the label
  /// `gateway.networking.k8s.io/gateway-name`.
  package var targetGateways: [String]?
  /// Lower values go first.
  package var priority = 0
  package var patches: [Patch] = []

  package init() {}
}

/// Reads the values of EnvoyFilter patches. Admission knows nothing of Envoy's messages; who does is handed in by the wiring page.
package protocol EnvoyPatchReading: Sendable {
  /// - Parameter json: the value as JSON text.
  func read(_ json: [UInt8], for applyTo: EnvoyFilter.ApplyTo) -> EnvoyPatchReport
}

/// What became of a patch's value.
package struct EnvoyPatchReport: Sendable {
  package enum Step: Hashable, Sendable {
    case member(String)
    case index(Int)
  }
  package struct Issue: Hashable, Sendable {
    /// The message has no such field: the only kind of issue that leaves a value.
    package var isUnknownField: Bool
    /// The way from the value to what is wrong in it.
    package var path: [Step]
    package var message: String
    package init(isUnknownField: Bool, path: [Step], message: String) {
      self.isUnknownField = isUnknownField
      self.path = path
      self.message = message
    }
  }

  /// nil where some issue is an error.
  package var value: EnvoyFilter.Value?
  package var issues: [Issue]
  /// Why Envoy would refuse the value as a whole (a filter without a name or a configuration, a resource without a name); nil where
  /// nothing is known against it. It counts where the value is added, not where it is merged.
  package var incomplete: String?

  package init(value: EnvoyFilter.Value?, issues: [Issue] = [], incomplete: String? = nil) {
    self.value = value
    self.issues = issues
    self.incomplete = incomplete
  }
}
