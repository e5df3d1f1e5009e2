import CMeshSpawn
import Foundation
import Synchronization

/// A server under test: a process of its own, so that its CPU time and memory are its own. It cannot outlive the benchmark, however
/// that ends.
package final class ServerProcess: Sendable {
  private enum State {
    case running
    case awaited(CheckedContinuation<Void, Never>)
    case ended
  }

  private let logFile: String
  package let pid: Int32
  private let state = Mutex(State.running)

  private init(logFile: String, pid: pid_t) {
    self.logFile = logFile
    self.pid = pid
  }

  /// Starts it; it is not ready yet then.
  /// - Parameters:
  ///   - arguments: The executable's path, and what it is told.
  ///   - logFile: Where its output goes.
  package static func start(_ arguments: [String], logFile: String) async throws -> ServerProcess {
    try await withCheckedThrowingContinuation { continuation in
      // The child dies with the thread that started it, so the thread waits for the child's end.
      Thread.detachNewThread {
        let started = Result { try spawn(arguments, logFile: logFile) }
        continuation.resume(with: started)
        if case .success(let process) = started { process.waitForEnd() }
      }
    }
  }

  package var usage: ProcessUsage {
    get throws { try ProcessUsage(of: pid) }
  }

  package var hasEnded: Bool {
    if case .ended = state.withLock({ $0 }) { return true }
    return false
  }

  /// Waits until it has nothing to do: less than 1 % of a core for half a second.
  /// - Returns: when the last busy interval ended.
  @discardableResult
  package func waitUntilIdle(_ limit: Duration) async throws -> ContinuousClock.Instant {
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
        throw BenchmarkError("the server was still busy after \(limit)")
      }
    }
    return lastBusy
  }

  /// Ends it.
  package func stop(_ signal: Int32) async {
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
  package var logTail: String {
    let text = (try? String(contentsOfFile: logFile, encoding: .utf8)) ?? ""
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

  private static func spawn(_ arguments: [String], logFile: String) throws -> ServerProcess {
    let log = open(logFile, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard log >= 0 else { throw BenchmarkError("cannot write \(logFile)") }
    defer { close(log) }
    let environment = ProcessInfo.processInfo.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var pid: pid_t = 0
    let path = arguments.first ?? ""
    let code = withCStrings(arguments) { arguments in
      withCStrings(environment) { environment in
        path.withCString { executable in
          var request = mesh_spawn_request(
            executable: executable, arguments: arguments, environment: environment, standard_output: log,
            standard_error: log)
          return mesh_spawn(&request, &pid)
        }
      }
    }
    guard code == 0 else {
      throw BenchmarkError("cannot start \(path): \(String(cString: strerror(code)))")
    }
    return ServerProcess(logFile: logFile, pid: pid)
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
