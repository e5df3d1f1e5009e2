import KubernetesAPI

/// A write as rules of webhooks see it.
struct WebhookSubject: Sendable {
  var group: String
  /// The version of the request first, then the others that are served.
  var versions: [String]
  /// The plural name.
  var resource: String
  var subresource: String?
  var isNamespaced: Bool
  /// `CREATE`, `UPDATE` or `DELETE`.
  var operation: String

  init(_ request: ResourceRequest, operation: String) {
    group = request.definition.group
    versions =
      [request.version.name] + request.definition.servedVersions.map(\.name).filter { $0 != request.version.name }
    resource = request.definition.names.plural
    subresource = request.subresource
    isNamespaced = request.definition.isNamespaced
    self.operation = operation
  }

  init(
    group: String, versions: [String], resource: String, subresource: String? = nil, isNamespaced: Bool = true, operation: String
  ) {
    self.group = group
    self.versions = versions
    self.resource = resource
    self.subresource = subresource
    self.isNamespaced = isNamespaced
    self.operation = operation
  }

  /// Configurations of webhooks are never shown to webhooks: one that refuses all could not be taken away.
  var isExempt: Bool {
    let own = GroupResource(group: group, resource: resource)
    return own == WebhookKinds.validating || own == WebhookKinds.mutating
  }
}

extension Webhook.Rule {
  /// Source: Kubernetes' documentation of dynamic admission control, "Matching requests: rules".
  func matches(_ subject: WebhookSubject, version: String) -> Bool {
    guard operations.contains("*") || operations.contains(subject.operation),
      groups.contains("*") || groups.contains(subject.group), versions.contains("*") || versions.contains(version)
    else { return false }
    switch scope {
    case .all: break
    case .cluster: guard !subject.isNamespaced else { return false }
    case .namespaced: guard subject.isNamespaced else { return false }
    }
    return resources.contains { text in
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = parts.first, first == "*" || first == subject.resource[...] else { return false }
      let part = parts.count > 1 ? parts[1] : ""
      return part == "*" || part == (subject.subresource ?? "")[...]
    }
  }
}

extension Webhook {
  /// The version in which the webhook wants to see a write: that of the request where a rule names it, else another one of the
  /// kind that a rule names; nil where it does not want to see it.
  func version(for subject: WebhookSubject) -> String? {
    guard !subject.isExempt else { return nil }
    let versions = matchesEquivalents ? subject.versions[...] : subject.versions.prefix(1)
    return versions.first { version in rules.contains { $0.matches(subject, version: version) } }
  }

  /// Whether its selectors pick a write.
  /// - Parameters:
  ///   - namespace: The labels of the object's namespace, or of the namespace that the object is; nil for other objects of the
  ///     cluster's scope, which every selector of namespaces picks.
  ///   - object: nil for a deletion.
  ///   - old: nil for a creation.
  func selects(namespace: [String: String]?, object: JSONValue?, old: JSONValue?) -> Bool {
    if let namespace, !namespaceSelector.matches(namespace) { return false }
    guard !objectSelector.isEmpty else { return true }
    return [object, old].contains { $0.map { objectSelector.matches($0.metadata.labels) } ?? false }
  }
}

/// Which mutating webhooks are asked a second time: those that wish it, where others changed the object after them. Nobody is
/// asked a third time.
///
/// Source: Kubernetes' documentation of dynamic admission control, "Reinvocation policy".
struct Reinvocation: Sendable {
  private var waiting: Set<Int> = []
  private(set) var again: Set<Int> = []

  /// - Parameters:
  ///   - index: The webhook's place among all.
  ///   - changed: Whether it changed the object.
  mutating func note(_ index: Int, isReinvoked: Bool, changed: Bool) {
    if changed {
      again.formUnion(waiting)
      waiting = []
    }
    if isReinvoked { waiting.insert(index) }
  }
}
