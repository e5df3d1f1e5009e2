import Crypto
import Foundation
import SwiftASN1
import X509

extension CertificateAuthority {
  /// Certificates are good from before they were issued, for peers whose clocks are behind: by two minutes, but for short-lived
  /// ones by a tenth of their life, so that fractions of the time between their two dates still mean something.
  private static func backdating(_ lifetime: TimeInterval) -> TimeInterval { min(120, lifetime / 10) }

  /// Signs a workload's certificate.
  /// - Parameters:
  ///   - csr: A certificate signing request in PEM or DER, up to 64 KiB. The names in it must be none, or exactly the identity.
  ///   - identity: Who was proved to ask.
  ///   - lifetime: What was asked for; nil takes the default. The configured maximum and the authority's own end bound it.
  package func issue(
    csr: [UInt8], for identity: WorkloadIdentity, lifetime: Duration? = nil
  ) throws(IssuanceError) -> IssuedCertificate {
    guard identity.trustDomain == trustDomain else {
      throw IssuanceError(.foreignIdentity, "\(identity) is of another trust domain than \(trustDomain)")
    }
    let request = try CertificationRequest(csr, for: identity)
    let issued = try issue(
      to: request.publicKey, names: [.uniformResourceIdentifier(identity.spiffeID)], lifetime: lifetime)
    return IssuedCertificate(
      chainPEM: issued.chainPEM, trustBundle: issued.trustBundle, identity: identity,
      serialNumber: issued.certificate.serialNumber.hexadecimal, notBefore: issued.certificate.notValidBefore,
      notAfter: issued.certificate.notValidAfter)
  }

  /// Makes a key and a certificate for a server of the mesh's own.
  /// - Parameters:
  ///   - names: DNS names and IP addresses that clients may call it by.
  ///   - identity: Its SPIFFE id, where it has one.
  package func issueServerCertificate(
    names: [String], identity: WorkloadIdentity? = nil, lifetime: Duration? = nil
  ) throws(IssuanceError) -> ServerCertificate {
    var all: [GeneralName] = identity.map { [.uniformResourceIdentifier($0.spiffeID)] } ?? []
    for name in names {
      guard let general = GeneralName(hostNameOrAddress: name) else {
        throw IssuanceError(.malformed, "\"\(name)\" is neither a host name nor an address")
      }
      all.append(general)
    }
    guard !all.isEmpty else { throw IssuanceError(.malformed, "a server needs a name") }
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    let issued = try issue(to: key.publicKey, names: all, lifetime: lifetime)
    do {
      return ServerCertificate(
        chainPEM: issued.chainPEM, privateKeyPEM: Redacted(try key.serializeAsPEM().pemString + "\n"),
        trustBundle: issued.trustBundle, notBefore: issued.certificate.notValidBefore,
        notAfter: issued.certificate.notValidAfter)
    } catch {
      throw IssuanceError(.unavailable, "the key cannot be written")
    }
  }

  private struct Issued {
    var certificate: Certificate
    var chainPEM: [String]
    var trustBundle: TrustBundle
  }

  private func issue(
    to key: Certificate.PublicKey, names: [GeneralName], lifetime: Duration?
  ) throws(IssuanceError) -> Issued {
    let time = now()
    let wanted = try bounded(lifetime)
    let state = try signingState(for: wanted, at: time)
    let signer = state.signer
    let notAfter = min(time.addingTimeInterval(wanted), signer.notAfter).wholeSecond
    guard notAfter > time, signer.certificate.notValidBefore <= time else {
      throw IssuanceError(
        .unavailable,
        "the authority's own certificate is valid from \(signer.certificate.notValidBefore) to \(signer.notAfter)")
    }
    let notBefore = max(time.addingTimeInterval(-Self.backdating(wanted)), signer.certificate.notValidBefore).wholeSecond
    do {
      let certificate = try signer.sign(
        CertificateContents(publicKey: key, names: names, notBefore: notBefore, notAfter: notAfter))
      return Issued(
        certificate: certificate, chainPEM: [try certificate.pemText] + signer.chainPEM, trustBundle: state.trustBundle)
    } catch {
      throw IssuanceError(.unavailable, "the certificate cannot be signed")
    }
  }

  private func bounded(_ lifetime: Duration?) throws(IssuanceError) -> TimeInterval {
    guard let lifetime else { return min(configuration.defaultLifetime, configuration.maximumLifetime).timeInterval }
    guard lifetime >= .seconds(1) else {
      throw IssuanceError(.invalidLifetime, "the lifetime that was asked for is shorter than a second")
    }
    return min(lifetime, configuration.maximumLifetime).timeInterval
  }

  /// The state to issue from, once it is written down that its signer's certificates are good for so long. Some time more is
  /// written than needed, so that most certificates need no writing.
  private func signingState(for lifetime: TimeInterval, at time: Date) throws(IssuanceError) -> AuthorityState {
    // Each pass but the first means that somebody changed the root meanwhile.
    for _ in 0..<4 {
      let state = follower.state(at: time)
      guard let entry = state.entry else { return state }
      let end = min(time.addingTimeInterval(lifetime), state.signer.notAfter)
      if end <= entry.signedUntil { return state }
      do throws(AuthorityError) {
        try follower.promise(until: end.addingTimeInterval(lifetime / 8), by: entry, at: time)
      } catch {
        throw IssuanceError(.unavailable, "the state directory cannot be written: \(error)")
      }
    }
    throw IssuanceError(.unavailable, "the root changes all the time")
  }
}
