import CMeshSpawn
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One run of a child process that cannot outlive this process.
///
/// The kernel kills the child when the thread that forked it ends (`PR_SET_PDEATHSIG`), and it is the *thread* that counts.
/// Hence one thread per child that forks it and then waits for its end: it lives exactly as long as the child,
/// unless this whole process dies, and then the kernel kills the child even after a `kill -9`. Neither `posix_spawn` nor the
/// swift-subprocess package can set this up, as it has to happen between fork and exec; so `CMeshSpawn` does.
final class ProxyProcess: Sendable {
  /// What to start.
  struct Command: Sendable {
    var executable: String
    var arguments: [String]
    var environment: [String: String]
  }

  /// Which of its outputs a line came from.
  enum Output: Sendable { case standardOutput, standardError }

  private enum State {
    case running
    case waitedFor([CheckedContinuation<ExitStatus, Never>])
    case ended(ExitStatus)
  }

  /// The process id; after the end the number may belong to another process.
  let pid: pid_t
  private let state = Mutex(State.running)

  private init(pid: pid_t) {
    self.pid = pid
  }

  /// Starts a process.
  ///
  /// - Parameter onLine: Called for each line of output, from a thread of its own, until both outputs are closed. The process is
  ///   held up while the call lasts, once the pipe is full.
  /// - Throws: `AgentError` with `spawnFailed`.
  static func start(
    _ command: Command, onLine: @escaping @Sendable (Output, String) -> Void
  ) async throws -> ProxyProcess {
    let pipes = try OutputPipes()
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        let started = Result { () throws(AgentError) in try spawn(command, pipes) }
        pipes.closeWriters()
        continuation.resume(with: started.mapError { $0 as any Error })
        guard case .success(let process) = started else { return pipes.closeReaders() }
        Thread.detachNewThread { pipes.pump(onLine) }
        process.waitForEnd()
      }
    }
  }

  /// The end of the process; may be awaited any number of times. Not cut short by cancellation: who wants it sooner sends a
  /// signal.
  func end() async -> ExitStatus {
    await withCheckedContinuation { continuation in
      let status: ExitStatus? = state.withLock { state in
        switch state {
        case .running: state = .waitedFor([continuation])
        case .waitedFor(let waiters): state = .waitedFor(waiters + [continuation])
        case .ended(let status): return status
        }
        return nil
      }
      if let status { continuation.resume(returning: status) }
    }
  }

  /// Sends a signal, unless the process has ended.
  func signal(_ number: CInt) {
    // Under the lock the process is not reaped, so the id cannot belong to another one.
    state.withLock { state in
      if case .ended = state { return }
      _ = kill(pid, number)
    }
  }

  /// Runs on the thread that forked the child.
  private func waitForEnd() {
    _ = mesh_wait_for_end(pid)
    let (status, waiters) = state.withLock { state in
      var (code, signal): (CInt, CInt) = (-1, -1)
      _ = mesh_reap(pid, &code, &signal)
      let status: ExitStatus = signal >= 0 ? .signaled(Int(signal)) : .exited(code: Int(code))
      var waiters: [CheckedContinuation<ExitStatus, Never>] = []
      if case .waitedFor(let waiting) = state { waiters = waiting }
      state = .ended(status)
      return (status, waiters)
    }
    for waiter in waiters { waiter.resume(returning: status) }
  }

  private static func spawn(_ command: Command, _ pipes: OutputPipes) throws(AgentError) -> ProxyProcess {
    let variables = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var pid: pid_t = 0
    let code = withCStrings([command.executable] + command.arguments) { arguments in
      withCStrings(variables) { environment in
        command.executable.withCString { executable in
          var request = mesh_spawn_request(
            executable: executable, arguments: arguments, environment: environment,
            standard_output: pipes.output.writer, standard_error: pipes.error.writer)
          return mesh_spawn(&request, &pid)
        }
      }
    }
    guard code == 0 else {
      throw AgentError(.spawnFailed, "cannot start \(command.executable): \(systemMessage(code))")
    }
    return ProxyProcess(pid: pid)
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
