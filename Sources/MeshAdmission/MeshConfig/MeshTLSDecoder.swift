import MeshAPI

/// Reads `meshMTLS` and `tlsDefaults` of a mesh config.
enum MeshTLSDecoder {
  /// Key exchanges that Envoy's TLS library has.
  private static let curves = ["P-224", "P-256", "P-384", "P-521", "X25519", "X25519MLKEM768"]

  /// Cipher suites up to TLS 1.2 that Envoy's TLS library has.
  static let suites = [
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA",
    "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA",
  ]

  static func decode(_ fields: FieldReader) -> MeshTLSSettings {
    var settings = MeshTLSSettings()
    settings.minProtocolVersion = fields.choice("minProtocolVersion", MeshTLSSettings.ProtocolVersion.allCases) ?? .auto
    settings.ecdhCurves = known("ecdhCurves", curves, in: fields)
    settings.cipherSuites = known("cipherSuites", suites, in: fields)
    return settings
  }

  /// The known ones of a list, each once. Envoy would refuse everything because of one that it does not know.
  static func known(_ name: String, _ names: [String], in fields: FieldReader) -> [String] {
    var seen: Set<String> = []
    let written = fields.strings(name) { text in
      if names.contains(text) { return nil }
      let near = NameSuggestion.nearest(to: text, among: names)
      return .suspicious("\"\(text)\" is not known and left out", suggestion: near.map { "did you mean \($0)?" })
    }
    return written.filter { names.contains($0) && seen.insert($0).inserted }
  }
}
