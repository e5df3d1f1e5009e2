import ArgumentParser

extension ArgumentHelp {
  /// The help of an option that a function of ours reads: the library names the default only of what it reads itself.
  static func named(_ text: String, default value: some CustomStringConvertible) -> ArgumentHelp {
    "\(text) (default: \(value))"
  }
}
