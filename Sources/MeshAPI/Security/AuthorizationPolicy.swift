/// Istio's `AuthorizationPolicy` (security.istio.io/v1): who may do what.
///
/// Texts are kept as written: values may start or end with one `*`, and `*` alone means that there must be some value.
package struct AuthorizationPolicy: Hashable, Sendable {
  package enum Action: String, Hashable, Sendable, CaseIterable {
    case allow = "ALLOW"
    case deny = "DENY"
    /// Marks requests to be logged; lets all of them pass.
    case audit = "AUDIT"
    /// Asks an external service.
    case custom = "CUSTOM"
  }

  /// The labels of the workloads that it is for; nil means all workloads of its namespace, or of the mesh where that is the
  /// root namespace. Never empty.
  package var selector: [String: String]?
  package var action: Action
  /// The extension provider of the mesh config that decides; given exactly where the action is `custom`.
  package var provider: String?
  /// It is enough that one of them matches. An empty list never matches; a rule without any condition always does.
  package var rules: [AuthorizationRule]
  /// From the annotation `istio.io/dry-run`: what the policy would do is counted and logged, and not done.
  package var isDryRun: Bool

  package init(
    selector: [String: String]? = nil, action: Action = .allow, provider: String? = nil, rules: [AuthorizationRule] = [],
    isDryRun: Bool = false
  ) {
    self.selector = selector
    self.action = action
    self.provider = provider
    self.rules = rules
    self.isDryRun = isDryRun
  }
}

/// Istio `Rule`: matches where one of `from`, one of `to` and all of `when` do. An empty list is no condition.
package struct AuthorizationRule: Hashable, Sendable {
  package var from: [AuthorizationSource]
  package var to: [AuthorizationOperation]
  package var when: [AuthorizationCondition]

  package init(
    from: [AuthorizationSource] = [], to: [AuthorizationOperation] = [], when: [AuthorizationCondition] = []
  ) {
    self.from = from
    self.to = to
    self.when = when
  }
}

/// Istio `Source`: all lists that are not empty must match. Of a list one entry is enough; of a `not` list none may match.
package struct AuthorizationSource: Hashable, Sendable {
  /// Peer identities without their scheme: `TRUSTDOMAIN/ns/NAMESPACE/sa/SERVICEACCOUNT`.
  package var principals: [String] = []
  package var notPrincipals: [String] = []
  /// `ISSUER/SUBJECT` of a request's token.
  package var requestPrincipals: [String] = []
  package var notRequestPrincipals: [String] = []
  /// Namespaces of peer identities.
  package var namespaces: [String] = []
  package var notNamespaces: [String] = []
  /// `NAMESPACE/SERVICEACCOUNT`, or `SERVICEACCOUNT` in the policy's own namespace; no wildcards.
  package var serviceAccounts: [String] = []
  package var notServiceAccounts: [String] = []
  /// Trust domains of peer identities.
  package var trustDomains: [String] = []
  package var notTrustDomains: [String] = []
  /// Addresses and address blocks of the connection's other end.
  package var ipBlocks: [String] = []
  package var notIpBlocks: [String] = []
  /// Addresses and address blocks of the original client, as trusted proxies tell it.
  package var remoteIpBlocks: [String] = []
  package var notRemoteIpBlocks: [String] = []

  package init() {}
}

/// Istio `Operation`: all lists that are not empty must match. Of a list one entry is enough; of a `not` list none may match.
package struct AuthorizationOperation: Hashable, Sendable {
  /// Authorities, matched in any case.
  package var hosts: [String] = []
  package var notHosts: [String] = []
  /// Ports on which the workload listens.
  package var ports: [Int] = []
  package var notPorts: [Int] = []
  package var methods: [String] = []
  package var notMethods: [String] = []
  /// Paths without the query. Besides a `*` at one end, templates are taken: `{*}` stands for one segment and `{**}`, at most
  /// once, for any number of them.
  package var paths: [String] = []
  package var notPaths: [String] = []

  package init() {}

  /// Whether a path is a template, and not a text with a `*` at one end.
  package static func isTemplate(_ path: String) -> Bool { path.contains("{*}") || path.contains("{**}") }
}

/// Istio `Condition`: one of `values` and none of `notValues` must match; at least one of the lists is not empty.
package struct AuthorizationCondition: Hashable, Sendable {
  /// The attribute that is looked at.
  package enum Key: Hashable, Sendable {
    /// `request.headers[NAME]`
    case requestHeader(String)
    /// `request.auth.principal`: `ISSUER/SUBJECT`.
    case requestPrincipal
    /// `request.auth.audiences`
    case requestAudiences
    /// `request.auth.presenter`: the claim `azp`.
    case requestPresenter
    /// `request.auth.claims[A][B]...`: the names from the outermost in; never empty.
    case requestClaim([String])
    /// `source.ip`: addresses and address blocks.
    case sourceIP
    /// `remote.ip`: addresses and address blocks.
    case remoteIP
    /// `source.namespace`
    case sourceNamespace
    /// `source.principal`
    case sourcePrincipal
    /// `source.serviceAccount`, in the form of `AuthorizationSource.serviceAccounts`.
    case sourceServiceAccount
    /// `destination.ip`: addresses and address blocks.
    case destinationIP
    /// `destination.port`: the values are numbers.
    case destinationPort
    /// `connection.sni`
    case connectionSNI
    /// `experimental.envoy.filters.NAME[KEY]`: what a filter of Envoy wrote into its metadata. The filter is called
    /// `envoy.filters.NAME`; a value in brackets (`[update]`) is looked for in a list.
    case filterMetadata(filter: String, key: String)
  }
  package var key: Key
  package var values: [String]
  package var notValues: [String]

  package init(key: Key, values: [String] = [], notValues: [String] = []) {
    self.key = key
    self.values = values
    self.notValues = notValues
  }
}
