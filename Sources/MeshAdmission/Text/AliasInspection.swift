/// Looks for anchors and aliases that would cost the YAML reader more than their text suggests.
///
/// The reader keeps every anchored value and puts it in the place of each alias. Two things follow. It hashes mapping keys,
/// and a key made of nested aliases takes time that doubles with each of them. And values nest as deep as all anchors
/// together, which exhausts the stack when they are released. Aliases in values are otherwise harmless: what they expand to
/// is bounded when it is read.
enum AliasInspection {
  /// A few aliases cannot grow far, even in keys.
  private static let harmlessAliases = 10
  /// The reader takes 1000 levels of text; this many times that is released without trouble.
  static let maximumAnchors = 16

  /// What is wrong with the document; nil where nothing is.
  static func problem(in text: String) -> TextProblem? {
    guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else { return nil }
    var scan = Scan()
    scan.run(text.utf8)
    if scan.hasComplexKey, scan.aliases > harmlessAliases {
      return TextProblem(message: "aliases inside mapping keys are not accepted", line: 1, isLimit: true)
    }
    let anchors = scan.definitions.filter { scan.used.contains($0.key) }.values.reduce(0, +)
    if anchors > maximumAnchors {
      return TextProblem(
        message: "one document defines \(anchors) anchors; at most \(maximumAnchors) are accepted", line: 1,
        isLimit: true)
    }
    return nil
  }

  /// A look at the text by tokens that start with `&` and `*`; it also finds some inside texts and comments, never too few.
  private struct Scan {
    /// How often each anchor is defined.
    var definitions: [String: Int] = [:]
    var used: Set<String> = []
    var aliases = 0
    var hasComplexKey = false

    mutating func run(_ utf8: String.UTF8View) {
      var previous = UInt8(ascii: "\n")
      var index = utf8.startIndex
      while index < utf8.endIndex {
        let byte = utf8[index]
        let next = utf8.index(after: index)
        if AliasInspection.separators.contains(previous) {
          switch byte {
          case UInt8(ascii: "&"), UInt8(ascii: "*"): token(byte, utf8[next...])
          case UInt8(ascii: "?"): if utf8[next...].first.map(AliasInspection.separators.contains) ?? true { hasComplexKey = true }
          default: break
          }
        }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"), endsKey(utf8[next...]) { hasComplexKey = true }
        previous = byte
        index = next
      }
    }

    private mutating func token(_ sign: UInt8, _ rest: Substring.UTF8View) {
      let bytes = rest.prefix { AliasInspection.nameBytes.contains($0) }
      let name = String(Substring(bytes))
      if sign == UInt8(ascii: "&") {
        definitions[name, default: 0] += 1
      } else if definitions[name] != nil {
        used.insert(name)
        aliases += 1
        if endsKey(rest[bytes.endIndex...]) { hasComplexKey = true }
      }
    }

    private func endsKey(_ rest: Substring.UTF8View) -> Bool {
      rest.drop { $0 == 0x20 || $0 == 0x09 }.first == UInt8(ascii: ":")
    }
  }

  /// What may stand before a token: white space, flow signs, and the last bytes of Unicode's line breaks.
  private static let separators: Set<UInt8> = Set(Array(" \t\r\n[{,-:?".utf8) + [0x85, 0xA8, 0xA9])
  private static let nameBytes: Set<UInt8> = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)
}
