import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Real etcds on free ports of the loopback, with their data in a folder that goes with the value.
package final class EtcdTestCluster: Sendable {
  package let members: [EtcdProcess]
  package let isSecure: Bool
  private let folder: TestFolder

  /// PEM that makes the members speak TLS and ask for a client's certificate.
  package struct Security {
    package var rootsPEM: [String]
    package var chainPEM: [String]
    package var keyPEM: String

    package init(rootsPEM: [String], chainPEM: [String], keyPEM: String) {
      self.rootsPEM = rootsPEM
      self.chainPEM = chainPEM
      self.keyPEM = keyPEM
    }
  }

  /// - Parameter more: Further arguments of each member.
  /// - Throws: where there is no etcd.
  package init(members count: Int = 1, security: Security? = nil, arguments more: [String] = []) throws {
    let executable = try #require(EtcdProcess.path, "there is no etcd")
    let folder = try TestFolder()
    let ports = try FreePorts.find(2 * count)
    let scheme = security == nil ? "http" : "https"
    var extra = more
    if let security {
      try folder.write("roots.pem", security.rootsPEM.joined())
      try folder.write("chain.pem", security.chainPEM.joined())
      try folder.write("key.pem", security.keyPEM)
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

  package func start() throws { for member in members { try member.start() } }
  package func stop() { for member in members { member.kill() } }
  deinit { stop() }

  /// How `--storage` names it: `etcd:HOST:PORT,HOST:PORT`.
  package var storage: String { "etcd:" + members.map { "127.0.0.1:\($0.clientPort)" }.joined(separator: ",") }
}

/// Ports that nobody listens on just now.
package enum FreePorts {
  package static func find(_ count: Int) throws -> [Int] {
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
