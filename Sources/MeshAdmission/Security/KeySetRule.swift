import MeshAPI

/// JSON Web Key Sets (RFC 7517) that stand in a rule. No message repeats anything of a key but its place in the list.
enum KeySetRule {
  /// Bytes of one key set.
  static let maximumSize = 64 << 10

  static func check(_ text: String) -> [RuleProblem] {
    guard text.utf8.count <= maximumSize else {
      return [RuleProblem(.limit, "the key set has \(text.utf8.count) bytes; at most \(maximumSize) are accepted")]
    }
    // Far more values than that many bytes of keys hold.
    var reader = JSONReader(text, valueBudget: 20_000, maximumDepth: 16)
    let roots: [DocumentValue]
    do throws(TextProblem) {
      guard let read = try reader.read() else { return [RuleProblem("the key set is not valid JSON")] }
      roots = read
    } catch {
      return [RuleProblem("the key set is not valid JSON: a key appears twice, or it is nested too deeply")]
    }
    guard roots.count == 1, case .list(let keys)? = roots[0]["keys"]?.content else {
      return [RuleProblem("the key set must be a JSON object with a list of \"keys\"", suggestion: "write {\"keys\": [...]}")]
    }
    guard !keys.isEmpty else { return [RuleProblem(.required, "the key set holds no key, so no token would be accepted")] }
    let problems = keys.enumerated().flatMap { index, key in check(key).map { $0.about(key: index) } }
    guard problems.filter({ $0.code == unusable }).count == keys.count else { return problems }
    return problems + [RuleProblem("no key of the set can be used, so no token would be accepted")]
  }

  /// Marks keys that Envoy passes over.
  private static let unusable: Diagnostic.Code = .suspicious

  private static let members: [String: [String]] = ["RSA": ["n", "e"], "EC": ["x", "y"], "OKP": ["x"], "oct": ["k"]]
  private static let curves: [String: [String]] = ["EC": ["P-256", "P-384", "P-521"], "OKP": ["Ed25519"]]

  private static func check(_ key: DocumentValue) -> [RuleProblem] {
    guard key.entries != nil, let type = key["kty"]?.string else { return [RuleProblem("is not a JSON object with a \"kty\"")] }
    guard let members = members[type] else {
      return [.suspicious("has a \"kty\" that is none of RSA, EC, OKP and oct; it is passed over")]
    }
    if type != "oct", key["d"] != nil {
      return [RuleProblem("holds the private part", suggestion: "write the public part alone, and make a new key")]
    }
    if let curves = curves[type], !curves.contains(key["crv"]?.string ?? "") {
      return [.suspicious("has a \"crv\" that is none of \(curves.joined(separator: ", ")); it is passed over")]
    }
    for member in members {
      guard let text = key[member]?.string, !text.isEmpty, Base64.decode(text) != nil else {
        return [RuleProblem("needs \"\(member)\" in base64url")]
      }
    }
    guard type == "oct" else { return [] }
    var problem = RuleProblem(
      .insecure, "is a shared secret: whoever can read this object can make tokens", suggestion: "use a key pair")
    problem.severity = .warning
    return [problem]
  }
}

extension RuleProblem {
  fileprivate func about(key index: Int) -> RuleProblem {
    var problem = self
    problem.message = "the key at position \(index) of the set \(message)"
    return problem
  }
}
