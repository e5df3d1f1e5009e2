import KubernetesAPI

/// The query of a request: names and values, percent-encoding undone. Of a name that is given twice, the first value counts, as
/// with Kubernetes.
struct QueryParameters: Hashable, Sendable {
  private var values: [String: String] = [:]
  /// A part that is not encoded properly; nil where all are.
  private(set) var malformed: String?

  /// - Parameter text: What stands behind `?`; nil where nothing does.
  init(_ text: Substring?) {
    for part in text?.split(separator: "&") ?? [] {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = PercentEncoding.decoded(pair[0], plusIsSpace: true)
      let value = pair.count > 1 ? PercentEncoding.decoded(pair[1], plusIsSpace: true) : ""
      guard let name, let value else {
        malformed = malformed ?? String(part)
        continue
      }
      if values[name] == nil { values[name] = value }
    }
  }

  init(_ values: [String: String] = [:]) { self.values = values }

  /// nil where it is absent or empty.
  subscript(name: String) -> String? {
    values[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// `true`, `1`, and the name alone are true.
  func flag(_ name: String) throws(Status) -> Bool? {
    guard let value = values[name] else { return nil }
    switch value {
    case "", "true", "1", "t", "T", "TRUE", "True": return true
    case "false", "0", "f", "F", "FALSE", "False": return false
    default: throw .badRequest("the query parameter \(name) must be true or false, not \"\(value)\"")
    }
  }

  func number(_ name: String) throws(Status) -> Int64? {
    guard let text = self[name] else { return nil }
    guard let number = Int64(text), number >= 0 else {
      throw .badRequest("the query parameter \(name) must be a whole number, not \"\(text)\"")
    }
    return number
  }
}

/// RFC 3986's percent-encoding.
enum PercentEncoding {
  /// - Returns: nil where the text is not encoded properly or is not UTF-8 then.
  static func decoded(_ text: Substring, plusIsSpace: Bool = false) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return String(text) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "%"):
        guard index + 2 < bytes.count, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]) else { return nil }
        result.append(high << 4 | low)
        index += 3
      case UInt8(ascii: "+") where plusIsSpace:
        result.append(UInt8(ascii: " "))
        index += 1
      case let byte:
        result.append(byte)
        index += 1
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
