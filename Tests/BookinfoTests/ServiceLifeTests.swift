import Foundation
import ServiceLifecycle
import Testing

@testable import Bookinfo

@Suite struct ServiceLifeTests {
  @Test func reportsWhereItListensAndLeavesNoSocketBehind() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("details")
    try await serving(
      BookinfoConfiguration(kind: .details, listen: socket), BookinfoConfiguration(kind: .details, listen: .anyPort)
    ) { addresses in
      #expect(addresses[0] == socket)
      guard case .tcp("127.0.0.1", let port) = addresses[1] else {
        Issue.record("not a TCP address: \(addresses[1])")
        return
      }
      #expect(port > 0)
      for address in addresses {
        let answer = try await address.send(.get, "/details/0")
        #expect(answer.status == 200)
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func namesTheAddressThatCannotBeBound() async throws {
    try await serving(BookinfoConfiguration(kind: .details, listen: .anyPort)) { addresses in
      for taken in [addresses[0], .unixSocket(path: "/nonexistent/folder/x.sock")] {
        let second = BookinfoService(configuration: BookinfoConfiguration(kind: .ratings, listen: taken), logger: quiet)
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [second], logger: quiet))
        let error = await #expect(throws: BookinfoError.self) { try await group.run() }
        #expect(error?.code == .cannotListen)
        #expect(error?.message == "ratings-v1 cannot listen on \(taken)")
      }
    }
  }

  @Test func finishesWhatItBegan() async throws {
    let folder = try SocketFolder()
    defer { folder.remove() }
    let socket = folder.socket("ratings")
    let (started, isStarted) = AsyncStream<Void>.makeStream()
    let (asked, isAsked) = AsyncStream<Void>.makeStream()
    let (stopping, isStopping) = AsyncStream<Void>.makeStream()
    let peer = FakePeer { _ in
      isAsked.finish()
      return .silence
    }
    let configuration = BookinfoConfiguration(
      kind: .reviews(.v2), listen: folder.socket("reviews"), upstreams: Upstreams(ratings: socket.upstream("ratings")),
      timeouts: patient)
    let answer = try await peer.serving(on: socket) {
      async let answer: Answer = {
        for await _ in started {}
        return try await configuration.listen.send(.get, "/reviews/0")
      }()
      async let released: Void = {
        for await _ in stopping {}
        peer.breakSilence()
      }()
      // When this body ends, the service is told to stop, while the request still waits for its ratings.
      try await serving(configuration) { _ in
        isStarted.finish()
        for await _ in asked {}
        isStopping.finish()
      }
      await released
      return try await answer
    }
    #expect(answer.status == 200)
    #expect(answer.text.contains("Ratings service is currently unavailable"))
  }

  @Test func defaultsAreTheOriginals() {
    let configuration = BookinfoConfiguration(kind: .reviews(.v3))
    #expect(configuration.listen == .tcp(host: "127.0.0.1", port: 9080))
    #expect(configuration.podName == "reviews-v3")
    #expect(configuration.upstreams.ratings == Upstream(baseURL: "http://ratings:9080", authority: "ratings:9080"))
    #expect(configuration.timeouts.productpage == .seconds(3))
    #expect(configuration.timeouts.reviewsTries == 2)
    #expect(configuration.timeouts.blackRatings == .seconds(10))
    #expect(configuration.timeouts.redRatings == .milliseconds(2500))
  }
}
