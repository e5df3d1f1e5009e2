/// Where an API server keeps its objects, as a command line says it.
package enum StorageOption: Hashable, Sendable, CustomStringConvertible {
  /// In a SQLite file.
  case sqlite(path: String)

  /// - Parameter text: `sqlite:FILE`.
  /// - Throws: `ControlPlaneError` that says how it is written.
  package init(_ text: String) throws {
    guard text.hasPrefix("sqlite:"), text.utf8.count > "sqlite:".utf8.count else {
      throw ControlPlaneError(.invalidOption, "The storage \"\(text)\" is not known; write sqlite:FILE.")
    }
    self = .sqlite(path: String(text.dropFirst("sqlite:".count)))
  }

  package var description: String {
    switch self {
    case .sqlite(let path): "sqlite:\(path)"
    }
  }
}
