import HashTreeCollections
import MeshAPI
import MeshModel

/// The workloads of the mesh, as far as selectors tell them apart: of those with equal labels in one namespace one stands for all.
struct WorkloadSurvey {
  struct Member {
    var name: String
    var namespace: String
    var labels: [String: String]
    /// Ports on which no HTTP is spoken, by the number on which the workload listens.
    var tcpPorts: Set<Int> = []
  }

  private struct Label: Hashable {
    var key: String
    var value: String
  }

  /// The members of one namespace, and which of them carry a label.
  private struct Place {
    var members: [Member] = []
    var byLabel: [Label: [Int]] = [:]

    func members(selectedBy selector: [String: String]) -> [Member] {
      let lists = selector.map { byLabel[Label(key: $0.key, value: $0.value)] ?? [] }
      guard let shortest = lists.min(by: { $0.count < $1.count }) else { return members }
      return shortest.map { members[$0] }.filter { $0.labels.contains(all: selector) }
    }
  }

  private var places: [String: Place] = [:]
  private let rootNamespace: String
  /// What Gateway objects select: proxies that may be known by nothing but their connection.
  private let gatewaySelectors: [[String: String]]

  init(snapshot: MeshSnapshot) {
    rootNamespace = snapshot.mesh.rootNamespace
    gatewaySelectors = snapshot.gateways.sorted().map(\.spec.selector)
    let tcpPorts = Self.tcpPorts(snapshot)
    var known: [String: [[String: String]: Int]] = [:]
    for (address, workload) in snapshot.workloads.sorted(by: { $0.key < $1.key }) {
      let ports = tcpPorts[address] ?? []
      if let index = known[workload.namespace]?[workload.labels] {
        places[workload.namespace]?.members[index].tcpPorts.formUnion(ports)
        continue
      }
      let member = Member(name: workload.name, namespace: workload.namespace, labels: workload.labels, tcpPorts: ports)
      let index = places[workload.namespace]?.members.count ?? 0
      known[workload.namespace, default: [:]][workload.labels] = index
      places[workload.namespace, default: Place()].members.append(member)
      for (key, value) in workload.labels {
        places[workload.namespace]?.byLabel[Label(key: key, value: value), default: []].append(index)
      }
    }
  }

  private static func tcpPorts(_ snapshot: MeshSnapshot) -> [String: Set<Int>] {
    var found: [String: Set<Int>] = [:]
    for (key, service) in snapshot.services {
      let names = Set(service.ports.filter { !$0.protocol.mayBeHTTP && $0.protocol != .udp }.map(\.name))
      guard !names.isEmpty, let endpoints = snapshot.endpoints[key] else { continue }
      for endpoint in endpoints.endpoints where names.contains(endpoint.servicePort) {
        if case .ip(let address) = endpoint.address { found[address, default: []].insert(endpoint.port) }
      }
    }
    return found
  }

  /// The members that an object is for, in the order of their namespaces. Objects of the root namespace are for all of them.
  func members(in namespace: String, selectedBy selector: [String: String]?) -> [Member] {
    scope(of: namespace).flatMap { places[$0]?.members(selectedBy: selector ?? [:]) ?? [] }
  }

  /// Whether anything is known of the workloads that an object may be for. Where nothing is, nothing can be said.
  func knowsWorkloads(in namespace: String) -> Bool { scope(of: namespace).contains { places[$0] != nil } }

  /// Whether the proxies that some Gateway object means may carry these labels.
  func maySelectGateway(_ selector: [String: String]) -> Bool {
    gatewaySelectors.contains { labels in
      !labels.isEmpty && selector.contains { labels[$0.key] == $0.value }
        && selector.allSatisfy { labels[$0.key] ?? $0.value == $0.value }
    }
  }

  private func scope(of namespace: String) -> [String] { namespace == rootNamespace ? places.keys.sorted() : [namespace] }
}

extension [String: String] {
  /// Whether these labels hold every one of a selector's.
  func contains(all selector: [String: String]) -> Bool { selector.allSatisfy { self[$0.key] == $0.value } }
}
