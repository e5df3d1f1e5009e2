import EnvoyAPI
import Foundation
import GRPCCore
import MeshTestSupport
import Testing
import XDSResources
import XDSServer

@Suite("Limits of the xDS server", .timeLimit(.minutes(1)))
struct LimitsTests {
  /// The status that a stream ends with after `requests` were sent.
  private func status(
    _ limits: XDSServerLimits, _ requests: @Sendable @escaping (ADSTestClient.Delta) -> Void
  ) async throws -> RPCError.Code? {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "1")])
    return try await withServer(source, XDSServerConfiguration(limits: limits)) { server in
      try await server.connect { client in
        do {
          try await client.delta { stream in
            requests(stream)
            while try await stream.next() != nil {}
          }
          return nil
        } catch let error as RPCError {
          return error.code
        }
      }
    }
  }

  @Test("Too many names of one type end the stream")
  func names() async throws {
    let code = try await status(XDSServerLimits(namesPerType: 3)) { stream in
      stream.subscribe(.endpoint, ["a", "b", "c", "d"], node: "proxy")
    }
    #expect(code == .resourceExhausted)
  }

  @Test("Too many types end the stream")
  func types() async throws {
    let code = try await status(XDSServerLimits(types: 2)) { stream in
      stream.subscribe(.cluster, node: "proxy")
      stream.subscribe(.listener)
      stream.subscribe(.route, ["r"])
    }
    #expect(code == .resourceExhausted)
  }

  @Test("Too large a request ends the stream")
  func requestSize() async throws {
    let code = try await status(XDSServerLimits(requestBytes: 10_000)) { stream in
      stream.subscribe(.endpoint, [String(repeating: "a", count: 20_000)], node: "proxy")
    }
    // The transport resets the stream, which may arrive before the status.
    #expect(code == .resourceExhausted || code == .unavailable)
  }

  @Test("A stream on which nobody speaks ends")
  func silence() async throws {
    let code = try await status(XDSServerLimits(firstRequestTimeout: .milliseconds(50))) { _ in }
    #expect(code == .deadlineExceeded)
  }

  @Test("A request without a type ends the stream")
  func noType() async throws {
    let code = try await status(XDSServerLimits()) { stream in stream.subscribe(TypeURL(rawValue: ""), node: "proxy") }
    #expect(code == .invalidArgument)
  }

  @Test("A node id has only so many streams, and gets another one when one ends")
  func streamsPerNode() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "1")])
    try await withServer(source, XDSServerConfiguration(limits: XDSServerLimits(streamsPerNode: 1))) { server in
      try await server.connect { client in
        try await client.delta { first in
          first.subscribe(.cluster, node: "proxy")
          _ = try await first.next()
          let error = await #expect(throws: RPCError.self) {
            try await client.delta { second in
              second.subscribe(.cluster, node: "proxy")
              _ = try await second.next()
            }
          }
          #expect(error?.code == .resourceExhausted)
        }
        await source.opened(1).finishes.wait { $0.count == 1 }
        try await client.delta { third in
          third.subscribe(.cluster, node: "proxy")
          let answer = try await third.next()
          #expect(answer?.names == ["a"])
        }
      }
    }
  }

  @Test("Strangers take no places of those who are served, and there are only so many of them")
  func strangers() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "1")])
    source.holdStrangers(true)
    let limits = XDSServerLimits(streams: 1, strangers: 1)
    try await withServer(source, XDSServerConfiguration(limits: limits)) { server in
      try await server.connect { client in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            try await client.delta { stranger in
              stranger.subscribe(.cluster, node: "stranger")
              _ = try await stranger.next()
            }
          }
          _ = await source.strangers.wait { $0.count == 1 }
          #expect(server.server.streamCount == 0)
          let error = await #expect(throws: RPCError.self) {
            try await client.delta { second in
              second.subscribe(.cluster, node: "second")
              _ = try await second.next()
            }
          }
          #expect(error?.code == .resourceExhausted)
          // As soon as it is known who it is, the stranger is served.
          source.holdStrangers(false)
          try await group.waitForAll()
        }
      }
    }
  }

  @Test("There are only so many streams in all")
  func streams() async throws {
    let source = InMemoryResourceSource()
    source.update([Resource(.cluster, "a", "1")])
    try await withServer(source, XDSServerConfiguration(limits: XDSServerLimits(streams: 1))) { server in
      try await server.connect { client in
        try await client.delta { first in
          first.subscribe(.cluster, node: "one")
          _ = try await first.next()
          #expect(server.server.streamCount == 1)
          let error = await #expect(throws: RPCError.self) {
            try await client.sotw { second in
              second.request(.cluster, node: "two")
              _ = try await second.next()
            }
          }
          #expect(error?.code == .resourceExhausted)
        }
      }
    }
  }

  @Test("Requests beyond the pace are read later, not lost")
  func pace() async throws {
    let source = InMemoryResourceSource()
    source.update((0..<30).map { Resource(.endpoint, "e\($0)", "1") })
    try await withServer(source, XDSServerConfiguration(limits: XDSServerLimits(requestsPerSecond: 1))) { server in
      try await server.connect { client in
        try await client.delta { stream in
          stream.subscribe(.endpoint, ["e0"], node: "proxy")
          for number in 1..<12 { stream.subscribe(.endpoint, ["e\(number)"]) }
          var names: Set<String> = []
          while names.count < 11, let response = try await stream.next() {
            names.formUnion(response.names)
            stream.acknowledge(response)
          }
          #expect(names.count >= 11)
        }
      }
    }
  }
}
