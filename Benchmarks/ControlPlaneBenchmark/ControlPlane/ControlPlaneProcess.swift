import CMeshSpawn
import Foundation
import Synchronization

/// The control plane under test: a process of its own, so that its CPU time and memory are its own. It cannot outlive the
/// benchmark, however that ends.
final class ControlPlaneProcess: Sendable {
  struct Command: Sendable {
    var executable: String
    var configDirectory: String
    var xdsPort: Int
    var securePort: Int
    var httpPort: Int
    /// Where it keeps its root.
    var stateDirectory: String { configDirectory + ".state" }
    /// Where its output goes.
    var logFile: String
    var extraArguments: [String] = []

    var arguments: [String] {
      [
        executable, "discovery", "--config-dir", configDirectory, "--xds-address", "127.0.0.1:\(xdsPort)",
        "--http-address", "127.0.0.1:\(httpPort)", "--secure-xds-address", "127.0.0.1:\(securePort)",
        "--state-dir", stateDirectory,
      ] + extraArguments
    }
  }

  private enum State {
    case running
    case awaited(CheckedContinuation<Void, Never>)
    case ended
  }

  let command: Command
  let pid: pid_t
  private let state = Mutex(State.running)

  private init(command: Command, pid: pid_t) {
    self.command = command
    self.pid = pid
  }

  /// Starts it; it is not ready yet then.
  static func start(_ command: Command) async throws -> ControlPlaneProcess {
    try await withCheckedThrowingContinuation { continuation in
      // The child dies with the thread that started it, so the thread waits for the child's end.
      Thread.detachNewThread {
        let started = Result { try spawn(command) }
        continuation.resume(with: started)
        if case .success(let process) = started { process.waitForEnd() }
      }
    }
  }

  var usage: ProcessUsage {
    get throws { try ProcessUsage(of: pid) }
  }

  /// Polls `/ready` until the sources are read and the xDS server listens.
  func waitUntilReady(_ limit: Duration) async throws {
    let start = ContinuousClock.now
    while try !LoopbackHTTP.isOK(port: command.httpPort, path: "/ready") {
      if case .ended = state.withLock({ $0 }) {
        throw BenchmarkError("the control plane ended before it was ready:\n\(logTail)")
      }
      guard ContinuousClock.now - start < limit else {
        throw BenchmarkError("the control plane was not ready within \(limit):\n\(logTail)")
      }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  /// Waits until the control plane has nothing to do: less than 1 % of a core for half a second.
  /// - Returns: when the last busy interval ended.
  @discardableResult
  func waitUntilIdle(_ limit: Duration) async throws -> ContinuousClock.Instant {
    let start = ContinuousClock.now
    var (lastBusy, quiet) = (start, 0)
    var used = try usage.cpuSeconds
    while quiet < 5 {
      try await Task.sleep(for: .milliseconds(100))
      let now = try usage.cpuSeconds
      quiet = now - used < 0.001 ? quiet + 1 : 0
      if quiet == 0 { lastBusy = .now }
      used = now
      guard ContinuousClock.now - start < limit else {
        throw BenchmarkError("the control plane was still busy after \(limit)")
      }
    }
    return lastBusy
  }

  /// Ends it.
  func stop(_ signal: CInt = SIGTERM) async {
    let isRunning = state.withLock { state in
      if case .ended = state { return false }
      _ = kill(pid, signal)
      return true
    }
    guard isRunning else { return }
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if case .ended = state { return true }
        state = .awaited(continuation)
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  /// The end of its output.
  var logTail: String {
    let text = (try? String(contentsOfFile: command.logFile, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").suffix(20).joined(separator: "\n")
  }

  private func waitForEnd() {
    _ = mesh_wait_for_end(pid)
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      var (code, signal): (CInt, CInt) = (-1, -1)
      _ = mesh_reap(pid, &code, &signal)
      defer { state = .ended }
      if case .awaited(let waiter) = state { return waiter }
      return nil
    }
    waiter?.resume()
  }

  private static func spawn(_ command: Command) throws -> ControlPlaneProcess {
    let log = open(command.logFile, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard log >= 0 else { throw BenchmarkError("cannot write \(command.logFile)") }
    defer { close(log) }
    let environment = ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var pid: pid_t = 0
    let code = withCStrings(command.arguments) { arguments in
      withCStrings(environment) { environment in
        command.executable.withCString { executable in
          var request = mesh_spawn_request(
            executable: executable, arguments: arguments, environment: environment, standard_output: log,
            standard_error: log)
          return mesh_spawn(&request, &pid)
        }
      }
    }
    guard code == 0 else {
      throw BenchmarkError("cannot start \(command.executable): \(String(cString: strerror(code)))")
    }
    return ControlPlaneProcess(command: command, pid: pid)
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
