package import APIServer
import EnvoyRendering
import EtcdObjectStore
import Foundation
package import Logging
import MeshAdmission
package import MeshIdentity
import ObjectStore
import SQLiteObjectStore
package import ServiceLifecycle

/// An API server of our own with its storage, and the kubeconfig of its first administrator.
package struct EmbeddedAPIServer: Sendable {
  package struct Configuration: Sendable {
    package var host = "127.0.0.1"
    /// 0 picks a free one.
    package var port = 6443
    package var storage: StorageOption
    package var etcd = EtcdAccess()
    /// Where the keys of a server lie that keeps its objects in a file.
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
    package var isStrict = false
    /// Path of a file for the audit log, a JSON object in each line; nil: it goes to the log.
    package var auditLogFile: String?
    package var limits = ClientLimits()

    package init(storage: StorageOption, stateDirectory: StateDirectory) {
      self.storage = storage
      self.stateDirectory = stateDirectory
    }
  }

  private let configuration: Configuration
  private let store: any ObjectStore & ServiceLifecycle.Service
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
    // The file of the storage may lie in it.
    try configuration.stateDirectory.create()
    switch configuration.storage {
    case .sqlite(let path): store = try SQLiteObjectStore(SQLiteStoreOptions(path: path), logger: logger)
    case .etcd(let endpoints):
      store = try EtcdObjectStore(try configuration.etcd.options(endpoints: endpoints), logger: logger)
    }
    server = try APIServer(
      configuration: try Self.serverConfiguration(configuration), store: store,
      admission: Admission(options: AdmissionOptions(strict: configuration.isStrict), envoyValues: EnvoyPatchReader()),
      audit: try Self.audit(configuration.auditLogFile, logger), logger: logger)
  }

  /// Takes the lines of the audit log.
  /// - Throws: `ControlPlaneError` where the file cannot be opened for writing.
  private static func audit(_ path: String?, _ logger: Logger) throws -> @Sendable (AuditLine) -> Void {
    guard let path else {
      return { logger.log(level: $0.isRoutine ? .debug : .info, "API request", metadata: ["audit": "\($0.text)"]) }
    }
    let file = try AuditFile(path: path)
    return { line in
      do {
        try file.append(line: line.text)
      } catch {
        logger.error("The audit log cannot be written", metadata: ["error": "\(error)", "audit": "\(line.text)"])
      }
    }
  }

  private static let localNames = ["localhost", "127.0.0.1", "::1", "kubernetes", "kubernetes.default", "kubernetes.default.svc"]

  private static func serverConfiguration(_ configuration: Configuration) throws -> APIServerConfiguration {
    var keys = ServerKeySource.directory(configuration.stateDirectory)
    // All servers on one etcd vouch with the same keys.
    if case .etcd = configuration.storage { keys = .store }
    var result = APIServerConfiguration(
      host: configuration.host, port: configuration.port,
      transport: configuration.isInsecure ? .insecure : .tls(names: localNames + configuration.names), keys: keys)
    result.limits = configuration.limits
    if let path = configuration.tokenFile { result.tokens = Redacted(try OptionFile.text(path)) }
    if let path = configuration.sealingKeyFile {
      result.sealingKeys = Redacted(
        try OptionFile.text(path).split(separator: "\n").map { line in
          guard let key = Data(base64Encoded: String(line)) else {
            throw APIServerError("cannot use the keys in \(path): each line must be 32 bytes in base 64")
          }
          return Array(key)
        })
    }
    return result
  }

  /// All services, for one `ServiceGroup`.
  package var services: [any ServiceLifecycle.Service] { [store, server, KubeconfigWriter(embedded: self)] }

  /// Writes the kubeconfig once the server listens, and says where that is.
  private struct KubeconfigWriter: ServiceLifecycle.Service {
    let embedded: EmbeddedAPIServer

    func run() async throws {
      // A server that cannot listen ends the group with its own error, which says why: there is nothing to add.
      if let kubeconfig = try? await embedded.server.kubeconfig() {
        let path = embedded.configuration.kubeconfigPath
        if let path { try kubeconfig.write(to: path) }
        embedded.logger.info(
          "The API server listens", metadata: ["url": "\(kubeconfig.server)", "kubeconfig": "\(path ?? "none")"])
      }
      try await gracefulShutdown()
    }
  }
}
