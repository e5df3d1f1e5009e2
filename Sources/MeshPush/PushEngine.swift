import HashTreeCollections
package import MeshAPI
package import MeshModel
import MeshTranslation
package import XDSResources

/// Decides who gets what: keeps each class of proxies up to date with the newest snapshot and tells the proxies of the classes
/// that changed.
///
/// Work follows the change: a class is touched when the change is about something it sees, and a resource is built when nobody has
/// built it from the same inputs.
package actor PushEngine {
  private struct Member {
    var connection: ProxyConnection
    var membership: ProxyClasses.Membership
  }

  private var snapshot: MeshSnapshot
  private var rules: ResolvedRules
  private var generation: UInt64 = 0
  private var classes: ProxyClasses
  private var members: [UInt64: Member] = [:]
  private var connections: UInt64 = 0
  private let observer: (any PushObserver)?

  /// - Parameter keepingNames: whether reports name what was built (tests, explanations).
  package init(snapshot: MeshSnapshot = MeshSnapshot(), observer: (any PushObserver)? = nil, keepingNames: Bool = false) {
    self.snapshot = snapshot
    self.rules = ResolvedRules(snapshot: snapshot)
    self.observer = observer
    self.classes = ProxyClasses(keepingNames: keepingNames)
  }

  // MARK: Proxies

  /// Admits a proxy: finds or makes its classes and publishes its first snapshot.
  package func connect(_ proxy: Proxy, node: ProxyNode) -> ProxyConnection {
    let start = ContinuousClock.now
    connections += 1
    let connection = ProxyConnection(
      number: connections, proxy: proxy, node: node, connectedAt: start, observer: observer
    ) { [weak self] number in await self?.disconnect(number) }
    let membership = membership(of: proxy)
    classes.join(membership, rules: rules, snapshot: snapshot)
    members[connection.number] = Member(connection: connection, membership: membership)
    generation += 1
    publish(to: [connection.number], since: start)
    observer?.connected(proxy)
    return connection
  }

  private func disconnect(_ number: UInt64) {
    guard let member = members.removeValue(forKey: number) else { return }
    classes.leave(member.membership)
    observer?.disconnected(member.connection.proxy)
  }

  private func membership(of stated: Proxy) -> ProxyClasses.Membership {
    let proxy = snapshot.completing(stated)
    return ProxyClasses.Membership(
      scope: rules.scopeKey(for: proxy), workload: WorkloadView(proxy: proxy, snapshot: snapshot, rules: rules))
  }

  // MARK: Changes

  /// Follows the mesh to a newer snapshot.
  /// - Parameter changes: everything that differs from the snapshot that was given last.
  /// - Returns: what was done.
  @discardableResult
  package func update(to next: MeshSnapshot, changes: ChangeSet) -> PushReport {
    let start = ContinuousClock.now
    // Whether there are Pods at all decides which proxies may have secrets.
    let isOtherPlatform = (snapshot.podAddressCount == 0) != (next.podAddressCount == 0)
    snapshot = next
    generation += 1
    let changed: ProxyClasses.Changed
    if changes.concernsOnlyEndpoints {
      changed = classes.followEndpoints(of: changes.endpoints, peers: changes.peers, snapshot: snapshot)
    } else {
      rules = ResolvedRules(snapshot: snapshot, previous: rules)
      changed = classes.followRules(changes, rules: rules, snapshot: snapshot)
    }
    var touched: [UInt64] = []
    for number in members.keys.sorted() {
      guard let member = members[number] else { continue }
      let moved = (isOtherPlatform || mayMove(member, changes)) && move(number)
      if moved || changed.concerns(member.membership) { touched.append(number) }
    }
    return publish(to: touched, since: start)
  }

  /// Whether a change may put a proxy into other classes: what it serves follows from the endpoints at its own addresses, too.
  private func mayMove(_ member: Member, _ changes: ChangeSet) -> Bool {
    !changes.concernsOnlyEndpoints
      || member.connection.proxy.addresses.contains { address in
        changes.addresses.contains(address)
          || (snapshot.servicesByAddress[address] ?? []).contains { changes.endpoints.contains($0) }
      }
  }

  /// - Returns: whether the proxy is in other classes now.
  private func move(_ number: UInt64) -> Bool {
    guard let member = members[number] else { return false }
    let next = membership(of: member.connection.proxy)
    guard next != member.membership else { return false }
    classes.join(next, rules: rules, snapshot: snapshot)
    classes.leave(member.membership)
    members[number]?.membership = next
    return true
  }

  @discardableResult
  private func publish(to numbers: [UInt64], since start: ContinuousClock.Instant) -> PushReport {
    let now = ContinuousClock.now
    for number in numbers {
      guard let member = members[number] else { continue }
      member.connection.publish(resources(of: member), at: now)
    }
    let report = PushReport(
      generation: generation, counts: classes.takeCounts(), duration: now - start,
      outboundClasses: classes.outboundCount, inboundClasses: classes.inboundCount,
      heldResources: classes.builders.count, proxies: numbers.count)
    observer?.pushed(report)
    return report
  }

  private func resources(of member: Member) -> ResourceSnapshot {
    ResourceSnapshot(generation: generation, layers: classes.layers(of: member.membership))
  }

  // MARK: Reading

  /// All connected proxies, in the order in which they connected.
  package var connected: [ProxyConnection] {
    members.values.map(\.connection).sorted { $0.number < $1.number }
  }

  /// What a connected proxy should have now; nil when it is not connected.
  package func resources(of connection: ProxyConnection) -> ResourceSnapshot? {
    members[connection.number].map { resources(of: $0) }
  }

  /// What a connected proxy can see; nil when it is not connected.
  package func view(of connection: ProxyConnection) -> ProxyView? {
    guard let member = members[connection.number], let scope = classes.scope(of: member.membership) else { return nil }
    return ProxyView(scope: scope, workload: member.membership.workload)
  }

  /// How far the proxies are, by what they see.
  package var standing: MeshStanding {
    let groups = Dictionary(grouping: members.values, by: \.membership.scope)
    let standings = groups.values.compactMap { members -> ClassStanding? in
      guard let first = members.first, let scope = classes.scope(of: first.membership) else { return nil }
      return ClassStanding(scope: scope, proxies: members.map(standing))
    }
    return MeshStanding(generation: generation, snapshotGeneration: snapshot.generation, classes: standings)
  }

  private func standing(of member: Member) -> ProxyStanding {
    let refusals = member.connection.delivery.refusals.flatMap { type, names in
      names.map { name, message in
        ProxyStanding.Refusal(message: message, origins: classes.origins(of: type, name, for: member.membership))
      }
    }
    return ProxyStanding(member.connection, own: member.membership.workload.objects, refusals: refusals)
  }

  /// The objects behind a resource of a proxy, most specific first.
  package func origins(of type: TypeURL, _ name: String, for connection: ProxyConnection) -> [ObjectKey] {
    members[connection.number].map { classes.origins(of: type, name, for: $0.membership) } ?? []
  }

  /// What proxies have that differs from what EnvoyFilters ask for, sorted: patches that were left out, each with one of the resources
  /// in which it did not fit.
  package var diagnostics: [Diagnostic] { PatchDiagnostics.make(of: classes.builders.problems) }

  /// The snapshot that the engine has followed to.
  package var current: MeshSnapshot { snapshot }
}
