import HashTreeCollections
import MeshAPI
import MeshModel

/// Chooses the policies that are in force for a workload: those of the root namespace and those of its own, each where it has no
/// selector or its selector fits.
struct SecurityIndex: Sendable {
  /// The policies of one namespace, sorted, and what they come to for workloads that no selector tells apart.
  private struct Namespace: Sendable {
    var policies: [Object<AuthorizationPolicy>]
    var authentications: [Object<RequestAuthentication>]
    /// nil where some selector has to be asked.
    var uniform: Shared<SecurityInputs>?
  }

  private var policies: ObjectTable<AuthorizationPolicy>
  private var authentications: ObjectTable<RequestAuthentication>
  private var mesh: Shared<MeshConfig>
  private var authorizers: [String: SecurityInputs.Authorizer]
  private var keySets: [String: Shared<KeySet>]
  private var namespaces: [String: Namespace] = [:]
  /// For namespaces without policies of their own.
  private var others: Namespace

  init(snapshot: MeshSnapshot, previous: SecurityIndex?) {
    let authorizers = Self.authorizers(in: snapshot)
    if let previous, previous.mesh == snapshot.mesh, previous.policies == snapshot.authorizationPolicies,
      previous.authentications == snapshot.requestAuthentications, previous.authorizers == authorizers,
      previous.keySets == snapshot.keySets
    {
      self = previous
      return
    }
    policies = snapshot.authorizationPolicies
    authentications = snapshot.requestAuthentications
    mesh = snapshot.mesh
    self.authorizers = authorizers
    keySets = snapshot.keySets
    others = Namespace(policies: [], authentications: [])
    let root = mesh.rootNamespace
    others = namespace([root])
    for name in Set(policies.byNamespace.keys).union(authentications.byNamespace.keys) {
      namespaces[name] = name == root ? others : namespace([root, name])
    }
  }

  /// What is in force for a workload.
  func inputs(namespace: String, labels: [String: String]) -> Shared<SecurityInputs> {
    let entry = namespaces[namespace] ?? others
    if let uniform = entry.uniform { return uniform }
    func fits(_ selector: [String: String]?) -> Bool { selector?.allSatisfy { labels[$0.key] == $0.value } ?? true }
    return inputs(
      entry.policies.filter { fits($0.spec.selector) }, entry.authentications.filter { fits($0.spec.selector) })
  }

  private func namespace(_ names: [String]) -> Namespace {
    var entry = Namespace(
      policies: names.flatMap(policies.sorted), authentications: names.flatMap(authentications.sorted))
    let selectors = entry.policies.map(\.spec.selector) + entry.authentications.map(\.spec.selector)
    if selectors.allSatisfy({ $0 == nil }) { entry.uniform = inputs(entry.policies, entry.authentications) }
    return entry
  }

  private func inputs(
    _ policies: [Object<AuthorizationPolicy>], _ authentications: [Object<RequestAuthentication>]
  ) -> Shared<SecurityInputs> {
    if policies.isEmpty, authentications.isEmpty { return SecurityInputs.none }
    let providers = Set(policies.compactMap(\.spec.provider))
    let urls = Set(authentications.flatMap { $0.spec.jwtRules.compactMap(\.keySetURL) })
    return Shared(
      SecurityInputs(
        policies: policies, authentications: authentications,
        trustDomains: TrustDomains(mesh.trustDomain, aliases: mesh.trustDomainAliases),
        authorizers: authorizers.filter { providers.contains($0.key) }, keySets: keySets.filter { urls.contains($0.key) }))
  }

  /// The providers whose service the mesh knows. A host that several namespaces have counts only where one of them is named.
  private static func authorizers(in snapshot: MeshSnapshot) -> [String: SecurityInputs.Authorizer] {
    var found: [String: SecurityInputs.Authorizer] = [:]
    for provider in snapshot.mesh.value.extensionProviders {
      guard let authorizer = provider.authorizer else { continue }
      let host = Hostname(authorizer.host)
      let owners = snapshot.namespacesByHost[host] ?? []
      guard authorizer.namespace.map(owners.contains) ?? (owners.count == 1) else { continue }
      found[provider.name] = SecurityInputs.Authorizer(provider: provider, host: host)
    }
    return found
  }
}
