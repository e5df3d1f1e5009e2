import MeshAPI

/// Trust domains of SPIFFE identities.
enum TrustDomainRule {
  /// 1...255 lower-case letters, digits, `-`, `_` and dots (SPIFFE-ID, section 2.1).
  static func check(_ text: String) -> RuleProblem? {
    guard !text.isEmpty else { return RuleProblem(.required, "a trust domain must not be empty") }
    let isValid = text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-_.".utf8.contains(byte)
    }
    guard isValid, text.utf8.count <= 255 else {
      return RuleProblem(
        "\"\(text)\" is not a trust domain", suggestion: "use up to 255 lower-case letters, digits, dots, - and _")
    }
    return nil
  }
}
