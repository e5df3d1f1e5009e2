/// Reads the text with which a proxy refuses a response.
enum RejectionMessage {
  /// Those of `names` that occur in `message` as whole words. Envoy writes `Error adding/updating cluster(s) NAME: reason, ...`.
  static func names(in message: String, among names: [String]) -> Set<String> {
    let text = Array(message.utf8)
    return Set(names.filter { contains(text, Array($0.utf8)) })
  }

  private static func contains(_ text: [UInt8], _ name: [UInt8]) -> Bool {
    guard let first = name.first, name.count <= text.count else { return false }
    for start in 0...(text.count - name.count) where text[start] == first {
      let end = start + name.count
      guard text[start..<end].elementsEqual(name) else { continue }
      let isStart = start == 0 || !isPartOfName(text[start - 1])
      if isStart, isBoundary(text, end) { return true }
    }
    return false
  }

  /// Colons, dots and commas belong to names unless a space or the end follows.
  private static func isBoundary(_ text: [UInt8], _ index: Int) -> Bool {
    guard index < text.count else { return true }
    guard isPartOfName(text[index]) else { return true }
    guard text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: ".") else { return false }
    return index + 1 >= text.count || text[index + 1] == UInt8(ascii: " ") || text[index + 1] == UInt8(ascii: "\n")
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: ":"),
      UInt8(ascii: "*"), 0x80...:
      true
    default: false
    }
  }
}
