import Foundation
import X509

/// An authority that somebody else made, in the files that Istio's users put into the secret `cacerts`.
///
/// - `ca-cert.pem`: the certificate that signs, `ca-key.pem`: its key (RSA or ECDSA).
/// - `cert-chain.pem`: what leads from there to a root; may be missing where `root-cert.pem` has signed `ca-cert.pem` itself.
/// - `root-cert.pem`: the roots that count. Several of them make a change of root smooth: the new one is added here first.
struct PluggedInFiles: Sendable {
  private static let maximumSize = 256 * 1024
  /// The longest way from the signing certificate to a root.
  private static let maximumDepth = 8

  let folder: String

  /// The bytes of all files, to see whether something has changed.
  struct Content: Sendable, Hashable {
    var certificate: [UInt8]
    var key: Redacted<[UInt8]>
    var chain: [UInt8]
    var roots: [UInt8]
  }

  func read() throws(AuthorityError) -> Content {
    Content(
      certificate: try read("ca-cert.pem"), key: Redacted(try read("ca-key.pem")),
      chain: try read("cert-chain.pem", isOptional: true), roots: try read("root-cert.pem"))
  }

  private func read(_ name: String, isOptional: Bool = false) throws(AuthorityError) -> [UInt8] {
    do throws(FileFailure) {
      return try PrivateFile(path: folder + "/" + name).read(limit: Self.maximumSize)
    } catch {
      if isOptional && error.kind == .missing { return [] }
      throw AuthorityError(
        .unreadableFile, error.message, file: error.path,
        suggestion: "the folder needs ca-cert.pem, ca-key.pem, root-cert.pem and, with intermediates, cert-chain.pem")
    }
  }

  /// Checks that the files fit together, so that what they sign is believed.
  func state(_ content: Content, at now: Date) throws(AuthorityError) -> AuthorityState {
    let files = (certificate: file("ca-cert.pem"), key: file("ca-key.pem"), roots: file("root-cert.pem"))
    let certificate = try firstCertificate(text(content.certificate, files.certificate), files.certificate)
    let key = try files.key.key(Redacted(text(content.key.reveal(), files.key)))
    guard key.publicKey == certificate.publicKey else {
      throw AuthorityError(
        .keyMismatch, "the key does not belong to ca-cert.pem", file: files.key.path, suggestion: "replace both together")
    }
    try check(certificate, at: now, files.certificate)
    let chain = file("cert-chain.pem")
    let others = try chain.certificates(text(content.chain, chain))
    let roots = try files.roots.certificates(text(content.roots, files.roots))
    guard !roots.isEmpty else { throw AuthorityError(.malformedFile, "there is no certificate in it", file: files.roots.path) }
    for root in roots where !root.isAuthority {
      throw AuthorityError(.notAnAuthority, "\(root.subject) may not sign certificates", file: files.roots.path)
    }
    guard let path = path(from: [certificate], intermediates: others, roots: roots, at: now) else {
      throw AuthorityError(
        .brokenChain, "no way leads from \(certificate.subject) to a root that is valid now", file: files.certificate.path,
        suggestion: "cert-chain.pem needs every certificate between ca-cert.pem and root-cert.pem")
    }
    var sent: [String] = []
    for certificate in path.sent { sent.append(try chain.pem(certificate)) }
    var trusted: [String] = []
    for root in roots { trusted.append(try files.roots.pem(root)) }
    return AuthorityState(
      signer: Signer(certificate: certificate, key: key, chainPEM: sent, path: path.sent + [path.root]),
      trustBundle: TrustBundle(rootsPEM: trusted))
  }

  private func file(_ name: String) -> PEMFile { PEMFile(path: folder + "/" + name) }

  private func text(_ bytes: [UInt8], _ file: PEMFile) throws(AuthorityError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw AuthorityError(.malformedFile, "this is not text", file: file.path)
    }
    return text
  }

  /// Some tools write the whole chain into `ca-cert.pem`; the first is the one that signs.
  private func firstCertificate(_ text: String, _ file: PEMFile) throws(AuthorityError) -> Certificate {
    guard let first = try file.certificates(text).first else {
      throw AuthorityError(.malformedFile, "there is no certificate in it", file: file.path)
    }
    return first
  }

  private func check(_ certificate: Certificate, at now: Date, _ file: PEMFile) throws(AuthorityError) {
    guard certificate.isAuthority else {
      throw AuthorityError(
        .notAnAuthority, "\(certificate.subject) may not sign certificates", file: file.path,
        suggestion: "it needs basicConstraints CA:TRUE and, where it has keyUsage, keyCertSign")
    }
    guard certificate.isValid(at: now) else {
      throw AuthorityError(
        .outOfLifetime, "\(certificate.subject) is valid from \(certificate.notValidBefore) to \(certificate.notValidAfter)",
        file: file.path)
    }
  }

  /// What is sent besides a workload's certificate, and the root that it leads to.
  private struct Path {
    var sent: [Certificate]
    var root: Certificate
  }

  /// Looks for a way up from the last of `below`, the shortest at each step.
  private func path(
    from below: [Certificate], intermediates: [Certificate], roots: [Certificate], at now: Date
  ) -> Path? {
    guard let tip = below.last, below.count <= Self.maximumDepth else { return nil }
    func mayStandAbove(_ authority: Certificate) -> Bool {
      authority.isValid(at: now) && authority.isAuthority && (authority.maximumPathLength ?? .max) >= below.count
        && authority.hasIssued(tip)
    }
    if roots.contains(tip) { return Path(sent: below.dropLast(), root: tip) }
    if let root = roots.first(where: mayStandAbove) { return Path(sent: below, root: root) }
    for next in intermediates where !below.contains(next) && !roots.contains(next) && mayStandAbove(next) {
      if let path = path(from: below + [next], intermediates: intermediates, roots: roots, at: now) { return path }
    }
    return nil
  }
}
