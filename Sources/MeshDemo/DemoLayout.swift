import Bookinfo
import Foundation

/// Which addresses, ports and folders one run of the demo uses.
struct DemoLayout: Sendable, Hashable {
  /// The port that every service of Bookinfo has.
  static let servicePort = 9080

  /// Holds everything that the demo writes; removed when it ends, unless the user named it.
  var folder: String
  /// The objects that describe the demo itself.
  var baseFolder: String
  /// The directory that the user writes rules into.
  var rulesFolder: String
  var workloads: [DemoWorkload]
  var gatewayAddress: String
  var ingressPort: Int

  /// - Parameter network: `127.X.Y`: the first three numbers of the loopback addresses to use.
  init(folder: String, rulesFolder: String?, network: String, ingressPort: Int) {
    self.folder = folder
    baseFolder = folder + "/base"
    self.rulesFolder = rulesFolder ?? folder + "/rules"
    gatewayAddress = network + ".2"
    self.ingressPort = ingressPort
    workloads = DemoWorkload.kinds.enumerated().map { index, kind in
      DemoWorkload(
        kind: kind, address: "\(network).\(10 + index)", egressAddress: "\(network).\(110 + index)",
        socketPath: "\(folder)/\(kind.workloadName).sock")
    }
  }

  /// Every address and port that the demo's proxies will bind.
  var bindings: [(address: String, port: Int)] {
    workloads.flatMap { [($0.address, Self.servicePort), ($0.egressAddress, Self.servicePort)] }
  }
}
