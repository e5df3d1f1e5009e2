import MeshAPI

/// Reads the certificates of Secrets and ConfigMaps, whose content stands beside `metadata`.
///
/// No message repeats what a Secret holds.
enum SecretDecoder {
  /// The names under which one thing may stand, the preferred one first (Istio's names and order).
  private enum Names {
    static let chain = ["cert", "tls.crt"]
    static let key = ["key", "tls.key"]
    static let roots = ["cacert", "ca.crt"]
    static let revocations = ["crl", "ca.crl"]
    static let staple = "tls.ocsp-staple"
  }

  /// Types whose certificates are the platform's own business.
  private static let foreignTypes: Set<String> = ["kubernetes.io/service-account-token", "helm.sh/release.v1"]

  static func secret(_ fields: FieldReader) -> KubernetesSecret {
    let type = fields.string("type")
    guard !foreignTypes.contains(type ?? "") else {
      fields.skipRest()
      return KubernetesSecret()
    }
    let encoded = texts("data", fields).compactMapValues { entry -> [UInt8]? in
      // As kubectl writes it: without line breaks, or with some.
      let bytes = Base64.decode(entry.text.filter { !$0.isWhitespace })
      if bytes == nil { entry.report(fields, "the text is not base64", "write plain text under stringData") }
      return bytes
    }
    let plain = texts("stringData", fields).mapValues { Array($0.text.utf8) }
    let content = encoded.merging(plain) { _, plain in plain }.filter { !$0.value.isEmpty }
    fields.setCanonical(canonical(content), of: fields.has("data") ? "data" : "stringData")
    fields.skipRest()
    let secret = KubernetesSecret(keyPair: keyPair(content), roots: roots(content))
    check(secret, type: type, content, in: fields)
    return secret
  }

  static func configMap(_ fields: FieldReader, key: ObjectKey) -> KubernetesConfigMap {
    var content = texts("data", fields).mapValues { Array($0.text.utf8) }.filter { !$0.value.isEmpty }
    var map = KubernetesConfigMap(roots: roots(content))
    if key == KubernetesConfigMap.meshConfigKey, let settings = MeshConfigMap.read(fields) {
      map.meshConfig = settings.config
      content["mesh"] = settings.text
    }
    fields.setCanonical(canonical(content), of: "data")
    fields.skipRest()
    if let roots = map.roots, let problem = CertificatePEM.problem(certificates: roots.certificatesPEM) {
      fields.report(.error, .invalidValue, "data", "the roots in ca.crt \(problem)")
    }
    return map
  }

  // MARK: Content

  private struct Entry {
    var name: String
    var field: String
    var text: String

    func report(_ fields: FieldReader, _ message: String, _ suggestion: String? = nil) {
      fields.report(.error, .invalidValue, field, key: name, message, suggestion: suggestion)
    }
  }

  /// The texts of a mapping that may matter. Values of other types are named without being shown.
  private static func texts(_ field: String, _ fields: FieldReader) -> [String: Entry] {
    guard let entry = fields.entry(field) else { return [:] }
    guard case .mapping(let entries) = entry.value.content else {
      fields.report(.error, .wrongType, field, "must be a mapping")
      return [:]
    }
    let known = Set(Names.chain + Names.key + Names.roots + Names.revocations + [Names.staple])
    var found: [String: Entry] = [:]
    for inner in entries where known.contains(inner.key) && !inner.value.isNull {
      guard case .string(let text) = inner.value.content else {
        fields.report(.error, .wrongType, field, key: inner.key, "must be a text")
        continue
      }
      found[inner.key] = Entry(name: inner.key, field: field, text: text)
    }
    return found
  }

  /// Only what is kept counts as the object's content.
  private static func canonical(_ content: [String: [UInt8]]) -> [UInt8] {
    CanonicalForm.mapping(content.map { ($0.key, CanonicalForm.tagged("b", $0.value)) })
  }

  private static func keyPair(_ content: [String: [UInt8]]) -> KubernetesSecret.KeyPair? {
    for (chain, key) in zip(Names.chain, Names.key) {
      guard let chainPEM = content[chain], let keyPEM = content[key] else { continue }
      return .init(chainPEM: chainPEM, keyPEM: SensitiveBytes(keyPEM), staple: content[Names.staple])
    }
    return nil
  }

  private static func roots(_ content: [String: [UInt8]]) -> TrustedRoots? {
    guard let certificates = Names.roots.lazy.compactMap({ content[$0] }).first else { return nil }
    return TrustedRoots(
      certificatesPEM: certificates, revocationListPEM: Names.revocations.lazy.compactMap { content[$0] }.first)
  }

  // MARK: Rules

  private static func check(
    _ secret: KubernetesSecret, type: String?, _ content: [String: [UInt8]], in fields: FieldReader
  ) {
    let field = fields.has("data") ? "data" : "stringData"
    if type == "kubernetes.io/tls", secret.keyPair == nil {
      fields.report(
        .error, .required, field, "a Secret of the type kubernetes.io/tls holds tls.crt and tls.key",
        suggestion: "add what is missing, or write the type Opaque")
    }
    if let pair = secret.keyPair, let problem = CertificatePEM.problem(of: pair) {
      fields.report(.error, .invalidValue, field, problem)
    }
    if let roots = secret.roots, let problem = CertificatePEM.problem(certificates: roots.certificatesPEM) {
      fields.report(.error, .invalidValue, field, "the roots in ca.crt \(problem)")
    }
  }
}
