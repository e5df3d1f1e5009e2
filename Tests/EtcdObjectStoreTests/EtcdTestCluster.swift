import EtcdObjectStore
import Foundation
import Logging
import MeshIdentity
import MeshTestSupport
import MeshTransport
import ObjectStore
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Real etcds on free ports of the loopback, with their data in a folder that goes with the value.
final class EtcdTestCluster: Sendable {
  let members: [EtcdProcess]
  let isSecure: Bool
  private let folder: TestFolder

  /// Files of PEM that make the members ask for TLS and for a client's certificate.
  struct Security {
    var rootsPEM: [String]
    var identity: TLSIdentity
  }

  init(members count: Int = 1, security: Security? = nil, arguments more: [String] = []) throws {
    let executable = try #require(EtcdProcess.path, "there is no etcd")
    let folder = try TestFolder()
    let ports = try FreePorts.find(2 * count)
    let scheme = security == nil ? "http" : "https"
    var extra = more
    if let security {
      try folder.write("roots.pem", security.rootsPEM.joined())
      try folder.write("chain.pem", security.identity.chainPEM.joined())
      try folder.write("key.pem", security.identity.keyPEM.reveal())
      extra += ["--cert-file", folder("chain.pem"), "--key-file", folder("key.pem")]
      extra += ["--client-cert-auth", "--trusted-ca-file", folder("roots.pem")]
    }
    let peers = (0..<count).map { "m\($0)=http://127.0.0.1:\(ports[$0])" }.joined(separator: ",")
    members = (0..<count).map { index in
      let (peer, client) = ("http://127.0.0.1:\(ports[index])", "\(scheme)://127.0.0.1:\(ports[count + index])")
      return EtcdProcess(
        executable: executable, clientPort: ports[count + index],
        arguments: [
          "--name", "m\(index)", "--data-dir", folder("m\(index)"), "--initial-cluster", peers,
          "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
          "--listen-client-urls", client, "--advertise-client-urls", client,
          "--heartbeat-interval", "50", "--election-timeout", "500", "--enable-grpc-gateway=false", "--logger", "zap",
        ] + extra,
        log: folder("m\(index).log"))
    }
    isSecure = security != nil
    self.folder = folder
  }

  func start() throws { for member in members { try member.start() } }
  func stop() { for member in members { member.kill() } }
  deinit { stop() }

  var options: EtcdStoreOptions {
    var options = EtcdStoreOptions(
      endpoints: members.map { EtcdEndpoint(host: "127.0.0.1", port: $0.clientPort, isSecure: isSecure) })
    options.maintenanceInterval = .milliseconds(50)
    return options
  }

  /// Starts the members and a store, and ends both.
  func running<Result: Sendable>(
    _ options: EtcdStoreOptions? = nil, _ body: @Sendable (EtcdObjectStore) async throws -> Result
  ) async throws -> Result {
    try start()
    defer { stop() }
    return try await Self.running(options ?? self.options, body)
  }

  /// Has a store at work for as long as `body` runs, which begins once etcd answers.
  static func running<Result: Sendable>(
    _ options: EtcdStoreOptions, _ body: @Sendable (EtcdObjectStore) async throws -> Result
  ) async throws -> Result {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let store = try EtcdObjectStore(options, logger: logger)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await store.run() }
      defer { group.cancelAll() }
      try await eventually("etcd answers") {
        _ = try await store.latestRevision()
        return true
      }
      return try await body(store)
    }
  }
}

/// Ports that nobody listens on just now.
enum FreePorts {
  static func find(_ count: Int) throws -> [Int] {
    var sockets: [CInt] = []
    defer { for socket in sockets { close(socket) } }
    var ports: [Int] = []
    for _ in 0..<count {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      try #require(descriptor >= 0)
      sockets.append(descriptor)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let port = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> Int? in
          guard bind(descriptor, pointer, length) == 0, getsockname(descriptor, pointer, &length) == 0 else { return nil }
          return Int(pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin_port) })
        }
      }
      ports.append(try #require(port))
    }
    return ports
  }
}
