import SwiftASN1
import X509

/// Reads what PEM text holds, and says which file is wrong.
struct PEMFile {
  /// The most certificates that a file may hold.
  private static let maximumCertificates = 32

  let path: String

  func certificate(_ text: String) throws(AuthorityError) -> Certificate {
    let all = try certificates(text)
    guard all.count == 1, let only = all.first else {
      throw AuthorityError(.malformedFile, "there are \(all.count) certificates where one belongs", file: path)
    }
    return only
  }

  func certificates(_ text: String) throws(AuthorityError) -> [Certificate] {
    var certificates: [Certificate] = []
    for document in try documents(text) where document.discriminator == Certificate.defaultPEMDiscriminator {
      guard certificates.count < Self.maximumCertificates else {
        throw AuthorityError(.malformedFile, "there are more than \(Self.maximumCertificates) certificates", file: path)
      }
      do {
        certificates.append(try Certificate(pemDocument: document))
      } catch {
        throw AuthorityError(
          .malformedFile, "certificate \(certificates.count + 1) cannot be read: \(error)", file: path)
      }
    }
    return certificates
  }

  /// The one private key: PKCS #8, PKCS #1 or SEC 1. What else the text holds (OpenSSL writes the parameters of a curve beside
  /// the key) does not matter.
  func key(_ text: Redacted<String>) throws(AuthorityError) -> Certificate.PrivateKey {
    let keys = try documents(text.reveal()).filter { $0.discriminator.hasSuffix("PRIVATE KEY") }
    guard keys.count == 1, let document = keys.first else {
      throw AuthorityError(.malformedFile, "there are \(keys.count) private keys where one belongs", file: path)
    }
    guard document.discriminator != "ENCRYPTED PRIVATE KEY" else {
      throw AuthorityError(
        .unsupportedKey, "the key is encrypted", file: path, suggestion: "write it without a passphrase, for its owner alone")
    }
    let key: Certificate.PrivateKey
    do {
      key = try Certificate.PrivateKey(pemDocument: document)
    } catch {
      // The library's error might quote the key.
      throw AuthorityError(.malformedFile, "the key cannot be read as PKCS #8, PKCS #1 or SEC 1", file: path)
    }
    let kind = KeyKind(key.publicKey)
    guard kind.isForAuthorities else {
      throw AuthorityError(
        .unsupportedKey, "a key of the kind \(kind) is not accepted", file: path,
        suggestion: "use ECDSA, or RSA of 2048 to 8192 bits")
    }
    return key
  }

  /// The same certificate in the one spelling that we give to it.
  func normalised(_ text: String) throws(AuthorityError) -> String { try pem(certificate(text)) }

  func pem(_ certificate: Certificate) throws(AuthorityError) -> String {
    do { return try certificate.pemText } catch {
      throw AuthorityError(.malformedFile, "a certificate cannot be written: \(error)", file: path)
    }
  }

  private func documents(_ text: String) throws(AuthorityError) -> [PEMDocument] {
    do { return try PEMDocument.parseMultiple(pemString: text) } catch {
      throw AuthorityError(.malformedFile, "this is not PEM", file: path)
    }
  }
}
