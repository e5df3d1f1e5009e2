/// The rules for names, each giving the sentences (none where the name is good) that Kubernetes' validation gives.
package enum NameRules {
  /// DNS-1123 label: namespaces and parts of names. Small letters, digits and `-`, at most 63.
  package static func dns1123Label(_ text: String) -> [String] {
    var problems = length(text, atMost: 63)
    if !isLabel(text.utf8[...], startsWithLetter: false) {
      problems.append(
        pattern(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an "
            + "alphanumeric character", "[a-z0-9]([-a-z0-9]*[a-z0-9])?", ["my-name", "123-abc"]))
    }
    return problems
  }

  /// DNS-1123 subdomain: the names of most objects. Labels with dots between them, at most 253.
  package static func dns1123Subdomain(_ text: String) -> [String] {
    var problems = length(text, atMost: 253)
    if !isSubdomain(text) {
      problems.append(
        pattern(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end "
            + "with an alphanumeric character", "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
          ["example.com"]))
    }
    return problems
  }

  /// DNS-1035 label: the names of Services. As a DNS-1123 label, but starting with a letter.
  package static func dns1035Label(_ text: String) -> [String] {
    var problems = length(text, atMost: 63)
    if !isLabel(text.utf8[...], startsWithLetter: true) {
      problems.append(
        pattern(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end "
            + "with an alphanumeric character", "[a-z]([-a-z0-9]*[a-z0-9])?", ["my-name", "abc-123"]))
    }
    return problems
  }

  /// A name that stands as one segment of a path: what kinds without other rules (RBAC's) ask for.
  package static func pathSegment(_ text: String) -> [String] {
    switch text {
    case ".", "..": ["may not be '\(text)'"]
    // A sign with an accent on it is another character to Swift, and the same byte in a path.
    default: (["/", "%"] as [Unicode.Scalar]).filter { text.unicodeScalars.contains($0) }.map { "may not contain '\($0)'" }
    }
  }

  /// What a name may start with that the server completes: as the name itself, without its last `-`.
  package static func withoutTrailingDash(_ prefix: String) -> String {
    prefix.utf8.count > 1 && prefix.hasSuffix("-") ? prefix.dropLast() + "a" : prefix
  }

  // MARK: Qualified names

  /// The key of a label or an annotation, or the name of a finalizer: an optional subdomain with `/`, then at most 63 letters,
  /// digits, `-`, `_` and `.`, beginning and ending with letter or digit.
  package static func qualifiedName(_ text: String) -> [String] {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    var problems: [String] = []
    switch parts.count {
    case 1: break
    case 2 where parts[0].isEmpty: problems.append("prefix part must be non-empty")
    case 2: problems += dns1123Subdomain(String(parts[0])).map { "prefix part \($0)" }
    default:
      return [
        "a qualified name "
          + pattern(
            qualifiedNameRule, "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]", ["MyName", "my.name", "123-abc"])
          + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
      ]
    }
    let name = String(parts.last ?? "")
    if name.isEmpty { problems.append("name part must be non-empty") }
    problems += length(name, atMost: 63).map { "name part \($0)" }
    if !isLabelText(name) {
      problems.append(
        "name part " + pattern(qualifiedNameRule, "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]", ["MyName", "my.name", "123-abc"]))
    }
    return problems
  }

  private static let qualifiedNameRule =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

  /// The value of a label: empty, or as the name part of its key.
  package static func labelValue(_ text: String) -> [String] {
    var problems = length(text, atMost: 63)
    if !text.isEmpty, !isLabelText(text) {
      problems.append(
        pattern(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end "
            + "with an alphanumeric character", "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
          ["MyValue", "my_value", "12345"]))
    }
    return problems
  }

  // MARK: Forms

  private static func length(_ text: String, atMost limit: Int) -> [String] {
    text.utf8.count > limit ? ["must be no more than \(limit) bytes"] : []
  }

  private static func pattern(_ rule: String, _ pattern: String, _ examples: [String]) -> String {
    let quoted = examples.map { "'\($0)', " }.joined(separator: " or ")
    return "\(rule) (e.g. \(quoted)regex used for validation is '\(pattern)')"
  }

  private static func isSubdomain(_ text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { isLabel($0, startsWithLetter: false) }
  }

  private static func isLabel(_ text: Substring.UTF8View, startsWithLetter: Bool) -> Bool {
    guard let first = text.first, let last = text.last, isSmall(first) || !startsWithLetter && isDigit(first) else {
      return false
    }
    return (isSmall(last) || isDigit(last)) && text.allSatisfy { isSmall($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isLabelText(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, isAlphanumeric(first), isAlphanumeric(last) else {
      return false
    }
    return text.utf8.allSatisfy {
      isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
  }

  private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool { isSmall(byte | 0x20) || isDigit(byte) }
}
