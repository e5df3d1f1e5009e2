import IstioNameTableAPI
import SwiftProtobuf

extension DebugJSON {
  /// The names that an agent gets, as JSON; null for bytes that are no name table.
  init(nameTable bytes: [UInt8]) {
    guard let message = try? Istio_Networking_Nds_V1_NameTable(serializedBytes: bytes) else {
      self = .null
      return
    }
    let table = message.table.mapValues { info -> DebugJSON in
      [
        "ips": .strings(info.ips), "registry": .string(info.registry), "shortname": .string(info.shortname),
        "namespace": .string(info.namespace),
      ]
    }
    self = ["table": .object(table)]
  }
}
