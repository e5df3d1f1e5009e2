import Glibc

/// Where the control plane keeps what outlives it: its root, and the join tokens.
package struct StateDirectory: Sendable, Hashable, CustomStringConvertible {
  /// The environment variable that names it.
  package static let variable = "MELTEMI_STATE_DIR"

  package var path: String

  package init(path: String) { self.path = path }

  /// The one rule for commands that were not told: `$MELTEMI_STATE_DIR`; else `/var/lib/meltemi` for root where that can be
  /// written; else `meltemi` below `$XDG_STATE_HOME` or `~/.local/state`; else below the temporary directory.
  package static func `default`(
    environment: [String: String], isRoot: Bool = geteuid() == 0,
    isWritable: (_ folder: String) -> Bool = { access($0, W_OK) == 0 }
  ) -> StateDirectory {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let named = value(variable) { return StateDirectory(path: named) }
    if isRoot && (isWritable("/var/lib/meltemi") || isWritable("/var/lib")) { return StateDirectory(path: "/var/lib/meltemi") }
    if let state = value("XDG_STATE_HOME"), state.hasPrefix("/") { return StateDirectory(path: state + "/meltemi") }
    if let home = value("HOME"), home.hasPrefix("/") { return StateDirectory(path: home + "/.local/state/meltemi") }
    return StateDirectory(path: (value("TMPDIR") ?? "/tmp") + "/meltemi-\(geteuid())")
  }

  package var description: String { path }

  func file(_ name: String) -> String { path + "/" + name }
}
