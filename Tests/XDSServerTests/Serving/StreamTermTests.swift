import GRPCCore
import MeshTestSupport
import Testing
import XDSResources
import XDSServer

@Suite("How long streams of the xDS server may be open", .timeLimit(.minutes(1)))
struct StreamTermTests {
  @Test("A stream is served until its term is over, and ends with what the source says")
  func term() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "1")])
    let orders = EventLog<Void>()
    source.limit(
      to: StreamTerm(endingWith: RefusedProxy(.unauthenticated, "That was long enough.")) {
        await orders.wait { !$0.isEmpty }
      })
    try await withServer(source) { server in
      let error = await #expect(throws: RPCError.self) {
        try await server.connect { client in
          try await client.delta { stream in
            stream.subscribe(.cluster, node: "proxy")
            stream.acknowledge(try #require(try await stream.next()))
            source.update([Resource(.cluster, "a", "2")])
            stream.acknowledge(try #require(try await stream.next()))
            orders.append(())
            while try await stream.next() != nil {}
          }
        }
      }
      #expect(error?.code == .unauthenticated)
      #expect(error?.message == "That was long enough.")
      await source.subscriptions[0].finishes.wait { !$0.isEmpty }
    }
  }

  @Test("A stream that ends by itself does not wait for its term")
  func earlyEnd() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "1")])
    source.limit(
      to: StreamTerm(endingWith: RefusedProxy(.unauthenticated, "never")) { try await Task.sleep(for: .seconds(3600)) })
    try await withServer(source) { server in
      try await server.connect { client in
        try await client.delta { stream in
          stream.subscribe(.cluster, node: "proxy")
          _ = try await stream.next()
        }
      }
      await source.subscriptions[0].finishes.wait { !$0.isEmpty }
    }
  }
}
