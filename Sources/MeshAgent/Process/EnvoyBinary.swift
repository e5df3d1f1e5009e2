import CMeshSpawn
import Foundation

/// Finds the Envoy to run.
package enum EnvoyBinary {
  /// The executable to start: the one asked for, else `$MELTEMI_ENVOY`, else the first `envoy` on `PATH`.
  ///
  /// A path that was asked for, by option or variable, is never replaced by another one when it does not work.
  ///
  /// - Parameter option: the name of the option that `asked` is from.
  /// - Throws: `AgentError` with `binaryNotFound`, which says where it looked and what to do.
  package static func locate(
    asked: String?, option: String = "--binaryPath", environment: [String: String]
  ) throws(AgentError) -> String {
    if let asked { return try checked(asked, source: option) }
    if let path = environment["MELTEMI_ENVOY"], !path.isEmpty { return try checked(path, source: "MELTEMI_ENVOY") }
    for directory in (environment["PATH"] ?? "").split(separator: ":") {
      let path = "\(directory)/envoy"
      if isExecutable(path) { return path }
    }
    throw AgentError(
      .binaryNotFound,
      "no Envoy found: there is no `envoy` on PATH; set \(option) or MELTEMI_ENVOY to the path of Envoy 1.40")
  }

  /// Whether the kernel would leave this executable running when the agent is killed with SIGKILL.
  static func canOutliveAgent(_ path: String) -> Bool {
    mesh_spawn_drops_death_signal(path) != 0
  }

  private static func checked(_ path: String, source: String) throws(AgentError) -> String {
    guard isExecutable(path) else {
      throw AgentError(.binaryNotFound, "no Envoy found: \(source) names \(path), which is not an executable file")
    }
    return path
  }

  private static func isExecutable(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && !isDirectory.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}
