import Foundation
import GRPCCore
import Logging
import MeshIdentity
import MeshTestSupport
import Testing

@testable import MeshAgent

/// Agents with real Envoys, and a control plane that issues certificates.
@Suite(.needsEnvoy, .timeLimit(.minutes(3)), .serialized) struct IdentityLiveTests {
  private let recorded = LogRecorder.make()

  /// Runs an agent beside a control plane whose only proxy calls itself.
  private func withAgent(
    lifetime: Duration = .seconds(3600), refusing: Bool = false, change: @Sendable (inout AgentOptions) -> Void = { _ in },
    _ body: @Sendable @escaping (Agent, TestControlPlane, SelfCallingProxy) async throws -> Void
  ) async throws {
    _ = try TestEnvoy.require()
    try await withTemporaryDirectory { directory in
      let controlPlane = try TestControlPlane(directory: directory)
      if refusing { controlPlane.refuse(.unavailable) }
      let proxy = SelfCallingProxy(directory: directory)
      try proxy.configure(controlPlane.discovery)
      var options = controlPlane.options(directory: directory + "/proxy", port: 0)
      options.statsInclusionPrefixes = ["*"]
      options.certificateLifetime = lifetime
      change(&options)
      let asked = options
      try await controlPlane.run { port in
        var options = asked
        options.discoveryAddress = "127.0.0.1:\(port)"
        let agent = try Agent(
          options: options, environment: ["MELTEMI_JOIN_TOKEN": "not-for-envoy"], logger: recorded.logger)
        try await withRunning([agent]) { _ in try await body(agent, controlPlane, proxy) }
      }
      checkThatNothingLeaked(directory)
    }
  }

  /// Neither tokens nor keys are in the log or in files that were not asked for.
  private func checkThatNothingLeaked(_ directory: String) {
    let secrets = [TestControlPlane.token, "PRIVATE KEY", "not-for-envoy"]
    for entry in recorded.store.entries {
      let text = "\(entry.message) \(entry.metadata)"
      #expect(secrets.allSatisfy { !text.contains($0) }, "a secret is in the log: \(entry.message)")
    }
    for case let path as String in FileManager.default.enumerator(atPath: directory + "/proxy") ?? .init() {
      guard let text = try? String(contentsOfFile: directory + "/proxy/" + path, encoding: .utf8) else { continue }
      #expect(secrets.allSatisfy { !text.contains($0) }, "a secret is in the file \(path)")
    }
  }

  @Test func envoyWaitsForTheCertificateAndUsesIt() async throws {
    try await withAgent(refusing: true) { agent, controlPlane, _ in
      let early = try await agent.reached(.initializing) { $0.certificate?.failures ?? 0 > 0 }
      #expect(early.certificate?.state == .waiting)
      #expect(early.certificate?.lastError?.contains("unavailable") == true)
      // No identity, no configuration: the control plane has not been asked.
      #expect(controlPlane.discovery.requests.elements.isEmpty)
      controlPlane.refuse(nil)
      let live = try await agent.waitUntilLive()
      let admin = try #require(live.adminURL)
      #expect(live.certificate?.state == .valid)
      #expect(live.certificate?.subject == "spiffe://cluster.local/ns/books/sa/reviews")
      try await eventually("the call with mutual TLS") {
        let answer = try await SelfCallingProxy.call(adminURL: admin)
        return answer.status == 200 && answer.body == "hello"
      }
      #expect(try await SelfCallingProxy.statistic("cluster.self.ssl.handshake", adminURL: admin) == 1)
      #expect(try await SelfCallingProxy.statistic("listener.inbound.ssl.handshake", adminURL: admin) == 1)
      let serial = try #require(agent.status.certificate?.serialNumber)
      #expect(try await SelfCallingProxy.serials(adminURL: admin).map(Self.canonical) == [Self.canonical(serial)])
      // The configuration came over a connection that showed the certificate, for the node that the agent describes.
      let first = try #require(controlPlane.discovery.requests.elements.first)
      #expect(first.showedCertificate)
      #expect(first.node.hasPrefix("sidecar~127.0.0.1~reviews-v1-0.books~"))
      #expect(agent.status.controlPlaneFailure == nil)
      // Envoy's environment does not hold the token.
      let environment = try String(contentsOfFile: "/proc/\(try #require(live.pid))/environ", encoding: .utf8)
      #expect(!environment.contains("MELTEMI_JOIN_TOKEN"))
    }
  }

  /// A token that others keep fresh opens the configuration as well, so a proxy need not wait for its certificate.
  @Test func aTokenOpensTheConfigurationBeforeTheFirstCertificate() async throws {
    try await withAgent(
      refusing: true,
      change: { options in
        options.joinToken = nil
        let file = options.configPath + "-token"
        try? TestControlPlane.token.write(toFile: file, atomically: true, encoding: .utf8)
        options.tokenFile = file
      }
    ) { agent, controlPlane, _ in
      let first = await controlPlane.discovery.requests.wait { !$0.isEmpty }[0]
      #expect(!first.showedCertificate)
      #expect(first.token == "Bearer \(TestControlPlane.token)")
      #expect(first.node.hasPrefix("sidecar~127.0.0.1~reviews-v1-0.books~"))
      // The configuration came, and Envoy waits for nothing but the secret.
      await controlPlane.discovery.requests.wait { $0.contains { !$0.nonce.isEmpty } }
      let waiting = agent.status
      #expect(waiting.certificate?.state == .waiting)
      #expect(waiting.controlPlaneFailure == nil)
      controlPlane.refuse(nil)
      let admin = try #require(try await agent.waitUntilLive().adminURL)
      try await eventually("the call with mutual TLS") { try await SelfCallingProxy.call(adminURL: admin).body == "hello" }
      #expect(controlPlane.asked.elements.filter(\.granted).map(\.proof) == [.token])
      // The stream that the token opened goes on; when it ends, the certificate opens the next one and the token is left out.
      #expect(Set(controlPlane.discovery.requests.elements.map(\.stream)) == [1])
      controlPlane.discovery.endStreams(.unauthenticated)
      let next = await controlPlane.discovery.requests.wait { $0.contains { $0.stream == 2 } }
      let request = try #require(next.first { $0.stream == 2 })
      #expect(request.showedCertificate && request.token == nil)
      #expect(try await SelfCallingProxy.call(adminURL: admin).body == "hello")
    }
  }

  @Test func aStreamThatOutlivedItsCertificateIsFollowedByOneWithTheNext() async throws {
    try await withAgent(lifetime: .seconds(6)) { agent, controlPlane, _ in
      let admin = try #require(try await agent.waitUntilLive().adminURL)
      try await eventually("the first call") { try await SelfCallingProxy.call(adminURL: admin).body == "hello" }
      let first = try #require(controlPlane.discovery.requests.elements.first)
      let renewals = agent.status.certificate?.renewals ?? 0
      _ = try await agent.reached(.live) { $0.certificate?.renewals ?? 0 > renewals }
      // As the control plane does when the certificate expires that opened the stream.
      controlPlane.discovery.endStreams(.unauthenticated)
      let requests = await controlPlane.discovery.requests.wait { $0.contains { $0.stream > first.stream } }
      let next = try #require(requests.first { $0.stream > first.stream })
      #expect(next.showedCertificate && next.serialNumber != first.serialNumber)
      #expect(!next.initial.isEmpty, "Envoy says what it has, so that it is not sent again")
      #expect(try await SelfCallingProxy.call(adminURL: admin).body == "hello")
      #expect(agent.status.controlPlaneFailure == nil)
      let said = recorded.store.entries.filter { $0.message.contains("has outlived what it was opened with") }
      #expect(said.map(\.level) == [.info])
      #expect(!recorded.store.entries.contains { $0.message.contains("stream to the control plane ended") })
    }
  }

  @Test func connectionsSurviveRotations() async throws {
    try await withAgent(lifetime: .seconds(6)) { agent, controlPlane, _ in
      let admin = try #require(try await agent.waitUntilLive().adminURL)
      try await eventually("the first call") { try await SelfCallingProxy.call(adminURL: admin).status == 200 }
      let first = try await SelfCallingProxy.serials(adminURL: admin)
      let renewals = agent.status.certificate?.renewals ?? 0
      // Each call goes over the connections of the first, while two certificates come and go.
      while agent.status.certificate?.renewals ?? 0 < renewals + 2 {
        #expect(try await SelfCallingProxy.call(adminURL: admin).status == 200)
        try await Task.sleep(for: .milliseconds(20))
      }
      try await eventually("Envoy has the new certificate") {
        let serial = agent.status.certificate?.serialNumber ?? ""
        return try await SelfCallingProxy.serials(adminURL: admin).map(Self.canonical) == [Self.canonical(serial)]
      }
      #expect(try await SelfCallingProxy.serials(adminURL: admin) != first)
      #expect(try await SelfCallingProxy.call(adminURL: admin).status == 200)
      #expect(try await SelfCallingProxy.statistic("cluster.self.upstream_cx_total", adminURL: admin) == 1)
      #expect(try await SelfCallingProxy.statistic("cluster.self.upstream_rq_5xx", adminURL: admin) == 0)
      // The stream of the configuration lived on, and the certificate was its own proof.
      #expect(Set(controlPlane.discovery.requests.elements.map(\.stream)) == [1])
      let asked = controlPlane.asked.elements
      #expect(asked.first?.proof == .token)
      #expect(asked.dropFirst().allSatisfy { $0.proof == .certificate && $0.granted })
    }
  }

  @Test func failureToRenewIsLoud() async throws {
    try await withAgent(lifetime: .seconds(6)) { agent, controlPlane, _ in
      let admin = try #require(try await agent.waitUntilLive().adminURL)
      try await eventually("the first call") { try await SelfCallingProxy.call(adminURL: admin).status == 200 }
      controlPlane.refuse(.permissionDenied)
      let failing = try await agent.reached(.live) { $0.certificate?.state == .renewalFailing }
      #expect(failing.certificate?.lastError?.contains("permissionDenied") == true)
      _ = try await agent.reached(.live) { $0.certificate?.state == .expired }
      // Both proofs were tried.
      let refused = controlPlane.asked.elements.filter { !$0.granted }.map(\.proof)
      #expect(refused.contains(.certificate))
      #expect(refused.contains(.token))
      let entries = recorded.store.entries.filter {
        $0.message.contains("cannot be renewed") || $0.message.contains("has expired")
      }
      for level in [Logger.Level.warning, .error, .critical] {
        #expect(entries.contains { $0.level == level }, "nothing was said at \(level)")
      }
      controlPlane.refuse(nil)
      let renewed = try await agent.reached(.live) { $0.certificate?.state == .valid }
      #expect(renewed.certificate?.failures == 0)
      try await eventually("calls work again") { try await SelfCallingProxy.call(adminURL: admin).status == 200 }
    }
  }

  @Test func writtenCertificateIsTheProofOfTheNextRun() async throws {
    _ = try TestEnvoy.require()
    try await withTemporaryDirectory { directory in
      let controlPlane = try TestControlPlane(directory: directory)
      try SelfCallingProxy(directory: directory).configure(controlPlane.discovery)
      try await controlPlane.run { port in
        var options = controlPlane.options(directory: directory + "/proxy", port: port)
        options.outputCerts = directory + "/certs"
        let first = try Agent(options: options, environment: [:], logger: recorded.logger)
        try await withRunning([first]) { _ in _ = try await first.waitUntilLive() }
        for name in ["key.pem", "cert-chain.pem", "root-cert.pem"] {
          let attributes = try FileManager.default.attributesOfItem(atPath: directory + "/certs/" + name)
          #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        // A token that was good once is of no use any more; the certificate is.
        options.joinToken = Redacted("used-up")
        let second = try Agent(options: options, environment: [:], logger: recorded.logger)
        try await withRunning([second]) { _ in
          let live = try await second.waitUntilLive()
          #expect(live.certificate?.serialNumber == first.status.certificate?.serialNumber)
          #expect(live.certificate?.renewals == 0)
        }
        #expect(controlPlane.asked.elements.count == 1)
        // And certificates that others write are used by an agent that asks nobody.
        options.joinToken = nil
        options.outputCerts = nil
        options.fileMountedCerts = directory + "/certs"
        let third = try Agent(options: options, environment: [:], logger: recorded.logger)
        try await withRunning([third]) { _ in
          let live = try await third.waitUntilLive()
          #expect(live.certificate?.state == .valid)
        }
        #expect(controlPlane.asked.elements.count == 1)
      }
    }
  }

  /// Serial numbers without leading zeros: Envoy and the agent write them with and without.
  private static func canonical(_ serial: String) -> String { String(serial.drop { $0 == "0" }).lowercased() }
}
