import MeshAPI
import SwiftASN1
import X509

/// Certificates and keys as text: what a proxy would refuse is found here, where it can be named.
enum CertificatePEM {
  /// What is wrong with a list of certificates, to be put behind its name; nil where nothing is.
  static func problem(certificates bytes: [UInt8]) -> String? {
    guard bytes.count <= maximumSize else { return "are larger than \(maximumSize) bytes" }
    guard let documents = documents(bytes), !documents.isEmpty else { return "are not PEM" }
    for document in documents where (try? Certificate(pemEncoded: document)) == nil { return "are not certificates in PEM" }
    return nil
  }

  /// What is wrong with a certificate and its key, in a sentence; nil where nothing is. Keys of kinds that cannot be read here are
  /// taken as they are.
  static func problem(of pair: KubernetesSecret.KeyPair) -> String? {
    if let problem = problem(certificates: pair.chainPEM) { return "the certificates \(problem)" }
    let text = String(decoding: pair.keyPEM.reveal(), as: UTF8.self)
    guard text.contains("PRIVATE KEY-----") else { return "the key is not a private key in PEM" }
    guard let first = documents(pair.chainPEM)?.first, let certificate = try? Certificate(pemEncoded: first),
      let key = try? Certificate.PrivateKey(pemEncoded: text)
    else { return nil }
    return key.publicKey == certificate.publicKey ? nil : "the key is not the certificate's"
  }

  /// More than any chain needs.
  private static let maximumSize = 1 << 20
  private static let end = "-----END CERTIFICATE-----"

  /// Each certificate's text; nil where something else stands between them.
  private static func documents(_ bytes: [UInt8]) -> [String]? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var found: [String] = []
    var current: [Substring] = []
    var isInside = false
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.prefix { !$0.isWhitespace || $0 == " " }
      if line.hasPrefix("-----BEGIN ") {
        guard line.hasPrefix("-----BEGIN CERTIFICATE-----"), !isInside else { return nil }
        (current, isInside) = ([], true)
      }
      guard isInside else { continue }
      current.append(line)
      if line.hasPrefix(end) {
        found.append(current.joined(separator: "\n") + "\n")
        isInside = false
      }
    }
    return isInside ? nil : found
  }
}
