import MeshAPI

/// IP addresses, address blocks, unix sockets and `host:port` pairs.
enum AddressRules {
  static func isIP(_ text: some StringProtocol) -> Bool { isIPv4(text) || isIPv6(text) }

  /// Four decimal numbers without leading zeros.
  static func isIPv4(_ text: some StringProtocol) -> Bool {
    let parts = String(text).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return false }
    return parts.allSatisfy { part in
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
      return (part.utf8.count == 1 || part.utf8.first != 0x30) && UInt8(part) != nil
    }
  }

  /// Eight groups of four hexadecimal digits, one run of zero groups as `::`, the last two groups perhaps as IPv4.
  static func isIPv6(_ text: some StringProtocol) -> Bool {
    guard text.utf8.contains(UInt8(ascii: ":")), text.utf8.count <= 45 else { return false }
    let groups = String(text).split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
    let empties = groups.indices.filter { groups[$0].isEmpty }
    var count = 0
    for (index, group) in groups.enumerated() where !group.isEmpty {
      if index == groups.count - 1, group.utf8.contains(UInt8(ascii: ".")) {
        guard isIPv4(group) else { return false }
        count += 2
      } else {
        guard group.utf8.count <= 4, group.utf8.allSatisfy({ isHex($0) }) else { return false }
        count += 1
      }
    }
    switch empties.count {
    case 0: return count == 8
    case 1: return empties != [0] && empties != [groups.count - 1] && count <= 7
    case 2:
      let isEdge = empties == [0, 1] || empties == [groups.count - 2, groups.count - 1]
      return isEdge && groups.count > 2 && count <= 7
    case 3: return groups.count == 3
    default: return false
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
  }

  /// An address or an address block (`10.0.0.0/8`).
  static func subnet(_ text: String) -> RuleProblem? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let bits = Int(parts[1]), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      if isIPv4(parts[0]), (0...32).contains(bits) { return nil }
      if isIPv6(parts[0]), (0...128).contains(bits) { return nil }
    } else if parts.count == 1, isIP(text) {
      return nil
    }
    return RuleProblem(
      "\"\(text)\" is no IP address and no address block", suggestion: "write for example 10.1.2.3 or 10.1.0.0/16")
  }

  static func ip(_ text: String) -> RuleProblem? {
    isIP(text) ? nil : RuleProblem("\"\(text)\" is not an IP address")
  }

  /// The path of `unix://PATH`: absolute and a file, or an abstract name with `@`.
  static func unixSocket(_ text: String) -> RuleProblem? {
    let path = text.dropFirst("unix://".count)
    if path.hasPrefix("@") { return path.count > 1 ? nil : RuleProblem("the socket's name is missing") }
    guard path.hasPrefix("/"), !path.hasSuffix("/") else {
      return RuleProblem("\"\(text)\" must name an absolute path to a socket", suggestion: "write unix:///path/to/socket")
    }
    // Linux keeps the path in 108 bytes, the last of which is zero.
    return path.utf8.count <= 107 ? nil : RuleProblem("the socket's path is longer than 107 bytes")
  }

  static func isUnixSocket(_ text: String) -> Bool { text.hasPrefix("unix://") }
}
