import MeshAPI
import MeshModel

@testable import MeshTranslation

extension ConnectionRoute {
  /// To `host`, or to several with weights: `["db:v1": 75, "db:v2": 25]`; a subset is written behind a colon.
  static func to(_ hosts: [(String, weight: Int)], port: Int? = nil) -> ConnectionRoute {
    ConnectionRoute(
      route: hosts.map { text, weight in
        let parts = text.split(separator: ":").map(String.init)
        let destination = Destination(host: parts[0], subset: parts.count > 1 ? parts[1] : nil, port: port)
        return RouteDestination(destination: destination, weight: weight)
      })
  }

  static func to(_ host: String, port: Int? = nil) -> ConnectionRoute { to([(host, 0)], port: port) }

  func when(_ changes: (inout ConnectionMatch) -> Void...) -> ConnectionRoute {
    var route = self
    route.match += changes.map { change in
      var match = ConnectionMatch()
      change(&match)
      return match
    }
    return route
  }
}

extension MeshFixture {
  /// A mesh with the service `db`, whose port 5432 speaks `spoken`, and a rule for it.
  static func connections(
    _ spoken: PortProtocol = .tcp, address: String? = "10.96.0.1", tls: [ConnectionRoute] = [], tcp: [ConnectionRoute] = []
  ) -> MeshFixture {
    var mesh = MeshFixture()
    mesh.service("db", ports: [5432: spoken, 5433: .tcp], address: address)
    mesh.service("other", ports: [6000: .tcp], address: "10.96.0.2")
    mesh.virtualService("rule", VirtualService(hosts: ["db", "*.example.com"], tls: tls, tcp: tcp))
    return mesh
  }

  /// What becomes of connections to `db`; the first of its addresses counts.
  func database(_ proxy: Proxy = sidecar("shop"), at address: String = "10.96.0.1") -> [String] {
    (outbound(proxy)["\(address)_5432"]?.summary ?? []).map {
      $0.replacing(".shop.svc.cluster.local", with: "").replacing("outbound|", with: "")
    }
  }
}
