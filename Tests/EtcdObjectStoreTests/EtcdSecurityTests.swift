import EtcdAPI
import EtcdObjectStore
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Logging
import MeshIdentity
import MeshTestSupport
import MeshTransport
import ObjectStore
import SwiftProtobuf
import Testing

@Suite("An etcd that asks who you are", .needsEtcd)
struct EtcdSecurityTests {
  @Test(.timeLimit(.minutes(1))) func takesCertificatesOfItsAuthority() async throws {
    let site = try CertificateSite()
    let server = try site.server()
    let cluster = try EtcdTestCluster(
      security: .init(rootsPEM: site.rootsPEM, chainPEM: server.chainPEM, keyPEM: server.keyPEM.reveal()))
    var options = cluster.options
    options.tls = EtcdStoreOptions.TLS(rootsPEM: site.rootsPEM, identity: try site.client())
    let known = options
    try await cluster.running(known) { store in
      let revision = try await store.apply(StoreWrite(.put([1]), at: StoreKey("/a"), if: .isAbsent))
      var watch = try await store.watch(StoreRange(prefix: "/"), after: StoreRevision(revision.number - 1))
      #expect(try await watch.next()?.events.first?.bytes == [1])

      // Another authority's client is not let in, and does not let in this server.
      let other = try CertificateSite()
      for tls in [
        EtcdStoreOptions.TLS(rootsPEM: site.rootsPEM),
        EtcdStoreOptions.TLS(rootsPEM: site.rootsPEM, identity: try other.client()),
        EtcdStoreOptions.TLS(rootsPEM: other.rootsPEM, identity: try site.client()),
      ] {
        var options = known
        options.tls = tls
        options.requestTimeout = .seconds(1)
        #expect(await refusal(options)?.code == .unavailable)
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func takesUsersWithPasswords() async throws {
    let cluster = try EtcdTestCluster()
    var options = cluster.options
    options.prefix = "/allowed"
    try await cluster.running(options) { [options] store in
      _ = store
      try await setUp(options.endpoints[0], user: "meltemi", password: "secret", prefix: "/allowed")
      var known = options
      known.credentials = .init(user: "meltemi", password: Redacted("secret"))
      try await EtcdTestCluster.running(known) { store in
        let revision = try await store.apply(StoreWrite(.put([1]), at: StoreKey("/a"), if: .isAbsent))
        var watch = try await store.watch(StoreRange(prefix: "/"), after: StoreRevision(revision.number - 1))
        #expect(try await watch.next()?.events.first?.bytes == [1])

        // etcd forgets its tokens when it starts anew; the store shows its password again, and misses nothing.
        cluster.members[0].kill()
        try cluster.members[0].start()
        let next = try await repeated { () throws(StoreError) in
          try await store.apply(StoreWrite(.put([2]), at: StoreKey("/b"), if: .isAbsent))
        }
        #expect(try await watch.next()?.events.map(\.revision) == [next])
      }
      var wrong = options
      wrong.credentials = .init(user: "meltemi", password: Redacted("guess"))
      #expect(await refusal(wrong)?.code == .unauthorized)
      #expect(await refusal(options)?.code == .unauthorized)
      var elsewhere = known
      elsewhere.prefix = "/forbidden"
      #expect(await refusal(elsewhere)?.code == .unauthorized)
    }
  }

  /// Makes the write until it is answered; one that was made unanswered counts.
  private func repeated(_ write: () async throws(StoreError) -> StoreRevision) async throws -> StoreRevision {
    var revision: StoreRevision?
    try await eventually("etcd takes writes again") {
      do throws(StoreError) { revision = try await write() } catch {
        guard error.code == .conflict else { throw error }
        revision = error.current?.modified
      }
      return revision != nil
    }
    return try #require(revision)
  }

  /// Why a store with these options cannot read.
  private func refusal(_ options: EtcdStoreOptions) async -> StoreError? {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    do {
      let store = try EtcdObjectStore(options, logger: logger)
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await store.run() }
        defer { group.cancelAll() }
        _ = try await store.latestRevision()
        return nil
      }
    } catch {
      return error as? StoreError
    }
  }

  /// Makes a user who may use the keys of a prefix, and has etcd ask who calls.
  private func setUp(_ endpoint: EtcdEndpoint, user: String, password: String, prefix: String) async throws {
    let transport = try HTTP2ClientTransport.Posix(
      target: .ipv4(address: endpoint.host, port: endpoint.port), transportSecurity: .plaintext)
    try await withGRPCClient(transport: transport) { client in
      let auth = Etcdserverpb_Auth.Client(wrapping: client)
      for (name, word) in [("root", "rootpw"), (user, password)] {
        _ = try await auth.userAdd(
          .with {
            $0.name = name
            $0.password = word
          })
      }
      _ = try await auth.roleAdd(.with { $0.name = "root" })
      _ = try await auth.roleAdd(.with { $0.name = "mesh" })
      // The store's keys, and the one by which stores agree on compaction.
      for (from, end) in [(prefix, String(prefix.dropLast()) + "e"), ("meltemi-compaction:" + prefix, "")] {
        _ = try await auth.roleGrantPermission(
          .with {
            $0.name = "mesh"
            $0.perm = .with {
              $0.permType = .readwrite
              $0.key = Data(from.utf8)
              $0.rangeEnd = Data(end.utf8)
            }
          })
      }
      for (name, role) in [("root", "root"), (user, "mesh")] {
        _ = try await auth.userGrantRole(
          .with {
            $0.user = name
            $0.role = role
          })
      }
      _ = try await auth.authEnable(Etcdserverpb_AuthEnableRequest())
    }
  }
}

/// An authority in a folder of its own, and what it signs.
private final class CertificateSite: Sendable {
  private let authority: CertificateAuthority
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
    authority = try CertificateAuthority(
      configuration: AuthorityConfiguration(source: .selfMade(StateDirectory(path: folder.path))),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  var rootsPEM: [String] { authority.trustBundle.rootsPEM }

  func server() throws -> TLSIdentity {
    let issued = try authority.issueServerCertificate(names: ["localhost", "127.0.0.1"])
    return TLSIdentity(chainPEM: issued.chainPEM, keyPEM: issued.privateKeyPEM)
  }

  func client() throws -> TLSIdentity {
    let issued = try authority.issueServerCertificate(
      names: [], identity: WorkloadIdentity(spiffeID: "spiffe://cluster.local/ns/meltemi/sa/apiserver"))
    return TLSIdentity(chainPEM: issued.chainPEM, keyPEM: issued.privateKeyPEM)
  }
}
