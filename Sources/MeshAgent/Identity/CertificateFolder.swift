import Foundation
import MeshIdentity

/// A directory with a key, its certificate chain and the roots, by the names that Istio's users know.
struct CertificateFolder: Sendable {
  let path: String

  private var keyPath: String { path + "/key.pem" }
  private var chainPath: String { path + "/cert-chain.pem" }
  /// The newest chain, while it and its key are being put in place.
  private var nextChainPath: String { chainPath + ".next" }
  private var rootsPath: String { path + "/root-cert.pem" }

  /// Reads all three files.
  /// - Throws: `AgentError` when one is missing or the three do not go together.
  func read() throws(AgentError) -> OwnCertificate {
    var chainText = try SecretFiles.certificates(chainPath)
    let key = try SecretFiles.key(keyPath)
    let roots = try SecretFiles.certificates(rootsPath)
    // Whoever wrote them may have stopped between the key and its chain.
    if !CertificateText.belongs(key, to: chainText), let next = try? SecretFiles.certificates(nextChainPath),
      CertificateText.belongs(key, to: next)
    {
      chainText = next
    }
    let chain = try CertificateText.chain(chainText)
    guard CertificateText.belongs(key, to: chainText) else {
      throw AgentError(.noCertificate, "the key \(keyPath) does not belong to the certificate \(chainPath)")
    }
    return OwnCertificate(chainPEM: chain.documents, keyPEM: key, rootsPEM: roots, terms: chain.terms)
  }

  /// Writes all three, each in one step and for this user alone, the certificate last: whoever waits for it finds its key. A crash
  /// between two steps loses neither the old pair nor the new one.
  /// - Throws: `AgentError` with `fileNotWritten`.
  func write(_ certificate: OwnCertificate) throws(AgentError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw AgentError(.fileNotWritten, "cannot create the directory \(path) (--output-certs)", cause: error)
    }
    let chain = certificate.chainPEM.joined()
    try ConfigDirectory.replaceFile(at: nextChainPath, with: chain)
    try ConfigDirectory.replaceFile(at: rootsPath, with: certificate.rootsPEM)
    try ConfigDirectory.replaceFile(at: keyPath, with: certificate.keyPEM.reveal())
    try ConfigDirectory.replaceFile(at: chainPath, with: chain)
    try? FileManager.default.removeItem(atPath: nextChainPath)
  }
}
