package import APIServer
import EnvoyRendering
import Foundation
package import Logging
import MeshAdmission
package import MeshIdentity
import ObjectStore
import SQLiteObjectStore
package import ServiceLifecycle

/// An API server of our own with its storage, its authority and the kubeconfig of its first administrator.
package struct EmbeddedAPIServer: Sendable {
  package struct Configuration: Sendable {
    package var host = "127.0.0.1"
    /// 0 picks a free one.
    package var port = 6443
    package var storage: StorageOption
    /// Where the authority of the server lies.
    package var stateDirectory: StateDirectory
    /// Where to write the kubeconfig of an administrator; nil: nowhere.
    package var kubeconfigPath: String?
    /// Plain HTTP without any proof; on loopback alone.
    package var isInsecure = false
    /// Names beside `host` by which clients reach the server.
    package var names: [String] = []
    /// Path of a file of bearer tokens; nil: none.
    package var tokenFile: String?
    /// Path of a file with keys that seal Secrets, one in each line, in base 64; nil: they are stored as they are.
    package var sealingKeyFile: String?
    /// Path of the audit log; nil: it goes to the log.
    package var auditFile: String?
    package var isStrict = false

    package init(storage: StorageOption, stateDirectory: StateDirectory) {
      self.storage = storage
      self.stateDirectory = stateDirectory
    }
  }

  private let configuration: Configuration
  private let authority: ServerAuthority?
  private let store: SQLiteObjectStore
  package let server: APIServer
  private let logger: Logger

  /// - Throws: `APIServerError`, `ControlPlaneError` or `StoreError` where it cannot run as configured.
  package init(_ configuration: Configuration, logger: Logger) throws {
    self.configuration = configuration
    self.logger = logger
    if configuration.isInsecure, !PlaintextRule.isLoopback(configuration.host) {
      throw APIServerError(
        "does not speak plain HTTP on \(configuration.host), where others could change everything; leave --insecure out, or use 127.0.0.1"
      )
    }
    authority = configuration.isInsecure ? nil : try ServerAuthority(in: configuration.stateDirectory)
    switch configuration.storage {
    case .sqlite(let path): store = try SQLiteObjectStore(SQLiteStoreOptions(path: path), logger: logger)
    }
    let audit = logger
    server = try APIServer(
      configuration: try Self.serverConfiguration(configuration, authority), store: store,
      admission: Admission(options: AdmissionOptions(strict: configuration.isStrict), envoyValues: EnvoyPatchReader()),
      signer: try TokenSigner(in: configuration.stateDirectory),
      audit: { line in audit.info("API request", metadata: ["audit": "\(line)"]) }, logger: logger)
  }

  private static func serverConfiguration(
    _ configuration: Configuration, _ authority: ServerAuthority?
  ) throws -> APIServerConfiguration {
    var transport = APIServerConfiguration.Transport.insecure
    if let authority {
      let local = ["localhost", "127.0.0.1", "::1", "kubernetes", "kubernetes.default", "kubernetes.default.svc"]
      let identity = try authority.server(names: Array(Set(local + configuration.names + [configuration.host])).sorted())
      transport = .tls(
        chainPEM: [identity.certificatePEM], keyPEM: identity.keyPEM, clientRootsPEM: [authority.certificatePEM])
    }
    var result = APIServerConfiguration(host: configuration.host, port: configuration.port, transport: transport)
    if let path = configuration.tokenFile { result.tokens = Redacted(try text(of: path)) }
    if let path = configuration.sealingKeyFile {
      result.sealingKeys = Redacted(
        try text(of: path).split(separator: "\n").map { line in
          guard let key = Data(base64Encoded: String(line)) else {
            throw APIServerError("cannot use the keys in \(path): each line must be 32 bytes in base 64")
          }
          return Array(key)
        })
    }
    return result
  }

  private static func text(of path: String) throws -> String {
    do {
      return String(decoding: try PrivateFile(path: path).read(limit: 1 << 20), as: UTF8.self)
    } catch {
      throw APIServerError("cannot read \(error)")
    }
  }

  /// All services, for one `ServiceGroup`.
  package var services: [any ServiceLifecycle.Service] { [store, server, KubeconfigWriter(server: self)] }

  /// The address at which clients reach the server, as soon as it listens.
  /// - Throws: when it could not start.
  package var url: String {
    get async throws {
      let address = BoundAddress(host: configuration.host, port: try await server.port)
      return "\(configuration.isInsecure ? "http" : "https")://\(address)"
    }
  }

  /// The kubeconfig of an administrator, as soon as the server listens.
  package func kubeconfig() async throws -> KubeconfigFile {
    KubeconfigFile(
      server: try await url, authorityPEM: authority?.certificatePEM,
      user: try authority?.client(user: "meltemi-admin", groups: ["system:masters"]))
  }

  /// Writes the kubeconfig once the server listens, and says where that is.
  private struct KubeconfigWriter: ServiceLifecycle.Service {
    let server: EmbeddedAPIServer

    func run() async throws {
      // A server that cannot listen ends the group with its own error, which says why: there is nothing to add.
      if let url = try? await server.url {
        let path = server.configuration.kubeconfigPath
        if let path { try await server.kubeconfig().write(to: path) }
        server.logger.info("The API server listens", metadata: ["url": "\(url)", "kubeconfig": "\(path ?? "none")"])
      }
      try await gracefulShutdown()
    }
  }
}
