import AsyncHTTPClient
import Foundation
import KubernetesClient
import Logging
import MeshTestSupport
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import Testing

/// `meltemi apiserver` at an address that stays the same when it is killed and started again.
final class APIServerReplica: Sendable {
  let name: String
  let port: Int
  private let folder: TestFolder
  private let storage: String
  private let process = Mutex<MeltemiProcess?>(nil)

  /// - Parameter storage: as `--storage` takes it.
  init(_ name: String, storage: String, folder: TestFolder, port: Int) {
    self.name = name
    self.storage = storage
    self.folder = folder
    self.port = port
  }

  var kubeconfig: String { folder("\(name).kubeconfig") }

  /// Starts it, or starts it again on what is stored.
  func start() throws {
    let started = try MeltemiProcess(
      [
        "apiserver", "--address", "127.0.0.1:\(port)", "--storage", storage, "--state-dir", folder("\(name).state"),
        "--write-kubeconfig", kubeconfig, "--log-level", "notice",
      ], logFile: folder("\(name).log"))
    process.withLock { $0 = started }
  }

  /// Kills it in whatever it does.
  func kill() async {
    guard let running = process.withLock({ $0 }) else { return }
    #expect(!running.hasEnded, "\(name) ended by itself: \(running.log.suffix(2000))")
    running.signal(SIGKILL)
    #expect(await running.end() == -SIGKILL)
  }

  /// Ends it gently.
  func stop() async {
    guard let running = process.withLock({ $0 }) else { return }
    running.signal(SIGTERM)
    #expect(await running.end() == 0, "\(name) does not end well: \(running.log.suffix(2000))")
  }

  var log: String { process.withLock { $0 }?.log ?? "" }

  /// How it is reached, with the credentials of a kubeconfig that another replica may have written.
  /// - Parameter path: of the kubeconfig.
  func connection(kubeconfig path: String) throws -> ClusterConnection {
    var connection = try Kubeconfig.load(file: path).connection()
    connection.cluster.server = "https://127.0.0.1:\(port)"
    return connection
  }

  /// A client that tries nothing twice, unless told otherwise: whoever uses it wants to know what went wrong.
  static func client(_ connection: ClusterConnection, attempts: Int = 1) throws -> KubernetesClient {
    var options = ClientOptions()
    options.attempts = attempts
    options.timeout = .seconds(20)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return try KubernetesClient(connection, options: options, logger: logger)
  }

  /// What everybody may ask: `/readyz` or `/livez`.
  func health(_ path: String) async throws -> LiveMesh.Answer {
    var configuration = HTTPClient.Configuration.singletonConfiguration
    configuration.tlsConfiguration = .makeClientConfiguration()
    configuration.tlsConfiguration?.certificateVerification = .none
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
      let response = try await client.execute(HTTPClientRequest(url: "https://127.0.0.1:\(port)\(path)"), timeout: .seconds(30))
      let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
      try await client.shutdown()
      return LiveMesh.Answer(status: response.status.code, body: body)
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  /// Waits until it has written a kubeconfig.
  func isUp() async throws {
    try await eventually("\(name) has written its kubeconfig") {
      if process.withLock({ $0?.hasEnded ?? false }) { Issue.record("\(name) has ended: \(log)") }
      return FileManager.default.fileExists(atPath: kubeconfig)
    }
  }
}
