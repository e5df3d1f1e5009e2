package import MeshAPI
package import MeshModel

/// Which policies are in force for a workload, and what they refer to: all that its security filters depend on.
package struct SecurityInputs: Hashable, Sendable {
  /// An external authorizer as far as the mesh knows it.
  package struct Authorizer: Hashable, Sendable {
    package var provider: ExtensionProvider
    package var host: Hostname

    package init(provider: ExtensionProvider, host: Hostname) {
      self.provider = provider
      self.host = host
    }
  }

  /// Those of the root namespace first, then the workload's own; the oldest first.
  package var policies: [Object<AuthorizationPolicy>]
  /// In the same order.
  package var authentications: [Object<RequestAuthentication>]
  package var trustDomains: TrustDomains
  /// By the name under which policies refer to them; one that is missing here cannot be asked.
  package var authorizers: [String: Authorizer]
  /// By the URL that rules name; a set that was not fetched yet is missing.
  package var keySets: [String: Shared<KeySet>]

  package init(
    policies: [Object<AuthorizationPolicy>] = [], authentications: [Object<RequestAuthentication>] = [],
    trustDomains: TrustDomains = TrustDomains(""), authorizers: [String: Authorizer] = [:],
    keySets: [String: Shared<KeySet>] = [:]
  ) {
    self.policies = policies
    self.authentications = authentications
    self.trustDomains = trustDomains
    self.authorizers = authorizers
    self.keySets = keySets
  }

  /// Nothing is asked of anybody.
  package static let none = Shared(SecurityInputs())

  /// The objects that have a say.
  package var origins: [ObjectKey] { policies.map(\.key) + authentications.map(\.key) }
}
