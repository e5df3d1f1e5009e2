import ControlPlane
import EnvoyAPI
import IstioNameTableAPI
import MeshTestSupport
import SwiftProtobuf
import Testing
import XDSResources

/// The name table on its way from a file to an agent that asks for it.
@Suite(.timeLimit(.minutes(1))) struct NameTableDeliveryTests {
  private static func entry(_ name: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: \(name), namespace: shop}
    spec:
      hosts: [\(name).example.com]
      ports: [{number: 5432, name: tcp, protocol: TCP}]
      resolution: DNS

    """
  }

  private static let given = """
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: given, namespace: shop}
    spec:
      hosts: [given.example.com]
      ports: [{number: 5432, name: tcp, protocol: TCP}]
      resolution: DNS
    status:
      addresses:
      - {host: given.example.com, value: 240.240.7.7}
      - {host: given.example.com, value: "2001:2::707"}

    """

  private static func table(_ bytes: [UInt8]) throws -> [String: Istio_Networking_Nds_V1_NameTable.NameInfo] {
    try Istio_Networking_Nds_V1_NameTable(serializedBytes: bytes).table
  }

  @Test func anAgentGetsTheTableAndItsChanges() async throws {
    try await withControlPlane(["platform.yaml": SmallMesh.platform, "a.yaml": Self.entry("a")]) { running in
      try await running.connect { client in
        try await client.delta { stream in
          stream.subscribe(.nameTable, node: SmallMesh.client, metadata: ["DNS_CAPTURE": "true"])
          let first = try #require(try await stream.next())
          let table = try Self.table(Array(try #require(first.resources.first).resource.value))
          #expect(first.type == .nameTable)
          #expect(table.keys.sorted() == ["a.example.com", SmallMesh.host])
          #expect(table["a.example.com"]?.registry == "External")
          #expect(table["a.example.com"]?.ips.first?.hasPrefix("240.240.") == true)
          #expect(table[SmallMesh.host]?.ips == ["10.96.0.7"])
          #expect(table[SmallMesh.host]?.registry == "Kubernetes")
          #expect(table[SmallMesh.host]?.shortname == "cart")
          #expect(table[SmallMesh.host]?.namespace == "shop")
          stream.acknowledge(first)
          try running.folder.write("config/given.yaml", Self.given)
          let second = try #require(try await stream.next())
          let next = try Self.table(Array(try #require(second.resources.first).resource.value))
          #expect(next["given.example.com"]?.ips == ["240.240.7.7"])
          #expect(next["a.example.com"]?.ips == table["a.example.com"]?.ips)
          stream.acknowledge(second)
          let face = try await running.get("/debug/ndsz?proxyID=\(SmallMesh.client)").json
          let body = face[0]["resources"][0]["resource"]["table"]
          #expect(body["given.example.com"]["ips"][0] == "240.240.7.7")
        }
      }
    }
  }

  @Test func stateOfTheWorldStreamsGetItToo() async throws {
    try await withControlPlane(["platform.yaml": SmallMesh.platform]) { running in
      try await running.connect { client in
        try await client.sotw { stream in
          var request = Envoy_Service_Discovery_V3_DiscoveryRequest()
          request.typeURL = TypeURL.nameTable.rawValue
          request.node = .testNode(SmallMesh.client, metadata: ["DNS_CAPTURE": "true"])
          stream.send(request)
          let response = try #require(try await stream.next())
          let table = try Self.table(Array(try #require(response.resources.first).value))
          #expect(table.keys.sorted() == [SmallMesh.host])
        }
      }
    }
  }
}
