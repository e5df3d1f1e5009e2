import MeshAPI

/// Reads the `tls` of a server: Istio's `ServerTLSSettings`.
enum ServerTLSDecoder {
  /// What a server's `tls` says.
  struct Result {
    var settings: ServerTLSSettings
    var httpsRedirect: Bool
  }

  /// Fields that say where certificates come from.
  private static let sources = ["serverCertificate", "privateKey", "tlsCertificates", "credentialName", "credentialNames"]
  /// Fields that say whom to believe.
  private static let checks = [
    "caCertificates", "caCertCredentialName", "caCrl", "subjectAltNames", "verifyCertificateSpki", "verifyCertificateHash",
    "insecureSkipVerify",
  ]
  private static let parameters = ["minProtocolVersion", "maxProtocolVersion", "cipherSuites"]

  static func decode(_ fields: FieldReader) -> Result {
    fields.take(.values)
    let mode = fields.choice("mode", ServerTLSSettings.Mode.allCases) ?? .passthrough
    var settings = ServerTLSSettings(mode: mode)
    readCertificates(into: &settings, from: fields)
    settings.caCertificates = FileNameRule.read("caCertificates", fields)
    settings.caCrl = FileNameRule.read("caCrl", fields)
    settings.caCertCredentialName = CredentialNameRule.read("caCertCredentialName", holdsKey: false, fields)
    settings.subjectAltNames = fields.strings("subjectAltNames") {
      $0.isEmpty ? RuleProblem(.required, "a name must not be empty") : nil
    }
    settings.verifyCertificateSpki = fields.strings("verifyCertificateSpki", CertificateHashRule.publicKey)
    settings.verifyCertificateHash = fields.strings("verifyCertificateHash", CertificateHashRule.certificate)
    settings.insecureSkipVerify = fields.bool("insecureSkipVerify") ?? false
    settings.minProtocolVersion = fields.choice("minProtocolVersion", ServerTLSSettings.ProtocolVersion.allCases) ?? .auto
    settings.maxProtocolVersion = fields.choice("maxProtocolVersion", ServerTLSSettings.ProtocolVersion.allCases) ?? .auto
    settings.cipherSuites = MeshTLSDecoder.known("cipherSuites", MeshTLSDecoder.suites, in: fields)
    let redirect = fields.bool("httpsRedirect") ?? false
    check(settings, in: fields)
    return Result(settings: settings, httpsRedirect: redirect)
  }

  // MARK: Certificates

  private static func readCertificates(into settings: inout ServerTLSSettings, from fields: FieldReader) {
    let chain = FileNameRule.read("serverCertificate", fields)
    let key = FileNameRule.read("privateKey", fields)
    if let chain, let key { settings.certificates = [.init(chainFile: chain, keyFile: key)] }
    let listed = fields.objects("tlsCertificates") { certificate($0) }
    if !listed.isEmpty { settings.certificates = listed }
    let name = CredentialNameRule.read("credentialName", holdsKey: true, fields)
    let names = fields.strings("credentialNames", CredentialNameRule.problemOfPair)
    settings.credentialNames = names.isEmpty ? [name].compactMap { $0 } : names
    for list in ["tlsCertificates", "credentialNames"] where fields.has(list) {
      let count = fields.items(list)?.count ?? 1
      if !(1...2).contains(count) {
        fields.report(.error, .outOfRange, list, "\(list) holds \(count) certificates; write one or two")
      }
    }
  }

  private static func certificate(_ fields: FieldReader) -> ServerTLSSettings.Certificate? {
    let chain = FileNameRule.read("serverCertificate", fields)
    let key = FileNameRule.read("privateKey", fields)
    if FileNameRule.read("caCertificates", fields) != nil {
      fields.report(
        .warning, .suspicious, "caCertificates", "caCertificates has no effect here: all certificates share the server's",
        suggestion: "write it next to tlsCertificates")
    }
    if chain == nil { fields.missing("serverCertificate") }
    if key == nil { fields.missing("privateKey") }
    guard let chain, let key else { return nil }
    return .init(chainFile: chain, keyFile: key)
  }

  // MARK: Rules

  private static func check(_ settings: ServerTLSSettings, in fields: FieldReader) {
    checkVersions(settings, in: fields)
    switch settings.mode {
    case .passthrough, .autoPassthrough:
      warn(
        sources + checks + parameters, in: fields,
        "has no effect with the mode \(settings.mode.rawValue): TLS does not end here")
    case .istioMutual: checkIstioMutual(in: fields)
    case .simple, .mutual, .optionalMutual: checkTermination(settings, in: fields)
    }
  }

