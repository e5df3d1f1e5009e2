import MeshAPI

/// Reads the addresses that a ServiceEntry's status gives to its hosts.
enum GivenAddressDecoder {
  static func decode(_ root: FieldReader) -> [ServiceEntry.GivenAddress] {
    let addresses = root.object("status") { status -> [ServiceEntry.GivenAddress]? in
      let found = status.objects("addresses") { address($0) }
      status.checkSize(of: "addresses", atMost: 1024)
      status.skipRest()
      return found
    }
    return addresses ?? []
  }

  /// Nobody writes a status by hand, so what is wrong with it does not take the object out of force.
  private static func address(_ fields: FieldReader) -> ServiceEntry.GivenAddress? {
    let (host, value) = (fields.string("host") ?? "", fields.string("value") ?? "")
    fields.skipRest()
    guard AddressRules.isIP(value) else {
      fields.report(
        .warning, .invalidValue, "value", "\"\(value)\" is not an IP address; the host gets another one",
        suggestion: "remove it")
      return nil
    }
    return ServiceEntry.GivenAddress(host: host, address: value)
  }
}
