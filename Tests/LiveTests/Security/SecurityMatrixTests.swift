import AsyncHTTPClient
import Foundation
import MeshTestSupport
import NIOCore
import NIOHTTP1
import Testing

/// What policies allow and deny, asked of real Envoys.
@Suite(.serialized, .timeLimit(.minutes(5)), .enabled(if: TestEnvoy.isExpected, "\(TestEnvoy.howToGetIt)"))
struct SecurityMatrixTests {
  @Test func policiesAllowAndDenyAsIstioSays() async throws {
    let network = try LoopbackNetwork()
    let tokens = TokenCases()
    let authorization =
      AuthorizationCases.http(client: network[20], far: network[21], server: network[10])
      + AuthorizationCases.tcp(client: network[20], far: network[21], server: network[10])
    let authentication = try tokens.all()
    #expect(authorization.count >= 60)
    #expect(authentication.count >= 20)
    let matrix = try SecurityMatrix(cases: authorization + authentication, network: network, keySets: tokens.keySets)
    try await matrix.run { server in
      for (index, entry) in matrix.cases.enumerated() {
        for probe in entry.probes { await matrix.check(probe, of: index) }
      }
      // Dry runs decide nothing, and are counted.
      let dryRuns = try await server.statistics("istio_dry_run")
      #expect(dryRuns.contains { $0.key.contains("istio_dry_run_deny_") && $0.key.hasSuffix("shadow_denied") && $0.value == 2 })
      #expect(dryRuns.contains { $0.key.contains("istio_dry_run_allow_") && $0.key.hasSuffix("shadow_denied") && $0.value == 1 })
      #expect(dryRuns.contains { $0.key.contains("istio_dry_run_allow_") && $0.key.hasSuffix("shadow_allowed") && $0.value == 1 })
    }
  }
}

extension SecurityMatrix {
  /// Runs both Envoys, the application and the authorizers while `body` runs.
  func run(_ body: @Sendable @escaping (MatrixEnvoy) async throws -> Void) async throws {
    let application = HeaderEcho(socket: socket)
    let http = HTTPAuthorizer(host: authorizerAddress, port: Self.httpAuthorizerPort)
    let grpc = GRPCAuthorizer(host: authorizerAddress, port: Self.grpcAuthorizerPort)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      group.addTask { try await http.run() }
      group.addTask { try await grpc.run() }
      await application.ready.wait { !$0.isEmpty }
      await http.ready.wait { !$0.isEmpty }
      let server = try MatrixEnvoy(await serverBootstrap(), folder: folder)
      let client = try MatrixEnvoy(clientBootstrap(), folder: folder)
      do {
        try await server.isReady()
        try await client.isReady()
        try await body(server)
      } catch {
        print(server.log.suffix(4000), client.log.suffix(4000))
        throw error
      }
      client.stop()
      server.stop()
      #expect(http.questions.elements.allSatisfy { $0.hasPrefix("/check/") })
      group.cancelAll()
      while (try? await group.next()) != nil {}
    }
  }

  /// Asks, and compares what comes of it.
  func check(_ probe: SecurityCase.Probe, of index: Int) async {
    let what = "\(cases[index].name): \(probe.client) \(probe.method) \(probe.path.prefix(60))"
    do {
      let answer = try await ask(probe, index)
      #expect(answer.status == probe.expectedStatus, "\(what)")
      for (name, value) in probe.received { #expect(answer.received[name] == value, "\(what): \(name)") }
      for (name, value) in probe.returned { #expect(answer.headers.first(name: name) == value, "\(what): \(name)") }
    } catch {
      // A connection that is refused is taken first, and ends without an answer; one that nobody takes says nothing.
      let isClosed = error as? HTTPClientError == .remoteConnectionClosed || (error as? IOError)?.errnoCode == ECONNRESET
      #expect(cases[index].traffic == .tcp && probe.outcome == .denied && isClosed, "\(what): \(error)")
    }
  }

  private struct Answer {
    var status: UInt
    var headers: HTTPHeaders
    /// What reached the application.
    var received: [String: String]
  }

  private func ask(_ probe: SecurityCase.Probe, _ index: Int) async throws -> Answer {
    let target = "\(serverAddress):\(port(of: index))"
    let isTCP = cases[index].traffic == .tcp
    let base = isTCP ? "\(tcpAddress(for: probe.client)):\(port(of: index))" : "\(clientAddress):\(Self.clientPort)"
    var request = HTTPClientRequest(url: "http://\(base)\(probe.path)")
    request.method = HTTPMethod(rawValue: probe.method)
    request.headers.add(name: "connection", value: isTCP ? "close" : "keep-alive")
    request.headers.add(name: "x-client", value: probe.client.rawValue)
    request.headers.add(name: "x-envoy-original-dst-host", value: target)
    for (name, value) in probe.headers { request.headers.replaceOrAdd(name: name, value: value) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
    let lines = body.split(separator: "\n").compactMap { line -> (String, String)? in
      let parts = line.split(separator: ":", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), String(parts[1].dropFirst())) : nil
    }
    return Answer(
      status: response.status.code, headers: response.headers, received: Dictionary(lines) { first, _ in first })
  }
}

extension SecurityCase.Probe {
  fileprivate var expectedStatus: UInt {
    switch outcome {
    case .allowed: 200
    case .denied: 403
    case .unauthenticated: 401
    case .status(let code): code
    }
  }
}
