import HashTreeCollections
import MeshAPI
import MeshModel

/// All DestinationRules, merged by namespace and host.
struct DestinationRuleIndex: Sendable {
  private var namespaces: [String: NamespaceDestinationRules] = [:]
  private var mesh: Shared<MeshConfig>
  /// Label keys that a workload selector or a failover priority names.
  private(set) var labelKeys: Set<String> = []
  /// Whether some rule hashes requests to endpoints: if none does, no route needs to look for one.
  private(set) var hashesRequests = false

  init(snapshot: MeshSnapshot, previous: DestinationRuleIndex?) {
    mesh = snapshot.mesh
    let reusable = previous?.mesh == snapshot.mesh ? previous?.namespaces : nil
    for (namespace, objects) in snapshot.destinationRules.byNamespace {
      let rules: NamespaceDestinationRules
      if let known = reusable?[namespace], known.objects == objects {
        rules = known
      } else {
        rules = NamespaceDestinationRules(namespace: namespace, objects: objects, mesh: snapshot.mesh.value)
      }
      namespaces[namespace] = rules
      labelKeys.formUnion(rules.labelKeys)
      hashesRequests = hashesRequests || rules.hashesRequests
    }
    labelKeys.formUnion((mesh.localityLbSetting?.failoverPriority ?? []).map(Self.labelKey))
  }

  /// The rules that count for a host, in Istio's order of places: the client's namespace (the service's own when the client
  /// sits in the root namespace), the service's namespace, the root namespace. The first place that has a rule for the host
  /// decides.
  func candidates(
    for host: Hostname, in serviceNamespace: String, client: String
  ) -> [NamespaceDestinationRules.Candidate] {
    if namespaces.isEmpty { return [] }
    let root = mesh.rootNamespace
    if let own = namespaces[client] {
      let found = client == root ? own.privateRules(for: host) : own.rules(for: host)
      if !found.isEmpty { return found }
    }
    for place in serviceNamespace == root ? [root] : [serviceNamespace, root] {
      guard let rules = namespaces[place] else { continue }
      let found = rules.exportedRules(for: host).filter { $0.visibility.includes(client) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// `failoverPriority` entries are `key` or `key=value`.
  static func labelKey(_ priority: String) -> String {
    String(priority.prefix { $0 != "=" })
  }
}

/// The DestinationRules of one namespace; immutable, kept as long as none of them changes.
final class NamespaceDestinationRules: Sendable {
  struct Candidate: Sendable {
    var rule: Shared<MergedDestinationRule>
    var visibility: Visibility
    var selector: [String: String]?
  }
  private struct Table: Sendable {
    var exact: [Hostname: [Candidate]] = [:]
    /// Longest first.
    var wildcards: [(host: Hostname, candidates: [Candidate])] = []

    init(_ merger: DestinationRuleMerger) {
      for (host, candidates) in merger.byHost {
        let shared = candidates.map {
          Candidate(rule: Shared($0.merged), visibility: $0.visibility, selector: $0.selector)
        }
        if host.isWildcard { wildcards.append((host, shared)) } else { exact[host] = shared }
      }
      wildcards.sort { $0.host < $1.host }
    }

    func mostSpecific(_ host: Hostname) -> [Candidate] {
      exact[host] ?? wildcards.first { $0.host.covers(host) }?.candidates ?? []
    }
  }

  let objects: TreeDictionary<String, Object<DestinationRule>>
  let labelKeys: Set<String>
  let hashesRequests: Bool
  private let all: Table
  private let exported: Table
  private let hidden: Table

  init(namespace: String, objects: TreeDictionary<String, Object<DestinationRule>>, mesh: MeshConfig) {
    self.objects = objects
    let names = RuleNames(namespace: namespace, domainSuffix: mesh.domainSuffix)
    var (all, exported, hidden) = (DestinationRuleMerger(), DestinationRuleMerger(), DestinationRuleMerger())
    var labelKeys: Set<String> = []
    var hashesRequests = false
    for object in objects.values.sorted(by: Object.precedes) {
      let visibility = Visibility(
        exportTo: object.spec.exportTo, fallback: mesh.defaultDestinationRuleExportTo, owner: namespace)
      let host = names.host(object.spec.host)
      all.add(object, host: host, visibility: visibility)
      if visibility.isPrivate(to: namespace) {
        hidden.add(object, host: host, visibility: visibility)
      } else {
        exported.add(object, host: host, visibility: visibility)
      }
      labelKeys.formUnion(object.spec.workloadSelector?.keys.map { $0 } ?? [])
      for balancer in object.spec.loadBalancers {
        hashesRequests = hashesRequests || balancer.consistentHash != nil
        labelKeys.formUnion((balancer.localityLbSetting?.failoverPriority ?? []).map(DestinationRuleIndex.labelKey))
        labelKeys.formUnion((balancer.zoneAwareLbSetting?.failoverPriority ?? []).map(DestinationRuleIndex.labelKey))
      }
    }
    (self.all, self.exported, self.hidden) = (Table(all), Table(exported), Table(hidden))
    self.labelKeys = labelKeys
    self.hashesRequests = hashesRequests
  }

  /// For clients of this namespace.
  func rules(for host: Hostname) -> [Candidate] { all.mostSpecific(host) }
  /// For clients elsewhere (who must still be among those that a rule is exported to).
  func exportedRules(for host: Hostname) -> [Candidate] { exported.mostSpecific(host) }
  /// Those that only this namespace sees.
  func privateRules(for host: Hostname) -> [Candidate] { hidden.mostSpecific(host) }
}

extension DestinationRule {
  /// Every load balancer that this rule sets anywhere.
  fileprivate var loadBalancers: [LoadBalancerSettings] {
    let policies = [trafficPolicy] + subsets.map(\.trafficPolicy)
    return policies.flatMap { policy in
      [policy?.loadBalancer].compactMap { $0 } + (policy?.portLevelSettings.compactMap(\.loadBalancer) ?? [])
    }
  }
}
