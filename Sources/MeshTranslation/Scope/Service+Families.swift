import MeshModel

extension Service {
  /// The addresses that applications with addresses of one family call: those of their own family, if there are any.
  func addresses(forIPv6 isIPv6: Bool) -> [String] {
    // Only what a rule lists is called whatever its family.
    guard registry == .kubernetes else { return addresses }
    let sameFamily = addresses.filter { $0.contains(":") == isIPv6 }
    return sameFamily.isEmpty ? addresses : sameFamily
  }
}
