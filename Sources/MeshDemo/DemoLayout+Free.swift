extension DemoLayout {
  /// Networks to try, in order; each is one demo's.
  private static let networks = (0..<40).map { "127.87.\($0)" }

  /// A layout on addresses that nobody uses now.
  /// - Throws: `DemoError` when a wanted port or all networks are taken.
  static func free(folder: String, options: DemoOptions) throws -> DemoLayout {
    let port: Int
    if options.ingressPort == 0 {
      guard let free = LoopbackAddresses.freePort("127.0.0.1") else { throw DemoError("no port of 127.0.0.1 is free") }
      port = free
    } else {
      port = options.ingressPort
      try checkIsFree(port, option: "--ingress-port")
    }
    if options.httpPort != 0 { try checkIsFree(options.httpPort, option: "--http-port") }
    for network in networks {
      let layout = DemoLayout(folder: folder, rulesFolder: options.rulesFolder, network: network, ingressPort: port)
      if layout.bindings.allSatisfy({ LoopbackAddresses.isFree($0.address, $0.port) }) { return layout }
    }
    throw DemoError("every network from \(networks[0]) to \(networks[networks.count - 1]) has listeners on port 9080 already")
  }

  private static func checkIsFree(_ port: Int, option: String) throws {
    guard LoopbackAddresses.isFree("127.0.0.1", port) else {
      throw DemoError("port \(port) of 127.0.0.1 is taken; choose another with \(option), or 0 for any")
    }
  }
}
