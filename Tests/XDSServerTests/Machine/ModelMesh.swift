import HashTreeCollections
import XDSResources

/// A random mesh whose snapshots are consistent in themselves: what a resource names is there.
struct ModelMesh<Generator: RandomNumberGenerator> {
  private(set) var generator: Generator
  private(set) var tables: [TypeURL: ResourceTable] = [:]
  private(set) var generation: UInt64 = 0
  private var salt = 0
  private let withVirtualHosts: Bool
  private let withBad: Bool

  init(_ generator: Generator, withVirtualHosts: Bool, withBad: Bool) {
    self.generator = generator
    self.withVirtualHosts = withVirtualHosts
    self.withBad = withBad
  }

  var snapshot: ResourceSnapshot {
    var snapshot = ResourceSnapshot(generation: generation)
    for (type, table) in tables {
      let identity = LayerIdentity(rawValue: UInt64(type.rawValue.utf8.count))
      snapshot.layers[type] = [ResourceSnapshot.Layer(identity: identity, table: table)]
    }
    return snapshot
  }

  mutating func change() {
    generation += 1
    let clusters = (0..<7).map { "c\($0)" }.filter { _ in chance(0.6) }
    set(.cluster, clusters, keep: 0.8) { _, _ in "" }
    set(.endpoint, clusters, keep: 0.6) { _, _ in "" }
    let routes = (0..<4).map { "r\($0)" }.filter { _ in chance(0.6) }
    set(.listener, routes.map { "l" + $0 }, keep: 0.8) { _, name in String(name.dropFirst()) }
    set(.route, routes, keep: 0) { mesh, _ in
      mesh.withVirtualHosts && mesh.chance(0.5) ? "vhds" : mesh.some(clusters)
    }
    let owners = routes.filter { name in tables[.route]?[name].map(ModelProxy.hasVirtualHosts) ?? false }
    let hosts = owners.flatMap { route in (0..<3).map { "\(route)/v\($0)" } }.filter { _ in chance(0.6) }
    set(.virtualHost, hosts, keep: 0) { mesh, _ in mesh.some(clusters) }
  }

  /// Makes `names` all resources of `type`. With the probability `keep` one that is there stays as it is.
  private mutating func set(_ type: TypeURL, _ names: [String], keep: Double, _ reference: (inout ModelMesh, String) -> String) {
    var table = tables[type] ?? ResourceTable()
    var updates: [Resource] = []
    for name in names where table[name] == nil || !chance(keep) {
      salt += 1
      let isBad = withBad && type != .endpoint && chance(0.1)
      let references = reference(&self, name)
      // Half of the routes that stay say the same as before.
      let text = keep == 0 && chance(0.5) ? "same" : "s\(salt)"
      updates.append(Resource(type, name, (isBad ? "bad" : "") + text + "|" + references))
    }
    let gone = table.resources.keys.filter { !names.contains($0) }
    table.apply(setting: updates, removing: gone)
    tables[type] = table
  }

  mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < probability }

  mutating func pick(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  private mutating func some(_ names: [String]) -> String {
    var chosen: [String] = []
    for name in names where chance(0.4) { chosen.append(name) }
    return chosen.joined(separator: ",")
  }
}