  private static func warn(_ names: [String], in fields: FieldReader, _ reason: String) {
    for name in names where fields.isGiven(name) { fields.report(.warning, .suspicious, name, "\(name) \(reason)") }
  }

  private static func checkVersions(_ settings: ServerTLSSettings, in fields: FieldReader) {
    let (least, most) = (settings.minProtocolVersion, settings.maxProtocolVersion)
    if least != .auto, most != .auto, most < least {
      fields.report(
        .error, .conflict, "maxProtocolVersion", "\(most.rawValue) is less than minProtocolVersion, \(least.rawValue)",
        suggestion: "exchange them")
    }
    if least == .tls10 || least == .tls11 {
      fields.report(
        .warning, .insecure, "minProtocolVersion", "\(least.rawValue) is known to be weak",
        suggestion: "write TLSV1_2, or remove it")
      if settings.cipherSuites.isEmpty {
        fields.report(
          .warning, .suspicious, "minProtocolVersion",
          "no cipher suite of \(least.rawValue) is offered unless cipherSuites lists it",
          suggestion: "add for example ECDHE-RSA-AES128-SHA to cipherSuites")
      }
    }
  }

  private static func checkIstioMutual(in fields: FieldReader) {
    for name in sources + ["caCertificates", "caCertCredentialName"] where fields.isGiven(name) {
      fields.report(
        .error, .conflict, name, "\(name) and the mode ISTIO_MUTUAL exclude each other: the mesh gives the certificates",
        suggestion: "remove it, or write MUTUAL")
    }
    warn(
      parameters + ["insecureSkipVerify", "verifyCertificateSpki", "verifyCertificateHash"], in: fields,
      "has no effect with the mode ISTIO_MUTUAL")
  }

  private static func checkTermination(_ settings: ServerTLSSettings, in fields: FieldReader) {
    checkSources(settings, in: fields)
    guard settings.mode != .simple else {
      if fields.isGiven("caCrl") {
        fields.report(
          .error, .conflict, "caCrl", "SIMPLE asks nobody for a certificate that could be revoked", suggestion: "write MUTUAL")
      }
      warn(
        checks.filter { $0 != "caCrl" }, in: fields, "has no effect with the mode SIMPLE: no client is asked for a certificate")
      return
    }
    if settings.insecureSkipVerify {
      fields.report(
        .warning, .insecure, "insecureSkipVerify", "any certificate is taken, whoever has signed it",
        suggestion: "remove it once the clients' certificates can be checked")
    }
    let hasRoots =
      settings.caCertificates != nil || settings.caCertCredentialName != nil || !settings.credentialNames.isEmpty
      || settings.insecureSkipVerify
    if !hasRoots {
      fields.missing(
        "caCertificates", suggestion: "\(settings.mode.rawValue) needs caCertificates, or a secret that holds ca.crt")
    }
    if fields.isGiven("caCrl"), !settings.credentialNames.isEmpty || settings.caCertCredentialName != nil {
      fields.report(
        .error, .conflict, "caCrl", "caCrl and secrets exclude each other", suggestion: "put ca.crl into the secret")
    }
    if settings.caCertificates != nil, !settings.credentialNames.isEmpty {
      fields.report(
        .warning, .suspicious, "caCertificates", "caCertificates has no effect beside secrets", suggestion: "remove it")
    }
  }

  /// Exactly one source of certificates.
  private static func checkSources(_ settings: ServerTLSSettings, in fields: FieldReader) {
    let hasFiles = fields.isGiven("serverCertificate") || fields.isGiven("privateKey")
    let given =
      [hasFiles ? "serverCertificate" : nil]
      + ["tlsCertificates", "credentialName", "credentialNames"].map { fields.isGiven($0) ? $0 : nil }
    let names = given.compactMap { $0 }
    if names.count > 1 {
      fields.report(
        .error, .conflict, names[1], "\(names[0]) and \(names[1]) exclude each other", suggestion: "keep one of them")
      return
    }
    guard names.isEmpty || hasFiles else { return }
    for name in ["serverCertificate", "privateKey"] where !fields.isGiven(name) {
      fields.missing(name, suggestion: "\(settings.mode.rawValue) needs serverCertificate and privateKey, or credentialName")
    }
  }
}
