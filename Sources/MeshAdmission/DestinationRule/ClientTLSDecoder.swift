import MeshAPI

/// Reads `tls` of a traffic policy.
enum ClientTLSDecoder {
  private static let files = ["clientCertificate", "privateKey", "caCertificates", "caCrl"]

  /// - Parameter isSelective: Whether the rule is for some clients alone, so that sidecars heed `credentialName`, too.
  static func decode(_ fields: FieldReader, isSelective: Bool) -> ClientTLSSettings {
    fields.take(.values)
    let mode = fields.choice("mode", ClientTLSSettings.Mode.allCases)
    var settings = ClientTLSSettings(mode: mode ?? .disable)
    settings.clientCertificate = file("clientCertificate", fields)
    settings.privateKey = file("privateKey", fields)
    settings.caCertificates = file("caCertificates", fields)
    settings.caCrl = file("caCrl", fields)
    settings.credentialName = fields.string("credentialName")
    settings.subjectAltNames = fields.strings("subjectAltNames") {
      $0.isEmpty ? RuleProblem(.required, "a name must not be empty") : nil
    }
    settings.sni = fields.string("sni")
    settings.insecureSkipVerify = fields.bool("insecureSkipVerify")
    if !fields.has("mode") {
      fields.report(
        .warning, .suspicious, nil, "no mode means DISABLE: the traffic goes out in plain text", suggestion: "write the mode")
    }
    checkText(settings, in: fields)
    switch settings.mode {
    case .disable: checkDisabled(in: fields)
    case .istioMutual: checkIstioMutual(in: fields)
    case .simple, .mutual: checkOrigination(settings, isSelective: isSelective, in: fields)
    }
    return settings
  }

  /// The path of a file. Somebody who puts the file's content here must not find it repeated in a message.
  private static func file(_ name: String, _ fields: FieldReader) -> String? {
    guard let text = fields.string(name) else { return nil }
    if text.contains("-----BEGIN") || text.utf8.count > 4096 || text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      fields.report(
        .error, .invalidValue, name, "\(name) is the path of a file on the proxy's machine, not what is in the file",
        suggestion: "put the content into a file")
    }
    return text
  }

  /// Whether a field says anything; tools that write out every field leave texts empty.
  private static func isGiven(_ name: String, in fields: FieldReader) -> Bool {
    switch fields.entry(name)?.value.content {
    case nil: false
    case .string(let text)?: !text.isEmpty
    case .list(let items)?: !items.isEmpty
    case .bool(let value, _)?: value
    default: true
    }
  }

  private static func checkText(_ settings: ClientTLSSettings, in fields: FieldReader) {
    if let sni = settings.sni, sni.utf8.count > 255 || !sni.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
      fields.report(.error, .invalidValue, "sni", "a server name has up to 255 characters and no spaces")
    }
    // Tools that write out every field leave texts empty.
    if settings.credentialName?.isEmpty == false {
      _ = CredentialNameRule.read("credentialName", holdsKey: settings.mode == .mutual, fields)
    }
  }

  private static func checkDisabled(in fields: FieldReader) {
    for name in files + ["credentialName", "subjectAltNames", "sni", "insecureSkipVerify"] where isGiven(name, in: fields) {
      fields.report(.warning, .suspicious, name, "\(name) has no effect with the mode DISABLE")
    }
  }

  private static func checkIstioMutual(in fields: FieldReader) {
    for name in files + ["credentialName"] where isGiven(name, in: fields) {
      fields.report(
        .error, .conflict, name, "\(name) and the mode ISTIO_MUTUAL exclude each other: the mesh gives the certificates",
        suggestion: "remove it, or write MUTUAL")
    }
    if isGiven("insecureSkipVerify", in: fields) {
      fields.report(.warning, .suspicious, "insecureSkipVerify", "insecureSkipVerify has no effect with the mode ISTIO_MUTUAL")
    }
  }

  private static func checkOrigination(_ settings: ClientTLSSettings, isSelective: Bool, in fields: FieldReader) {
    if settings.insecureSkipVerify == true { checkUnverified(settings, in: fields) }
    if settings.credentialName != nil {
      for name in files where isGiven(name, in: fields) {
        fields.report(.error, .conflict, name, "\(name) and credentialName exclude each other", suggestion: "remove one of them")
      }
      if !isSelective {
        fields.report(
          .warning, .suspicious, "credentialName",
          "only gateways heed credentialName here, sidecars do not", suggestion: "add a workloadSelector for sidecars")
      }
      return
    }
    let pair = ["clientCertificate", "privateKey"]
    if settings.mode == .mutual {
      for name in pair where !isGiven(name, in: fields) {
        fields.missing(name, suggestion: "MUTUAL needs clientCertificate and privateKey, or credentialName")
      }
    } else {
      for name in pair where isGiven(name, in: fields) {
        fields.report(
          .warning, .suspicious, name, "\(name) has no effect with the mode SIMPLE", suggestion: "write MUTUAL, or remove it")
      }
    }
  }

  /// What is not checked needs nothing to check it by.
  private static func checkUnverified(_ settings: ClientTLSSettings, in fields: FieldReader) {
    let names = ["caCertificates", "subjectAltNames"] + (settings.mode == .simple ? ["credentialName"] : [])
    for name in names where isGiven(name, in: fields) {
      fields.report(
        .error, .conflict, name, "\(name) and insecureSkipVerify exclude each other", suggestion: "remove one of them")
    }
    fields.report(
      .warning, .insecure, "insecureSkipVerify",
      "anyone on the way can pretend to be the server when its certificate is not checked")
  }
}
