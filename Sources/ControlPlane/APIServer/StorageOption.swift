import EtcdObjectStore

/// Where an API server keeps its objects, as a command line says it.
package enum StorageOption: Hashable, Sendable, CustomStringConvertible {
  /// In a SQLite file.
  case sqlite(path: String)
  /// In etcd, whose members listen there: `HOST:PORT` each.
  case etcd(endpoints: [String])

  /// - Parameter text: `sqlite:FILE` or `etcd:HOST:PORT,HOST:PORT`.
  /// - Throws: `ControlPlaneError` that says how it is written.
  package init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1)
    switch parts.first {
    case "sqlite" where parts.count == 2: self = .sqlite(path: String(parts[1]))
    case "etcd" where parts.count == 2: self = .etcd(endpoints: parts[1].split(separator: ",").map(String.init))
    default:
      throw ControlPlaneError(
        .invalidOption, "The storage \"\(text)\" is not known; write sqlite:FILE or etcd:HOST:PORT,HOST:PORT.")
    }
  }

  package var description: String {
    switch self {
    case .sqlite(let path): "sqlite:\(path)"
    case .etcd(let endpoints): "etcd:\(endpoints.joined(separator: ","))"
    }
  }
}
