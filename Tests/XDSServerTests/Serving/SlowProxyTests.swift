import EnvoyAPI
import Foundation
import GRPCCore
import MeshTestSupport
import SwiftProtobuf
import Testing
import XDSResources
import XDSServer

@Suite("Slow and many proxies", .timeLimit(.minutes(2)))
struct SlowProxyTests {
  @Test("A proxy that reads slowly gets the newest state, not a backlog")
  func coalescing() async throws {
    let source = InMemoryResourceSource()
    let megabyte = String(repeating: "x", count: 1 << 20)
    source.update([Resource(.endpoint, "a", "0")])
    try await withServer(source) { server in
      try await server.connect { client in
        try await client.delta { stream in
          stream.subscribe(.endpoint, ["a"], node: "proxy")
          let first = try #require(try await stream.next())
          for round in 1...100 { source.update([Resource(.endpoint, "a", "\(round)" + megabyte)]) }
          stream.acknowledge(first)
          let second = try #require(try await stream.next())
          #expect(second.resources.first?.resource.value.starts(with: Array("100x".utf8)) == true)
        }
      }
    }
    #expect(source.subscriptions.first?.events.elements.filter { if case .sent = $0 { true } else { false } }.count == 2)
  }

  @Test("Many proxies each get the state and each change once")
  func manyProxies() async throws {
    let source = InMemoryResourceSource()
    source.update((0..<50).map { Resource(.cluster, "c\($0)", "1") })
    try await withServer(source) { server in
      try await server.connect { client in
        try await withThrowingTaskGroup(of: Int.self) { group in
          for number in 0..<60 {
            group.addTask {
              try await client.delta { stream in
                stream.subscribe(.cluster, node: "proxy-\(number)")
                var count = 0
                var isUpdated = false
                while !isUpdated, let response = try await stream.next() {
                  count += response.resources.count
                  isUpdated = response.resources.contains { $0.name == "c7" && $0.resource.value.elementsEqual("2".utf8) }
                  stream.acknowledge(response)
                }
                return count
              }
            }
          }
          _ = await source.opened(60)
          source.update([Resource(.cluster, "c7", "2")])
          for try await count in group { #expect(count == 51 || count == 50) }
        }
      }
    }
  }

  @Test("A unix socket serves as well")
  func unixSocket() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "1")])
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("xds-\(UUID().uuidString.prefix(8)).sock").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await withServer(source, XDSServerConfiguration(address: .unixSocket(path: path))) { server in
      #expect(server.address == .unixSocket(path: path))
      try await server.connect { client in
        try await client.delta { stream in
          stream.subscribe(.cluster, node: "proxy")
          let answer = try await stream.next()
          #expect(answer?.names == ["a"])
        }
      }
    }
  }

  @Test("An address that is taken is an error that names it")
  func addressTaken() async throws {
    try await withServer(InMemoryResourceSource()) { first in
      let second = XDSServer(source: InMemoryResourceSource(), configuration: XDSServerConfiguration(address: first.address))
      let error = await #expect(throws: XDSServerError.self) { try await second.run() }
      #expect(error?.code == .cannotListen)
      #expect(error?.description.contains("\(first.address)") == true)
    }
  }

  @Test("When the source ends, streams end with unavailable")
  func sourceEnds() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "1")])
    try await withServer(source) { server in
      try await server.connect { client in
        let error = await #expect(throws: RPCError.self) {
          try await client.delta { stream in
            stream.subscribe(.cluster, node: "proxy")
            _ = try await stream.next()
            source.finish()
            _ = try await stream.next()
          }
        }
        #expect(error?.code == .unavailable)
      }
    }
  }
}
