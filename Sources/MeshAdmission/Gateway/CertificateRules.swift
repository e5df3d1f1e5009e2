import MeshAPI

/// Names of files on a proxy's machine that hold certificates and keys.
enum FileNameRule {
  /// The path of a file; nil where it is absent or empty. Somebody who puts the file's content here must not find it repeated in a
  /// message.
  static func read(_ name: String, _ fields: FieldReader) -> String? {
    guard let text = fields.string(name) else { return nil }
    if text.contains("-----BEGIN") || text.utf8.count > 4096 || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      fields.report(
        .error, .invalidValue, name, "\(name) is the path of a file on the proxy's machine, not what is in the file",
        suggestion: "put the content into a file, or into a Secret that credentialName names")
    }
    return text
  }
}

/// Names of Secrets that hold certificates.
enum CredentialNameRule {
  /// - Parameter holdsKey: whether a certificate's key is asked for, and not roots alone.
  static func read(_ name: String, holdsKey: Bool, _ fields: FieldReader) -> String? {
    guard let text = fields.string(name) else { return nil }
    if let problem = holdsKey ? problemOfPair(text) : problem(text) {
      fields.report(problem.severity, problem.code, name, problem.message, suggestion: problem.suggestion)
    }
    return text
  }

  /// What is wrong with the name of a certificate and its key.
  static func problemOfPair(_ text: String) -> RuleProblem? {
    if text.hasPrefix(CredentialName.configMapScheme) {
      return RuleProblem("a ConfigMap holds roots, but no key", suggestion: "name a Secret")
    }
    if text.hasSuffix(CredentialName.rootsSuffix) {
      return RuleProblem("names that end in -cacert are for roots", suggestion: "give the Secret another name")
    }
    return problem(text)
  }

  static func problem(_ text: String) -> RuleProblem? {
    if text.hasPrefix("sds://") {
      return RuleProblem(
        .notSupported, "secrets of other servers (sds://) are not supported", suggestion: "name a Secret, or files")
    }
    guard !text.isEmpty, text.utf8.count <= 1024, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return RuleProblem("the name of a credential has 1 to 1024 characters and no spaces")
    }
    return nil
  }
}

/// Hashes by which certificates are known.
enum CertificateHashRule {
  /// The SHA-256 of a public key in base64.
  static func publicKey(_ text: String) -> RuleProblem? {
    guard text.utf8.count == 44, Base64.decode(text)?.count == 32 else {
      return RuleProblem("a hash of a public key is the base64 of its SHA-256: 44 characters")
    }
    return nil
  }

  /// The SHA-256 of a certificate in hexadecimal, with or without colons between the bytes.
  static func certificate(_ text: String) -> RuleProblem? {
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    let digits = groups.joined()
    let isWhole = groups.count == 1 || (groups.count == 32 && groups.allSatisfy { $0.utf8.count == 2 })
    guard isWhole, digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit), digits.utf8.allSatisfy({ $0 < 0x80 }) else {
      return RuleProblem("a hash of a certificate is its SHA-256 in 64 hexadecimal digits")
    }
    return nil
  }
}
