import Synchronization

/// The process that runs now, if one does, for those who send it signals.
final class CurrentProcess: Sendable {
  private let state = Mutex<(run: Int, process: ProxyProcess?)>((0, nil))

  /// The start that the running process belongs to; `nil` while none runs.
  var run: Int? { state.withLock { $0.process == nil ? nil : $0.run } }

  func set(_ process: ProxyProcess?, run: Int) {
    state.withLock { $0 = (run, process) }
  }

  /// Does nothing when no process runs.
  func signal(_ number: Int32) {
    state.withLock { $0.process }?.signal(number)
  }
}
