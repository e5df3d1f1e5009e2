import MeshIdentity
import SwiftASN1
import X509

/// Certificates as they come in PEM, read for what the agent wants to know of them.
enum CertificateText {
  /// More certificates than any chain and any bundle of roots has.
  private static let maximumCount = 64

  /// A chain and the roots it leads to.
  struct Parts: Sendable, Equatable {
    /// One PEM document each, the workload's own first.
    var chainPEM: [String]
    var rootsPEM: [String]
    var terms: CertificateTerms
  }

  /// Takes apart what an authority answered: the workload's certificate first, what leads to the roots, then the roots.
  ///
  /// Istio's authorities put the roots into the last text, as many as there are; whether a certificate is a root is told by its
  /// own names here, so that roots in texts of their own are found as well.
  /// - Throws: `AgentError` with `noCertificate`.
  static func parts(_ texts: [String]) throws(AgentError) -> Parts {
    let documents = try certificates(texts.joined(separator: "\n"))
    guard let own = documents.first?.certificate else {
      throw AgentError(.noCertificate, "the certificate authority's answer holds no certificate")
    }
    var chain: [String] = []
    var roots: [String] = []
    for (index, document) in documents.enumerated() {
      let isRoot = index > 0 && document.certificate.issuer == document.certificate.subject
      if !isRoot { chain.append(document.pem) } else if !roots.contains(document.pem) { roots.append(document.pem) }
    }
    guard !roots.isEmpty else {
      throw AgentError(.noCertificate, "the certificate authority's answer names no root that peers could be believed by")
    }
    return Parts(chainPEM: chain, rootsPEM: roots, terms: terms(own))
  }

  /// What a text's first certificate says about itself, and all of them one by one.
  /// - Throws: `AgentError` with `noCertificate`.
  static func chain(_ text: String) throws(AgentError) -> (documents: [String], terms: CertificateTerms) {
    let documents = try certificates(text)
    guard let first = documents.first else { throw AgentError(.noCertificate, "there is no certificate") }
    return (documents.map(\.pem), terms(first.certificate))
  }

  /// Whether the key belongs to the first certificate of the text.
  static func belongs(_ key: Redacted<String>, to chain: String) -> Bool {
    guard let own = (try? certificates(chain))?.first?.certificate,
      let key = try? Certificate.PrivateKey(pemEncoded: key.reveal())
    else { return false }
    return key.publicKey == own.publicKey
  }

  private static func certificates(_ text: String) throws(AgentError) -> [(certificate: Certificate, pem: String)] {
    do {
      let documents = try PEMDocument.parseMultiple(pemString: text)
      guard documents.count <= maximumCount else {
        throw AgentError(.noCertificate, "there are more than \(maximumCount) certificates")
      }
      return try documents.map { document in
        (try Certificate(pemDocument: document), document.pemString + "\n")
      }
    } catch let error as AgentError {
      throw error
    } catch {
      throw AgentError(.noCertificate, "a certificate cannot be read", cause: error)
    }
  }

  private static func terms(_ certificate: Certificate) -> CertificateTerms {
    var subject: String?
    if let names = try? certificate.extensions.subjectAlternativeNames {
      for case .uniformResourceIdentifier(let uri) in names { subject = uri }
    }
    let serial = certificate.serialNumber.bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }
    return CertificateTerms(
      serialNumber: serial.joined(), notBefore: certificate.notValidBefore, notAfter: certificate.notValidAfter, subject: subject)
  }
}
