import EnvoyAPI
import GRPCCore
import MeshTestSupport
import ServiceLifecycle
import SwiftProtobuf
import Testing
import XDSResources
import XDSServer

@Suite("Delta over gRPC", .timeLimit(.minutes(1)))
struct DeltaServingTests {
  /// Removals wait that long for a proxy that never asks for routes.
  private static let patience = XDSServerConfiguration(rules: DeliveryRules(answerTimeout: .milliseconds(100)))

  @Test("A proxy gets what it subscribes to, then only what changes, then what is removed")
  func syncUpdateRemove() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "a1"), Resource(.cluster, "b", "b1")])
    try await withServer(source, Self.patience) { server in
      try await server.connect { client in
        try await client.delta { stream in
          stream.subscribe(.cluster, node: "proxy")
          let first = try #require(try await stream.next())
          #expect(first.names == ["a", "b"])
          #expect(
            first.resources.map(\.version)
              == [Array("a1".utf8), Array("b1".utf8)].map { ResourceVersion(hashing: $0).description })
          #expect(first.resources.first?.resource.typeURL == TypeURL.cluster.rawValue)
          #expect(first.resources.first?.resource.value.elementsEqual("a1".utf8) == true)
          stream.acknowledge(first)

          source.update([Resource(.cluster, "b", "b2"), Resource(.cluster, "c", "c1")])
          let second = try #require(try await stream.next())
          #expect(second.names == ["b", "c"])
          stream.acknowledge(second)

          source.update(removing: [.cluster: ["a"]])
          let third = try #require(try await stream.next())
          #expect(third.names.isEmpty)
          #expect(third.removedResources == ["a"])
          stream.acknowledge(third)
        }
      }
    }
    let subscription = try #require(source.subscriptions.first)
    await subscription.finishes.wait { $0.count == 1 }
    #expect(subscription.node.id == "proxy")
    #expect(subscription.node.isDelta)
  }

  @Test("A proxy that comes back with what it has gets only what changed meanwhile")
  func reconnect() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "a1"), Resource(.cluster, "b", "b1"), Resource(.cluster, "c", "c1")])
    let versions = try await withServer(source) { server in
      try await server.connect { client in
        try await client.delta { stream in
          stream.subscribe(.cluster, node: "proxy")
          let first = try #require(try await stream.next())
          stream.acknowledge(first)
          return Dictionary(uniqueKeysWithValues: first.resources.map { ($0.name, $0.version) })
        }
      }
    }
    source.update([Resource(.cluster, "b", "b2")], removing: [.cluster: ["c"]])
    try await withServer(source, Self.patience) { server in
      try await server.connect { client in
        try await client.delta { stream in
          stream.subscribe(.cluster, initial: versions, node: "proxy")
          let updates = try #require(try await stream.next())
          #expect(updates.names == ["b"])
          stream.acknowledge(updates)
          let removals = try #require(try await stream.next())
          #expect(removals.removedResources == ["c"])
          #expect(removals.names.isEmpty)
        }
      }
    }
  }

  @Test("A request without a node, and a node that the source refuses, end the stream with a status")
  func refusals() async throws {
    let source = InMemoryResourceSource()
    try await withServer(source) { server in
      try await server.connect { client in
        let anonymous = await #expect(throws: RPCError.self) {
          try await client.delta { stream in
            stream.subscribe(.cluster)
            _ = try await stream.next()
          }
        }
        #expect(anonymous?.code == .invalidArgument)
        source.refuse(with: RefusedProxy(.permissionDenied, "not you"))
        let refused = await #expect(throws: RPCError.self) {
          try await client.delta { stream in
            stream.subscribe(.cluster, node: "proxy")
            _ = try await stream.next()
          }
        }
        #expect(refused?.code == .permissionDenied)
        #expect(refused?.message == "not you")
      }
    }
  }

  @Test("Graceful shutdown ends streams with unavailable")
  func gracefulShutdown() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "a1")])
    try await withServer(source) { server in
      try await server.connect { client in
        let error = await #expect(throws: RPCError.self) {
          try await client.delta { stream in
            stream.subscribe(.cluster, node: "proxy")
            _ = try await stream.next()
            await server.group.triggerGracefulShutdown()
            _ = try await stream.next()
          }
        }
        #expect(error?.code == .unavailable)
      }
    }
    await source.subscriptions.first?.finishes.wait { $0.count == 1 }
  }
}
