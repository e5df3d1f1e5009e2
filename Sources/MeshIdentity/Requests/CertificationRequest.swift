import SwiftASN1
import X509

/// A certificate signing request that was read and whose signature holds: the one who made it has the key.
struct CertificationRequest {
  /// The most bytes a request may have; one with an RSA key of 4096 bits has less than 2 KiB.
  static let maximumSize = 64 * 1024

  let publicKey: Certificate.PublicKey

  /// Only the key of a request goes into the certificate. What else it asks for (subject, key usage) is the authority's to
  /// decide; but a request that names somebody else, or that wants to be an authority, is refused instead of being answered with
  /// something that was not asked for.
  init(_ bytes: [UInt8], for identity: WorkloadIdentity) throws(IssuanceError) {
    guard bytes.count <= Self.maximumSize else {
      throw IssuanceError(.tooLarge, "the request has \(bytes.count) bytes; at most \(Self.maximumSize) are accepted")
    }
    let request = try Self.parse(bytes)
    let kind = KeyKind(request.publicKey)
    guard kind.isForWorkloads else {
      throw IssuanceError(
        .unsupportedKey, "a key of the kind \(kind) is not accepted; use ECDSA P-256 or P-384, or RSA of 2048 to 8192 bits")
    }
    guard Self.acceptedSignatures.contains(request.signatureAlgorithm) else {
      throw IssuanceError(.badSignature, "the request is signed with an algorithm that is not accepted")
    }
    guard request.publicKey.isValidSignature(request.signature, for: request) else {
      throw IssuanceError(.badSignature, "the request is not signed by the key in it")
    }
    try Self.checkExtensions(request, identity)
    publicKey = request.publicKey
  }

  private static let acceptedSignatures: Set<Certificate.SignatureAlgorithm> = [
    .ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512,
    .sha256WithRSAEncryption, .sha384WithRSAEncryption, .sha512WithRSAEncryption,
  ]

  private static func parse(_ bytes: [UInt8]) throws(IssuanceError) -> CertificateSigningRequest {
    // Errors of the parsers may hold parts of the request, so none of them is told.
    do {
      if bytes.first == 0x30 { return try CertificateSigningRequest(derEncoded: bytes) }
      guard let text = String(validating: bytes, as: UTF8.self) else { throw malformed }
      let documents = try PEMDocument.parseMultiple(pemString: text)
      guard documents.count == 1, let document = documents.first else { throw malformed }
      guard ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"].contains(document.discriminator) else { throw malformed }
      return try CertificateSigningRequest(derEncoded: document.derBytes)
    } catch {
      throw malformed
    }
  }

  private static let malformed = IssuanceError(
    .malformed, "this is not one certificate signing request in PEM or DER (RFC 2986)")

  private static func checkExtensions(
    _ request: CertificateSigningRequest, _ identity: WorkloadIdentity
  ) throws(IssuanceError) {
    let requested: Certificate.Extensions?
    let names: SubjectAlternativeNames?
    let constraints: BasicConstraints?
    do {
      requested = try request.attributes.extensionRequest?.extensions
      names = try requested?.subjectAlternativeNames
      constraints = try requested?.basicConstraints
    } catch {
      throw malformed
    }
    if case .isCertificateAuthority? = constraints {
      throw IssuanceError(.foreignIdentity, "the request wants to be a certificate authority")
    }
    guard let names else { return }
    guard Array(names) == [.uniformResourceIdentifier(identity.spiffeID)] else {
      throw IssuanceError(
        .foreignIdentity,
        "the request names \(Self.describe(Array(names))), but who asks was proved to be \(identity)")
    }
  }

  /// Names of our form as they are; of others, only that there are some: their characters are the peer's choice.
  private static func describe(_ names: [GeneralName]) -> String {
    guard names.count == 1, case .uniformResourceIdentifier(let text) = names[0] else { return "\(names.count) names" }
    return WorkloadIdentity(spiffeID: text)?.spiffeID ?? "something that is no SPIFFE id of a workload"
  }
}
