/// Looks for aliases inside mapping keys.
///
/// The YAML reader hashes every key, and a key made of nested aliases takes time that doubles with each of them. Aliases in
/// values cost nothing there and are bounded when they are expanded.
enum AliasInspection {
  /// A few aliases cannot grow far.
  private static let harmlessAliases = 10

  static func isUnsafe(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else { return false }
    var anchors: Set<String> = []
    var aliases = 0
    var hasComplexKey = false
    var index = text.utf8.startIndex
    let utf8 = text.utf8
    var previous = UInt8(ascii: "\n")
    while index < utf8.endIndex {
      let byte = utf8[index]
      let isTokenStart = separators.contains(previous)
      if isTokenStart, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
        let start = utf8.index(after: index)
        let name = utf8[start...].prefix { nameBytes.contains($0) }
        if byte == UInt8(ascii: "&") {
          anchors.insert(String(Substring(name)))
        } else if anchors.contains(String(Substring(name))) {
          aliases += 1
          if isKeyEnd(utf8[name.endIndex...]) { hasComplexKey = true }
        }
      } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        if isKeyEnd(utf8[utf8.index(after: index)...]) { hasComplexKey = true }
      } else if isTokenStart, byte == UInt8(ascii: "?"), let next = utf8[index...].dropFirst().first,
        separators.contains(next)
      {
        hasComplexKey = true
      }
      previous = byte
      index = utf8.index(after: index)
    }
    return hasComplexKey && aliases > harmlessAliases
  }

  private static func isKeyEnd(_ rest: Substring.UTF8View) -> Bool {
    rest.drop { $0 == 0x20 || $0 == 0x09 }.first == UInt8(ascii: ":")
  }

  private static let separators: Set<UInt8> = Set(" \t\r\n[{,-:?".utf8)
  private static let nameBytes: Set<UInt8> = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)
}
