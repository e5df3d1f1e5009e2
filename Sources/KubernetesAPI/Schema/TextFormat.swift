/// The formats of texts that are checked; others say what a text is for, and are not.
enum TextFormat {
  /// Formats that Kubernetes knows and that are not checked here, with those that are: others are worth a warning.
  static let known: Set<String> = [
    "bsonobjectid", "uri", "email", "hostname", "ipv4", "ipv6", "cidr", "mac", "uuid", "uuid3", "uuid4", "uuid5", "isbn",
    "isbn10", "isbn13", "creditcard", "ssn", "hexcolor", "rgbcolor", "byte", "password", "date", "duration", "datetime",
    "date-time", "int32", "int64", "float", "double",
  ]

  /// Formats of what may be secret: messages do not repeat it.
  static let secret: Set<String> = ["byte", "password"]

  static func accepts(_ text: String, _ format: String) -> Bool {
    switch format {
    case "date-time", "datetime": KubernetesTime(text) != nil
    case "date": text.utf8.count == 10 && KubernetesTime(text + "T00:00:00Z") != nil
    case "byte": isBase64(text)
    case "ipv4": isIPv4(text[...])
    case "ipv6": isIPv6(text[...])
    case "cidr": isCIDR(text)
    case "uuid": isUUID(text, version: nil)
    case "uuid3": isUUID(text, version: "3")
    case "uuid4": isUUID(text, version: "4")
    case "uuid5": isUUID(text, version: "5")
    case "hostname": NameRules.dns1123Subdomain(text.lowercased()).isEmpty
    case "mac": isMAC(text)
    case "duration": isDuration(text)
    default: true
    }
  }

  private static func isBase64(_ text: String) -> Bool {
    let body = text.utf8.prefix { $0 != UInt8(ascii: "=") }
    let padding = text.utf8.count - body.count
    return text.utf8.count % 4 == 0 && padding <= 2 && text.utf8.suffix(padding).allSatisfy { $0 == UInt8(ascii: "=") }
      && body.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  private static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
          && (part.count == 1 || part.first != 0x30) && (Int(String(part) ?? "") ?? 256) < 256
      }
  }

  private static func isIPv6(_ text: Substring) -> Bool {
    guard text.utf8.count <= 45 else { return false }
    let halves = text.components(separatedBy: "::")
    guard halves.count <= 2 else { return false }
    var groups = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (place, part) in parts.enumerated() {
        let isLast = index == halves.count - 1 && place == parts.count - 1
        if isLast, part.contains(".") {
          guard isIPv4(part) else { return false }
          groups += 2
        } else {
          guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexadecimal) else { return false }
          groups += 1
        }
      }
    }
    return halves.count == 2 ? groups <= 7 : groups == 8
  }

  private static func isCIDR(_ text: String) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(parts[1])
    else { return false }
    return isIPv4(parts[0]) && length <= 32 || isIPv6(parts[0]) && length <= 128
  }

  private static func isUUID(_ text: String, version: Character?) -> Bool {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
    guard digits.count == 32, digits.allSatisfy(isHexadecimal) else { return false }
    guard text.utf8.count == 32 || text.split(separator: "-").map(\.utf8.count) == [8, 4, 4, 4, 12] else { return false }
    return version.map { Character(Unicode.Scalar(digits[12])) == $0 } ?? true
  }

  private static func isMAC(_ text: String) -> Bool {
    let separator: Character = text.contains("-") ? "-" : ":"
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    return [6, 8, 20].contains(parts.count) && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy(isHexadecimal) }
  }

  /// As Go spells durations: `1h30m`, `-1.5s`.
  private static func isDuration(_ text: String) -> Bool {
    var rest = text[...]
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest = rest.dropFirst() }
    if rest == "0" { return true }
    guard !rest.isEmpty else { return false }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      guard number.contains(where: \.isNumber), number.filter({ $0 == "." }).count <= 1 else { return false }
      rest = rest.dropFirst(number.count)
      guard let unit = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"].first(where: { rest.hasPrefix($0) }) else { return false }
      rest = rest.dropFirst(unit.count)
    }
    return true
  }
}

extension Substring {
  /// The parts between every place where a text of two bytes stands.
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    var parts: [Substring] = []
    var start = startIndex
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(separator) {
        parts.append(self[start..<index])
        index = self.index(index, offsetBy: separator.count)
        start = index
      } else {
        index = self.index(after: index)
      }
    }
    return parts + [self[start...]]
  }
}
