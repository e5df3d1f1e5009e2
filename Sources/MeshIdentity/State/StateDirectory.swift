import Glibc
import SystemPackage

/// Where the control plane keeps what outlives it: its root, and the join tokens.
package struct StateDirectory: Sendable, Hashable, CustomStringConvertible {
  /// The environment variable that names it.
  package static let variable = "MELTEMI_STATE_DIR"

  package var path: String

  package init(path: String) { self.path = path }

  /// The one rule for commands that were not told: `$MELTEMI_STATE_DIR`; else `/var/lib/meltemi` for root where that can be
  /// written; else `meltemi` below `$XDG_STATE_HOME` or `~/.local/state`; else one of the user's own below the temporary directory.
  package static func standard(
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

  /// The path of a file in it.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Makes the directory, for its owner alone, and the folders above it. One that is there stays as it is, but it must belong to
  /// this user or to root, and nobody else may write into it: who may could put another root in place.
  package func create() throws(FileFailure) {
    var made = ""
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    for (index, part) in parts.enumerated() {
      made += (index > 0 || path.hasPrefix("/") ? "/" : "") + part
      if mkdir(made, index == parts.count - 1 ? 0o700 : 0o755) != 0, errno != EEXIST {
        // Some file systems tell that a folder is there by another error.
        let failure = FileFailure.system(made, "cannot be created")
        guard (try? Stat(FilePath(made))) != nil else { throw failure }
      }
    }
    let status: Stat
    do { status = try Stat(FilePath(path)) } catch { throw .system(path, "cannot be examined", error.rawValue) }
    guard status.type == .directory else { throw FileFailure(.notRegular, path, "is not a directory") }
    guard [geteuid(), 0].contains(status.userID.rawValue) else {
      throw FileFailure(.system, path, "belongs to another user")
    }
    guard status.permissions.rawValue & 0o022 == 0 else {
      throw FileFailure(.system, path, "can be written by others: name a directory in it, which is then made for this user alone")
    }
  }
}
