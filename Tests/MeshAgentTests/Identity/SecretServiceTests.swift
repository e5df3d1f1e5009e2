import EnvoyAPI
import EnvoyDiscovery
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Logging
import MeshIdentity
import MeshTestSupport
import SwiftProtobuf
import Testing

@testable import MeshAgent

/// Secret discovery over the agent's socket.
@Suite(.timeLimit(.minutes(1))) struct SecretServiceTests {
  private typealias Service = Envoy_Service_Secret_V3_SecretDiscoveryService.Client<HTTP2ClientTransport.Posix>
  private let recorded = LogRecorder.make()

  private static func own(_ number: Int) -> OwnCertificate {
    OwnCertificate(
      chainPEM: ["chain \(number)\n"], keyPEM: Redacted("PRIVATE KEY \(number)"), rootsPEM: "roots\n",
      terms: CertificateTerms(serialNumber: "\(number)", notBefore: .distantPast, notAfter: .distantFuture))
  }

  /// Serves a store's secrets while `body` runs.
  private func serving(
    _ body: @Sendable @escaping (SecretStore, Service, _ directory: String) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { directory in
      let store = SecretStore()
      let files = SecretFiles(store: store, interval: .milliseconds(20), logger: recorded.logger)
      let path = directory + "/xds.sock"
      let socket = try LocalSocket.open(path)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let server = GRPCServer(
        transport: HTTP2ServerTransport.Posix(listeningSocketDescriptor: Int(socket.descriptor), transportSecurity: .plaintext),
        services: [SecretService(store: store, files: files, logger: recorded.logger)])
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.serve() }
        group.addTask { try await files.run() }
        group.addTask {
          let transport = try HTTP2ClientTransport.Posix(
            target: .unixDomainSocket(path: path, authority: "localhost"), transportSecurity: .plaintext)
          try await withGRPCClient(transport: transport) { try await body(store, Service(wrapping: $0), directory) }
        }
        defer { group.cancelAll() }
        try await group.next()
      }
      #expect(!recorded.store.entries.contains { "\($0.message) \($0.metadata)".contains("PRIVATE KEY") })
    }
  }

  private static func secret(_ packed: Google_Protobuf_Any) throws -> Envoy_Extensions_TransportSockets_Tls_V3_Secret {
    try Envoy_Extensions_TransportSockets_Tls_V3_Secret(serializedBytes: packed.value)
  }

  /// Opens a state-of-the-world stream for one name and hands each secret that comes to `body`, until it says enough.
  private static func follow(
    _ name: String, _ service: Service,
    _ body: @Sendable @escaping (Int, Envoy_Extensions_TransportSockets_Tls_V3_Secret) async throws -> Bool
  ) async throws {
    let (requests, send) = AsyncStream.makeStream(of: Envoy_Service_Discovery_V3_DiscoveryRequest.self)
    var first = Envoy_Service_Discovery_V3_DiscoveryRequest()
    (first.typeURL, first.resourceNames) = (SecretMessage.typeURL, [name])
    send.yield(first)
    try await service.streamSecrets { writer in
      for await request in requests { try await writer.write(request) }
    } onResponse: { response in
      defer { send.finish() }
      var count = 0
      for try await message in response.messages {
        let packed = try #require(message.resources.first)
        #expect(message.resources.count == 1)
        var acknowledgement = Envoy_Service_Discovery_V3_DiscoveryRequest()
        (acknowledgement.typeURL, acknowledgement.resourceNames) = (SecretMessage.typeURL, [name])
        (acknowledgement.responseNonce, acknowledgement.versionInfo) = (message.nonce, message.versionInfo)
        send.yield(acknowledgement)
        count += 1
        if try await body(count, try secret(packed)) { return }
      }
    }
  }

  @Test func certificateIsPushedWhenItComesAndWhenItIsRenewed() async throws {
    try await serving { store, service, _ in
      async let installed: Void = store.install(Self.own(1))
      try await Self.follow("default", service) { count, secret in
        #expect(secret.name == "default")
        #expect(secret.tlsCertificate.certificateChain.inlineBytes == Data("chain \(count)\n".utf8))
        #expect(secret.tlsCertificate.privateKey.inlineBytes == Data("PRIVATE KEY \(count)".utf8))
        if count == 1 { store.install(Self.own(2)) }
        return count == 2
      }
      await installed
      try await Self.follow("ROOTCA", service) { _, secret in
        #expect(secret.validationContext.trustedCa.inlineBytes == Data("roots\n".utf8))
        return true
      }
    }
  }

  @Test func incrementalStreamsAreServed() async throws {
    try await serving { store, service, _ in
      store.install(Self.own(1))
      let (requests, send) = AsyncStream.makeStream(of: Envoy_Service_Discovery_V3_DeltaDiscoveryRequest.self)
      var first = Envoy_Service_Discovery_V3_DeltaDiscoveryRequest()
      (first.typeURL, first.resourceNamesSubscribe) = (SecretMessage.typeURL, ["default", "ROOTCA", "unknown"])
      send.yield(first)
      try await service.deltaSecrets { writer in
        for await request in requests { try await writer.write(request) }
      } onResponse: { response in
        defer { send.finish() }
        var names: [[String]] = []
        for try await message in response.messages {
          names.append(message.resources.map(\.name))
          guard names.count == 1 else { break }
          store.install(Self.own(2))
        }
        // The roots have not changed.
        #expect(names == [["ROOTCA", "default"], ["default"]])
      }
    }
  }

  @Test func mountedFilesAreServedAndWatched() async throws {
    try await serving { _, service, directory in
      let (chain, key) = (directory + "/chain.pem", directory + "/key.pem")
      @Sendable func write(_ number: Int) throws {
        try "-----BEGIN PRIVATE KEY----- \(number)".write(toFile: key, atomically: true, encoding: .utf8)
        try "-----BEGIN CERTIFICATE----- \(number)\n".write(toFile: chain, atomically: true, encoding: .utf8)
      }
      try write(1)
      try await Self.follow("file-cert:\(chain)~\(key)", service) { count, secret in
        let text = String(decoding: secret.tlsCertificate.certificateChain.inlineBytes, as: UTF8.self)
        if count == 1 {
          #expect(text.hasSuffix("1\n"))
          try write(2)
        }
        return text.hasSuffix("2\n")
      }
    }
  }

  @Test func filesThatComeLaterOrAreNoCertificatesAreWaitedFor() async throws {
    try await serving { _, service, directory in
      let roots = directory + "/roots.pem"
      try "something else".write(toFile: roots, atomically: true, encoding: .utf8)
      async let followed: Void = Self.follow("file-root:\(roots)", service) { _, secret in
        #expect(secret.validationContext.trustedCa.inlineBytes.count > 20)
        return true
      }
      try await eventually("the complaint") {
        recorded.store.entries.contains { $0.level == .error && "\($0.metadata)".contains("holds no certificate") }
      }
      try "-----BEGIN CERTIFICATE-----\n".write(toFile: roots, atomically: true, encoding: .utf8)
      try await followed
    }
  }

  @Test func otherTypesAreRefused() async throws {
    try await serving { _, service, _ in
      let error = await #expect(throws: RPCError.self) {
        try await service.streamSecrets { writer in
          var request = Envoy_Service_Discovery_V3_DiscoveryRequest()
          request.typeURL = "type.googleapis.com/envoy.config.cluster.v3.Cluster"
          try await writer.write(request)
        } onResponse: { response in
          for try await _ in response.messages {}
        }
      }
      #expect(error?.code == .invalidArgument)
    }
  }
}
