import MeshTestSupport

extension MeltemiProcess {
  /// A control plane on an address of `network`, the first unless told otherwise, at the usual ports, that reads the folder `config` in
  /// `folder`. What it keeps, its root among that, stays in `folder`, too.
  static func controlPlane(
    _ name: String = "discovery", in folder: TestFolder, on network: LoopbackNetwork, host: Int = 1, _ more: [String] = []
  ) throws -> MeltemiProcess {
    try MeltemiProcess(
      [
        "discovery", "--config-dir", folder("config"), "--xds-address", "\(network[host]):15010", "--http-address",
        "\(network[host]):15014", "--secure-xds-address", "\(network[host]):15012", "--state-dir", folder("state"), "--log-level",
        "info",
      ] + more, logFile: folder("\(name).log"))
  }
}
