import Crypto
package import Foundation
package import MeshIdentity
import SwiftASN1
import X509

/// The authority of one API server: it vouches for the server to its clients, and for administrators to the server. It has nothing to
/// do with the mesh's own authority: no workload's certificate opens the API.
package struct ServerAuthority: Sendable {
  /// A certificate with its key.
  package struct Identity: Sendable {
    package var certificatePEM: String
    package var keyPEM: Redacted<String>
    package var notAfter: Date
  }

  private static let certificateFile = "apiserver-ca.crt"
  private static let keyFile = "apiserver-ca.key"
  private static let fileLimit = 64 << 10
  /// Certificates are good from before they were made, for machines whose clocks are behind.
  private static let backdating: TimeInterval = 3600
  private static let rootLifetime: TimeInterval = 10 * 365 * 24 * 3600

  private let certificate: Certificate
  private let key: Redacted<Certificate.PrivateKey>
  package let certificatePEM: String

  /// Reads the authority that was made before in a state directory, or makes it.
  /// - Throws: `APIServerError`, where the directory or its files cannot be used.
  package init(in directory: StateDirectory, now: Date = Date()) throws {
    do {
      try directory.create()
      if let kept = try Self.kept(in: directory) {
        self = kept
        return
      }
      let made = try Self.make(now: now)
      // The key first: a certificate without a key is a broken authority, a key without a certificate one that was not finished.
      try PrivateFile(path: directory.file(Self.keyFile)).replace(with: Array(made.keyPEM.reveal().utf8))
      try PrivateFile(path: directory.file(Self.certificateFile)).replace(with: Array(made.certificatePEM.utf8))
      try self.init(certificate: made.certificatePEM, key: made.keyPEM.reveal())
    } catch let error as FileFailure {
      throw APIServerError("cannot use its authority: \(error)")
    }
  }

  /// The authority that was made before in a state directory; nil where there is none.
  /// - Throws: `APIServerError` where its files cannot be used.
  package static func kept(in directory: StateDirectory) throws -> ServerAuthority? {
    let (certificateFile, keyFile) = (
      PrivateFile(path: directory.file(Self.certificateFile)), PrivateFile(path: directory.file(Self.keyFile))
    )
    do {
      guard let certificate = try certificateFile.readIfPresent(limit: fileLimit) else { return nil }
      guard let key = try keyFile.readIfPresent(limit: fileLimit) else {
        throw APIServerError("finds a certificate of its authority, but no key to it: put \(keyFile.path) back")
      }
      guard !keyFile.isOpenToOthers else {
        throw APIServerError("cannot use \(keyFile.path): others may read it; make it readable for its owner alone (mode 0600)")
      }
      return try ServerAuthority(
        certificate: String(decoding: certificate, as: UTF8.self), key: String(decoding: key, as: UTF8.self))
    } catch let error as FileFailure {
      throw APIServerError("cannot use its authority: \(error)")
    }
  }

  init(certificate: String, key: String) throws {
    do {
      self.certificate = try Certificate(pemEncoded: certificate)
      self.key = Redacted(try Certificate.PrivateKey(pemEncoded: key))
    } catch {
      throw APIServerError("cannot read its authority's certificate and key")
    }
    guard self.key.reveal().publicKey == self.certificate.publicKey else {
      throw APIServerError("has a certificate and a key of its authority that do not belong together")
    }
    certificatePEM = certificate
  }

  static func make(now: Date) throws -> Identity {
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let identifier = SubjectKeyIdentifier(hash: key.publicKey)
    let name = try DistinguishedName { CommonName("meltemi-apiserver-ca") }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
      notValidBefore: now.addingTimeInterval(-backdating), notValidAfter: now.addingTimeInterval(rootLifetime), issuer: name,
      subject: name,
      extensions: Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        identifier
      },
      issuerPrivateKey: key)
    return Identity(
      certificatePEM: try certificate.serializeAsPEM().pemString + "\n",
      keyPEM: Redacted(try key.serializeAsPEM().pemString + "\n"), notAfter: certificate.notValidAfter)
  }

  // MARK: Issuing

  /// A certificate for a server.
  /// - Parameter names: Host names and IP addresses by which clients reach it.
  package func server(names: [String], lifetime: TimeInterval = 365 * 24 * 3600, now: Date = Date()) throws -> Identity {
    let subject = try DistinguishedName { CommonName("meltemi-apiserver") }
    let general = names.map { name in
      Self.addressBytes(name).map { GeneralName.ipAddress(ASN1OctetString(contentBytes: $0[...])) } ?? .dnsName(name)
    }
    return try issue(subject, usage: .serverAuth, names: general, lifetime: lifetime, now: now)
  }

  /// A certificate for a person or a program: `user` in these groups.
  package func client(
    user: String, groups: [String], lifetime: TimeInterval = 365 * 24 * 3600, now: Date = Date()
  ) throws -> Identity {
    let subject = try DistinguishedName {
      for group in groups { OrganizationName(group) }
      CommonName(user)
    }
    return try issue(subject, usage: .clientAuth, names: [], lifetime: lifetime, now: now)
  }

  private func issue(
    _ subject: DistinguishedName, usage: ExtendedKeyUsage.Usage, names: [GeneralName], lifetime: TimeInterval, now: Date
  ) throws -> Identity {
    let own = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: own.publicKey,
      notValidBefore: now.addingTimeInterval(-Self.backdating),
      notValidAfter: min(now.addingTimeInterval(lifetime), self.certificate.notValidAfter), issuer: self.certificate.subject,
      subject: subject,
      extensions: Certificate.Extensions {
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([usage])
        Critical(BasicConstraints.notCertificateAuthority)
        AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: self.certificate.publicKey).keyIdentifier)
        if !names.isEmpty { SubjectAlternativeNames(names) }
      },
      issuerPrivateKey: key.reveal())
    return Identity(
      certificatePEM: try certificate.serializeAsPEM().pemString + "\n",
      keyPEM: Redacted(try own.serializeAsPEM().pemString + "\n"), notAfter: certificate.notValidAfter)
  }

  /// The bytes of an IP address, IPv4 or IPv6; nil where the text is none.
  private static func addressBytes(_ text: String) -> [UInt8]? {
    var v4 = in_addr()
    if inet_pton(AF_INET, text, &v4) == 1 { return withUnsafeBytes(of: &v4) { Array($0) } }
    var v6 = in6_addr()
    if inet_pton(AF_INET6, text, &v6) == 1 { return withUnsafeBytes(of: &v6) { Array($0) } }
    return nil
  }
}
