import KubernetesAPI

/// What a role allows.
///
/// Source: `rbac.authorization.k8s.io/v1` PolicyRule.
struct PolicyRule: Hashable, Sendable {
  var verbs: Set<ExactName>
  var groups: Set<ExactName> = []
  /// `pods`, `pods/status`, `*/status` or `*`.
  var resources: Set<ExactName> = []
  /// Empty: all names.
  var names: Set<ExactName> = []
  /// Paths outside of resources; one that ends in `*` stands for all that start so.
  var paths: Set<ExactName> = []

  init(
    verbs: Set<ExactName>, groups: Set<ExactName> = [], resources: Set<ExactName> = [], names: Set<ExactName> = [],
    paths: Set<ExactName> = []
  ) {
    self.verbs = verbs
    self.groups = groups
    self.resources = resources
    self.names = names
    self.paths = paths
  }

  init(_ json: JSONValue) {
    func texts(_ field: String) -> Set<ExactName> {
      Set((json[field]?.array ?? []).compactMap { $0.string.map { ExactName($0) } })
    }
    self.init(
      verbs: texts("verbs"), groups: texts("apiGroups"), resources: texts("resources"), names: texts("resourceNames"),
      paths: texts("nonResourceURLs"))
  }

  var json: JSONValue {
    var value: JSONValue = [:]
    for (field, texts) in [
      ("verbs", verbs), ("apiGroups", groups), ("resources", resources), ("resourceNames", names), ("nonResourceURLs", paths),
    ] where !texts.isEmpty {
      value[field] = .array(texts.sorted().map { .string($0.text) })
    }
    return value
  }

  func allows(_ request: AccessRequest) -> Bool {
    guard verbs.contains("*") || verbs.contains(ExactName(request.verb)) else { return false }
    switch request.object {
    case .path(let path):
      return hasPath(ExactName(path))
    case .resource(let resource, let subresource, _, let name):
      guard groups.contains("*") || groups.contains(ExactName(resource.group)) else { return false }
      guard names.isEmpty || name.map({ names.contains(ExactName($0)) }) ?? false else { return false }
      let whole = ExactName(subresource.map { "\(resource.resource)/\($0)" } ?? resource.resource)
      return resources.contains("*") || resources.contains(whole)
        || subresource.map { resources.contains(ExactName("*/\($0)")) } ?? false
    }
  }

  private func hasPath(_ path: ExactName) -> Bool {
    paths.contains { $0 == path || ($0.text.utf8.last == UInt8(ascii: "*") && path.starts(with: $0.text.utf8.dropLast())) }
  }

  /// Whether `rules` together allow everything that this rule does.
  func isCovered(by rules: [PolicyRule]) -> Bool {
    parts.allSatisfy { part in rules.contains { $0.covers(part) } }
  }

  /// How many pieces the rule has, as `isCovered` counts them.
  var pieces: Int {
    let objects = groups.count.multipliedReportingOverflow(by: resources.count)
    let named = objects.partialValue.multipliedReportingOverflow(by: max(1, names.count))
    let all = (named.partialValue + paths.count).multipliedReportingOverflow(by: verbs.count)
    return objects.overflow || named.overflow || all.overflow ? .max / 1024 : min(all.partialValue, .max / 1024)
  }

  /// The rule in pieces of one verb, group, resource and name each.
  private var parts: [PolicyRule] {
    var parts: [PolicyRule] = []
    for verb in verbs {
      for path in paths { parts.append(PolicyRule(verbs: [verb], paths: [path])) }
      for group in groups {
        for resource in resources {
          guard !names.isEmpty else {
            parts.append(PolicyRule(verbs: [verb], groups: [group], resources: [resource]))
            continue
          }
          for name in names { parts.append(PolicyRule(verbs: [verb], groups: [group], resources: [resource], names: [name])) }
        }
      }
    }
    return parts
  }

  private func covers(_ part: PolicyRule) -> Bool {
    func has(_ all: Set<ExactName>, _ wanted: Set<ExactName>) -> Bool { all.contains("*") || wanted.isSubset(of: all) }
    guard has(verbs, part.verbs) else { return false }
    if let path = part.paths.first { return hasPath(path) }
    guard has(groups, part.groups), names.isEmpty || (!part.names.isEmpty && part.names.isSubset(of: names)) else { return false }
    guard let wanted = part.resources.first else { return false }
    let ofAll = wanted.text.split(separator: "/", maxSplits: 1).dropFirst().first.map { ExactName("*/\($0)") }
    return resources.contains("*") || resources.contains(wanted) || ofAll.map(resources.contains) ?? false
  }
}
