/// How a process ended.
package enum ExitStatus: Sendable, Hashable, CustomStringConvertible {
  /// It ended itself with this code, 0...255.
  case exited(code: Int)
  /// This signal ended it.
  case signaled(Int)

  package var description: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .signaled(let signal): "signal \(signal)"
    }
  }
}
