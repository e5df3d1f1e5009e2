package import MeshAPI
import MeshModel

/// One rule of a `tls` or `tcp` list together with where it was written. Destination hosts are full names; gateways of matches are
/// `mesh` or `namespace/name`.
package struct ResolvedConnectionRoute: Hashable, Sendable {
  package var route: ConnectionRoute
  package var origin: Origin

  init(_ rule: ConnectionRoute, origin: Origin, names: RuleNames) {
    route = rule
    for index in route.route.indices {
      route.route[index].destination.host = names.host(route.route[index].destination.host).rawValue
    }
    for index in route.match.indices {
      route.match[index].gateways = route.match[index].gateways.map(names.gateway)
    }
    self.origin = origin
  }
}

extension ConnectionMatch {
  /// Whether what is known before there is a connection allows it: the proxy that routes, and the port that it listens on.
  ///
  /// Unlike matches of requests, one that names gateways asks for labels and namespaces all the same (Istio's rule).
  func counts(for client: RouteClient, port: Int) -> Bool {
    if let wanted = self.port, wanted != port { return false }
    if !gateways.isEmpty, !gateways.contains(client.gateway) { return false }
    guard sourceLabels.allSatisfy({ client.labels[$0.key] == $0.value }) else { return false }
    return sourceNamespace == nil || sourceNamespace == client.namespace
  }

  /// Where connections must be going; empty for anywhere.
  var destinationBlocks: [AddressBlock] { AddressBlock.list(destinationSubnets) }
  /// Where connections must come from; empty for anywhere.
  var sourceBlocks: [AddressBlock] { AddressBlock.list(sourceSubnet.map { [$0] } ?? []) }
}

extension AddressBlock {
  /// The blocks of addresses and blocks as written; empty where one of them holds everything.
  fileprivate static func list(_ texts: [String]) -> [AddressBlock] {
    let blocks = texts.compactMap { AddressBlock(addressOrBlock: $0) }
    return blocks.contains(where: \.isEverything) ? [] : blocks
  }
}
