package import EnvoyAPI

extension Envoy_Config_Core_V3_SocketAddress {
  /// A TCP address; `port` is cut to 0...65535.
  package init(_ address: String, port: Int) {
    self.init()
    self.address = address
    portValue = UInt32(clamping: min(max(port, 0), 65535))
  }
}

extension Envoy_Config_Core_V3_Address {
  /// A TCP address, or a host name where Envoy resolves names; `port` is cut to 0...65535.
  package static func socket(_ address: String, port: Int) -> Self {
    var message = Self()
    message.socketAddress = Envoy_Config_Core_V3_SocketAddress(address, port: port)
    return message
  }

  /// A unix domain socket.
  package static func pipe(path: String) -> Self {
    var message = Self()
    message.pipe.path = path
    return message
  }
}

extension Envoy_Config_Core_V3_CidrRange {
  /// The block of `address`, for example `10.0.0.0` with 8 bits.
  package init(_ address: String, prefixLength: Int) {
    self.init()
    addressPrefix = address
    prefixLen = .init(clamping: prefixLength)
  }
}
