import Foundation
import Logging
import MeshAgent
import MeshTestSupport
import Synchronization
import Testing

/// A directory of a test's own; removed when `body` is done.
func withTemporaryDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("mesh-agent-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try await body(path)
}

/// Options of a small sidecar whose control plane does not exist.
func sidecarOptions(directory: String) -> AgentOptions {
  var options = AgentOptions()
  options.configPath = directory
  options.binaryPath = TestEnvoy.path
  options.ipAddresses = ["127.0.0.1"]
  options.name = "reviews-v1-0"
  options.namespace = "books"
  options.proxyAdminPort = 0
  options.concurrency = 1
  // Nothing listens on the discard port.
  options.discoveryAddress = "127.0.0.1:9"
  options.controlPlaneAuthPolicy = "NONE"
  options.terminationDrainDuration = .zero
  options.parentShutdownDuration = .seconds(20)
  return options
}

/// The configuration of options that hold no error.
func resolved(_ options: AgentOptions, environment: [String: String] = [:]) throws -> AgentConfiguration {
  let (configuration, diagnostics) = AgentConfiguration.resolve(options, environment: environment)
  return try #require(configuration, "\(diagnostics.map(\.description))")
}

/// Whether a process is gone; one that only waits to be reaped counts as gone.
func isGone(_ pid: Int32) -> Bool {
  guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
  // PID (COMMAND) STATE ...; the command may hold anything, so the state is what follows the last parenthesis.
  guard let end = status.lastIndex(of: ")") else { return false }
  let state = status[status.index(after: end)...].first { !$0.isWhitespace }
  return state == "Z" || state == "X"
}

/// A log handler that keeps what is logged.
struct LogRecorder: LogHandler {
  struct Entry: Sendable {
    var level: Logger.Level
    var message: String
    var metadata: Logger.Metadata
    var source: String
  }

  final class Store: Sendable {
    private let state = Mutex([Entry]())
    var entries: [Entry] { state.withLock { $0 } }
    func add(_ entry: Entry) { state.withLock { $0.append(entry) } }
  }

  let store: Store
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .trace

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    store.add(
      Entry(
        level: event.level, message: event.message.description,
        metadata: metadata.merging(event.metadata ?? [:]) { _, last in last }, source: event.source))
  }

  /// A logger, and where its entries go.
  static func make() -> (logger: Logger, store: Store) {
    let store = Store()
    return (Logger(label: "test") { _ in LogRecorder(store: store) }, store)
  }
}
