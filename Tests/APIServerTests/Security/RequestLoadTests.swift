import APIServer
import KubernetesAPI
import MeshTestSupport
import Testing

@testable import APIServer

@Suite("What the server has in hands at once", .timeLimit(.minutes(2)))
struct RequestLoadTests {
  private static let maps = "/api/v1/namespaces/default/configmaps"

  /// A request whose body is half there.
  private static func beginPost(_ server: RunningAPIServer, user: String) async throws -> RawConnection {
    let file = try await server.server.kubeconfig(user: user, groups: [])
    let connection = try await RawConnection(port: try await server.server.port, tls: try RawConnection.context(file))
    let review = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    let head = "POST \(review) HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    try await connection.send(Array("\(head){\"spec\"".utf8))
    return connection
  }

  @Test("Requests at once are bounded for each user") func requests() async throws {
    var limits = ClientLimits()
    limits.requests = 2
    try await RunningAPIServer.run(configure: { [limits] in $0.limits = limits }) { server in
      let client = try await RawClient(server, user: "user")
      let held = [try await Self.beginPost(server, user: "user"), try await Self.beginPost(server, user: "user")]
      try await eventually("both are counted") { try await client("GET", "/version").code == 429 }
      let answer = try await client("GET", "/version")
      #expect(answer.header("retry-after") == "1" && answer.json?["reason"] == "TooManyRequests", "\(answer.text)")
      #expect(try await RawClient(server, user: "other")("GET", "/version").code == 200)
      for connection in held { connection.close() }
      try await eventually("none is counted any more") { try await client("GET", "/version").code == 200 }
    }
  }

  @Test("All requests at once are bounded; administrators get in, and a watch does not count") func all() throws {
    var limits = ClientLimits()
    (limits.requests, limits.allRequests, limits.bodies, limits.allBodies) = (2, 3, 100, 150)
    let load = RequestLoad(limits: limits)
    let (a, b) = (UserInfo(name: "a", groups: []), UserInfo(name: "b", groups: []))
    let boss = UserInfo(name: "c", groups: [UserInfo.superusers])
    var permits = [try load.begin(a), try load.begin(a), try load.begin(b)]
    for user in [a, b] {
      let error = #expect(throws: Status.self) { try load.begin(user) }
      #expect(error?.code == 429)
    }
    permits.append(try load.begin(boss))
    try permits[0].hold(60)
    #expect(throws: Status.self) { try permits[1].hold(41) }
    try permits[1].hold(40)
    try permits[2].hold(50)
    #expect(throws: Status.self) { try permits[3].hold(1) }
    permits = []
    permits = [try load.begin(a), try load.begin(b)]
    try permits[0].hold(100)
    try permits[1].hold(50)
  }

  @Test("Bodies that are held are bounded") func bodies() async throws {
    var limits = ClientLimits()
    limits.bodies = 1000
    try await RunningAPIServer.run(configure: { [limits] in $0.limits = limits }) { server in
      let boss = try await RawClient.administrator(server)
      let large: JSONValue = ["metadata": ["name": "a"], "data": ["b": .string(String(repeating: "x", count: 2000))]]
      #expect(try await boss("POST", Self.maps, large).code == 429)
      for name in ["a", "b", "c", "d"] {
        let small: JSONValue = ["metadata": ["name": .string(name)], "data": ["b": .string(String(repeating: "x", count: 600))]]
        #expect(try await boss("POST", Self.maps, small).code == 201)
      }
    }
  }

  @Test("A body has to come in its time, however it trickles") func trickle() async throws {
    var limits = ClientLimits()
    limits.bodyTime = .milliseconds(500)
    try await RunningAPIServer.run(configure: { [limits] in $0.limits = limits }) { server in
      let connection = try await Self.beginPost(server, user: "user")
      await #expect(throws: RawConnection.Failure.closed) {
        for _ in 0..<300 {
          try await connection.send([UInt8(ascii: " ")])
          try await Task.sleep(for: .milliseconds(100))
        }
      }
      #expect(try await RawClient(server, user: "user")("GET", "/version").code == 200)
    }
  }

  @Test("Credentials that are refused are slowed down by address; certificates go on") func refusals() async throws {
    var limits = ClientLimits()
    (limits.rate, limits.burst) = (0.000_001, 20)
    try await RunningAPIServer.run(tokens: "0123456789abcdef,ada,1", configure: { [limits] in $0.limits = limits }) { server in
      let nobody = try await RawClient(server, user: nil)
      func code(_ token: String) async throws -> Int {
        try await nobody("GET", "/version", headers: [("Authorization", "Bearer \(token)")]).code
      }
      #expect(try await code("0123456789abcdef") == 200)
      for _ in 0..<20 { #expect(try await code("guess") == 401) }
      for token in ["guess", "0123456789abcdef"] { #expect(try await code(token) == 429) }
      #expect(try await RawClient(server, user: "user")("GET", "/version").code == 200)
      #expect(try await nobody("GET", "/livez").code == 200)
    }
  }
}
