import MeshAPI

/// The forms of names: DNS labels, host names, namespaces, label keys and values.
enum NameRules {
  /// A DNS label, 1...63 letters, digits and inner hyphens. Istio takes capitals here, so they are taken.
  static func isLabel(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    guard (1...63).contains(bytes.count), let first = bytes.first, let last = bytes.suffix(1).first else { return false }
    guard isAlphanumeric(first), isAlphanumeric(last) else { return false }
    return bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
  }

  /// A DNS subdomain in lower case, 1...253: what Kubernetes takes as the name of most objects.
  static func isObjectName(_ text: String) -> Bool {
    guard (1...253).contains(text.utf8.count), text == text.lowercased() else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isLabel($0) }
  }

  /// A fully qualified host name; a dot at its end is allowed.
  static func hostName(_ host: String) -> RuleProblem? {
    guard !host.isEmpty else { return RuleProblem(.required, "a host name must not be empty") }
    guard host.utf8.count <= 255 else { return RuleProblem("the host name is longer than 255 characters") }
    return labels(of: host, named: host)
  }

  /// A host name whose first label may be, or start with, `*`.
  static func wildcardHost(_ host: String) -> RuleProblem? {
    guard host.hasPrefix("*") else { return hostName(host) }
    guard host.utf8.count <= 255 else { return RuleProblem("the host name is longer than 255 characters") }
    var parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let first = parts.removeFirst().dropFirst()
    let head = first.hasPrefix("-") ? first.dropFirst() : first
    guard first.isEmpty || isLabel(head) else {
      return RuleProblem(
        "\"\(host)\" is not a valid host: \"*\" stands for whole leading labels", suggestion: "write *.example.com")
    }
    return parts.isEmpty ? nil : labels(of: parts.joined(separator: "."), named: host)
  }

  private static func labels(of domain: String, named host: String) -> RuleProblem? {
    var parts = domain.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    if let last = parts.last, !last.isEmpty, last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return RuleProblem("\"\(host)\" is not a valid host: its last part must not be a number")
    }
    for part in parts where !isLabel(part) {
      return RuleProblem("\"\(host)\" is not a valid host: \"\(part)\" is not a DNS label")
    }
    return nil
  }

  /// Kubernetes label keys: an optional DNS prefix and `/`, then 1...63 letters, digits, `-`, `_`, `.`.
  static func labelKey(_ key: String) -> RuleProblem? {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false)
    let name = parts.last.map(String.init) ?? ""
    guard parts.count <= 2, !name.isEmpty, isLabelText(name) else { return RuleProblem("\"\(key)\" is not a valid label key") }
    if parts.count == 2, let prefix = parts.first, !isObjectName(prefix.lowercased()) {
      return RuleProblem("\"\(key)\" is not a valid label key: its prefix must be a DNS name")
    }
    return nil
  }

  /// Kubernetes label values: up to 63 letters, digits, `-`, `_`, `.`.
  static func labelValue(_ value: String) -> RuleProblem? {
    value.isEmpty || isLabelText(value) ? nil : RuleProblem("\"\(value)\" is not a valid label value")
  }

  private static func isLabelText(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count <= 63, let first = bytes.first, let last = bytes.suffix(1).first else { return false }
    guard isAlphanumeric(first), isAlphanumeric(last) else { return false }
    return bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
  }

  /// Whether every host that `specific` matches is matched by `general` (`*.com` covers `*.example.com`).
  static func covers(_ general: String, _ specific: String) -> Bool {
    if general == specific || general == "*" { return true }
    guard general.hasPrefix("*") else { return false }
    let suffix = general.dropFirst()
    return specific.hasPrefix("*") ? specific.dropFirst().hasSuffix(suffix) : specific.hasSuffix(suffix)
  }
}
