import EnvoyAPI
import GRPCCore
import MeshTestSupport
import SwiftProtobuf
import Testing
import XDSResources
import XDSServer

@Suite("State of the world over gRPC", .timeLimit(.minutes(1)))
struct SotWServingTests {
  @Test("A proxy gets whole sets, and nothing when it comes back with the version that is in force")
  func syncAndReconnect() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "a1"), Resource(.cluster, "b", "b1")])
    let version = try await withServer(source, XDSServerConfiguration(identifier: "here")) { server in
      try await server.connect { client in
        try await client.sotw { stream in
          stream.request(.cluster, node: "proxy")
          let first = try #require(try await stream.next())
          #expect(first.resources.map { String(decoding: $0.value, as: UTF8.self) } == ["a1", "b1"])
          #expect(Set(first.resources.map(\.typeURL)) == [TypeURL.cluster.rawValue])
          #expect(first.controlPlane.identifier == "here")
          stream.acknowledge(first)
          source.update([Resource(.cluster, "b", "b2")])
          let second = try #require(try await stream.next())
          #expect(second.resources.map { String(decoding: $0.value, as: UTF8.self) } == ["a1", "b2"])
          #expect(second.versionInfo != first.versionInfo)
          stream.acknowledge(second)
          return second.versionInfo
        }
      }
    }
    try await withServer(source) { server in
      try await server.connect { client in
        try await client.sotw { stream in
          stream.request(.cluster, version: version, node: "proxy")
          stream.request(.endpoint, ["a"])
          source.update([Resource(.endpoint, "a", "e1")])
          let only = try #require(try await stream.next())
          #expect(only.typeURL == TypeURL.endpoint.rawValue, "the clusters are known already")
        }
      }
    }
  }

  @Test("A refused set is reported and not repeated")
  func refusal() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.listener, "a", "a1"), Resource(.listener, "b", "bad")])
    try await withServer(source) { server in
      try await server.connect { client in
        try await client.sotw { stream in
          stream.request(.listener, node: "proxy")
          let first = try #require(try await stream.next())
          stream.request(.listener, nonce: first.nonce, refusal: "Error adding/updating listener(s) b: it is bad")
          let events = await source.opened(1).events.wait { $0.contains { $0.rejectedNames != nil } }
          #expect(events.compactMap(\.rejectedNames) == [["b"]])
          source.update([Resource(.listener, "b", "b2")])
          let second = try #require(try await stream.next())
          #expect(second.resources.map { String(decoding: $0.value, as: UTF8.self) } == ["a1", "b2"])
        }
      }
    }
  }
}

extension DeliveryEvent {
  var rejectedNames: [String]? { if case .rejected(_, _, _, _, let names) = self { names } else { nil } }
}
