import ControlPlane
import EnvoyAPI
import MeshTestSupport
import Testing
import XDSResources

/// A proxy that refuses something keeps its last good configuration, goes on with everything else, and the status names the
/// objects to blame.
@Suite(.timeLimit(.minutes(1))) struct BlameTests {
  private static let cart = "outbound|8080||\(SmallMesh.host)"

  @Test func refusedClusterNamesItsObjects() async throws {
    let files = ["platform.yaml": SmallMesh.platform, "rule.yaml": SmallMesh.destinationRule]
    try await withControlPlane(files) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.cluster, node: SmallMesh.client)
          let clusters = try #require(try await stream.next())
          #expect(clusters.names.contains(Self.cart))
          stream.refuse(clusters, "Error adding/updating cluster(s) \(Self.cart): no such thing")
          let json = try await running.json(at: "/debug/syncz?proxyID=client") { $0[0]["types"]["cds"]["status"] == "REJECTED" }
          let refusal = json[0]["types"]["cds"]["nacked"]
          #expect(refusal["reason"].text?.contains("no such thing") == true)
          #expect(
            refusal["blame"] == [
              ["resource": .string(Self.cart), "objects": ["DestinationRule/shop/cart", "Service/shop/cart"]]
            ])
          #expect(json[0]["types"]["cds"]["rejections"] == 1)
          #expect(try await running.get("/metrics").body.contains("pilot_total_xds_rejects{type=\"cds\"} 1"))
          // Everything else goes on.
          stream.subscribe(.route, ["8080"])
          let route = try #require(try await stream.next())
          #expect(route.type == .route)
          stream.acknowledge(route)
          // A change for the better is sent, and takes the blame away.
          try running.folder.remove("config/rule.yaml")
          let better = try #require(try await stream.next())
          #expect(better.names == [Self.cart])
          stream.acknowledge(better)
          _ = try await running.json(at: "/debug/syncz?proxyID=client") { $0[0]["types"]["cds"]["status"] == "SYNCED" }
        }
      }
    }
  }

  @Test func refusedRouteNamesItsRule() async throws {
    let files = ["platform.yaml": SmallMesh.platform, "rule.yaml": SmallMesh.virtualService(timeout: "3s")]
    try await withControlPlane(files) { running in
      try await running.connect { client in
        try await client.sotw { stream in
          stream.request(.route, ["8080"], node: SmallMesh.client)
          let route = try #require(try await stream.next())
          stream.request(.route, ["8080"], nonce: route.nonce, refusal: "Only unique values for domains are permitted")
          let json = try await running.json(at: "/debug/syncz?proxyID=client") { $0[0]["types"]["rds"]["status"] == "REJECTED" }
          let blame = json[0]["types"]["rds"]["nacked"]["blame"]
          #expect(blame[0]["resource"] == "8080")
          #expect(blame[0]["objects"].texts.contains("VirtualService/shop/cart"))
        }
      }
    }
  }
}
