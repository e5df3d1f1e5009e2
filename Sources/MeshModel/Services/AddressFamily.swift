/// Which kind of IP addresses a proxy uses.
package enum AddressFamily: Hashable, Sendable, CaseIterable {
  case ipv4, ipv6

  /// Whether an address, or a block of addresses, is of this family.
  package func includes(_ address: String) -> Bool { address.contains(":") == (self == .ipv6) }
}

extension Service {
  /// The service as proxies see it that capture DNS: with its automatic address of their family in place of the addresses that it
  /// does not have. nil where that makes no difference.
  package func withAutomaticAddress(of family: AddressFamily) -> Service? {
    guard addresses.isEmpty, let address = automaticAddresses.last(where: family.includes) else { return nil }
    var service = self
    service.addresses = [address]
    service.automaticAddresses = []
    return service
  }
}
