import Foundation
import MeshIdentity

/// The state directory holds keys, so it must not lie where configuration is read from.
enum StateDirectoryRule {
  /// - Throws: `ControlPlaneError` where the state directory is one of `directories` or lies below one.
  static func check(_ state: StateDirectory, directories: [String]) throws(ControlPlaneError) {
    let own = resolved(state.path)
    for directory in directories where own.starts(with: resolved(directory)) {
      throw ControlPlaneError(
        .stateInConfiguration,
        """
        The state directory \(state) lies in the configuration directory \(directory), whose files are read as rules: the mesh's key \
        would be among them. Name another one with --state-dir (or $\(StateDirectory.variable)), for example \
        \(suggestion(beside: directory)), and move what \(state) holds there
        """)
    }
  }

  private static func suggestion(beside directory: String) -> String {
    let path = URL(fileURLWithPath: directory).standardizedFileURL
    return path.deletingLastPathComponent().appendingPathComponent(path.lastPathComponent + "-state").path
  }

  /// The parts of the path without links. What does not exist yet is below what does.
  private static func resolved(_ path: String) -> [String] {
    var known = URL(fileURLWithPath: path).standardizedFileURL
    var missing: [String] = []
    while known.path != "/", !FileManager.default.fileExists(atPath: known.path) {
      missing.insert(known.lastPathComponent, at: 0)
      known.deleteLastPathComponent()
    }
    return known.resolvingSymlinksInPath().pathComponents + missing
  }
}
