package import Foundation
import SwiftASN1
import Synchronization
@_spi(FixedExpiryValidationTime) import X509

/// Knows a peer by its certificate.
///
/// It counts when it leads to a root of the current bundle, is in its lifetime, may be a client's, and names exactly one SPIFFE
/// id of the trust domain or of an alias. What the TLS layer checked is checked again: that layer's roots may be older.
package struct CertificateAuthenticator: Authenticator {
  /// Our chains have one certificate or two. The bound keeps the search for a way to a root small.
  private static let maximumChainLength = 6
  private static let maximumCertificateSize = 32 * 1024

  private let trustDomain: TrustDomain
  private let aliases: Set<TrustDomain>
  private let trustBundle: @Sendable () -> TrustBundle
  private let now: @Sendable () -> Date
  private let roots = ParsedRoots()

  /// - Parameters:
  ///   - aliases: Other trust domains whose identities are the same ones: `MeshConfig.trustDomainAliases`.
  ///   - trustBundle: The roots that count now.
  package init(
    trustDomain: TrustDomain, aliases: [TrustDomain] = [], trustBundle: @escaping @Sendable () -> TrustBundle,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.trustDomain = trustDomain
    self.aliases = Set(aliases)
    self.trustBundle = trustBundle
    self.now = now
  }

  package func authenticate(_ credentials: PeerCredentials, for purpose: Purpose) async -> AuthenticationOutcome {
    guard !credentials.certificateChainDER.isEmpty else { return .notApplicable }
    do throws(Refusal) {
      return .authenticated(try await workload(of: credentials.certificateChainDER))
    } catch {
      return .refused(error)
    }
  }

  /// The identity that a chain proves, in our own trust domain where it came under an alias.
  /// - Parameter chain: DER, the leaf first.
  package func identity(of chain: [[UInt8]]) async throws(Refusal) -> WorkloadIdentity {
    try await workload(of: chain).identity
  }

  private func workload(of chain: [[UInt8]]) async throws(Refusal) -> AuthenticatedWorkload {
    let certificates = try parse(chain)
    guard let leaf = certificates.first else { throw Refusal("certificate-missing", "there is no certificate") }
    let time = now()
    guard leaf.notValidBefore <= time else {
      throw Refusal("certificate-not-yet-valid", "the certificate is valid from \(leaf.notValidBefore)")
    }
    guard time < leaf.notValidAfter else {
      throw Refusal("certificate-expired", "the certificate has expired at \(leaf.notValidAfter)")
    }
    var verifier = Verifier(rootCertificates: try roots.store(for: trustBundle())) {
      RFC5280Policy(fixedExpiryValidationTime: time)
      ClientChainPolicy()
    }
    let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore(certificates.dropFirst()))
    guard case .validCertificate(let valid) = result, valid.count > 1 else {
      throw Refusal("certificate-untrusted", "the certificate does not lead to a root that counts")
    }
    let identity = try leaf.workloadIdentity
    guard identity.trustDomain == trustDomain || aliases.contains(identity.trustDomain) else {
      throw Refusal(
        "certificate-foreign-trust-domain", "\(identity) is neither of the trust domain \(trustDomain) nor of an alias")
    }
    return AuthenticatedWorkload(
      identity: identity.moved(to: trustDomain), method: .certificate, expires: leaf.notValidAfter)
  }

  private func parse(_ chain: [[UInt8]]) throws(Refusal) -> [Certificate] {
    guard chain.count <= Self.maximumChainLength, chain.allSatisfy({ $0.count <= Self.maximumCertificateSize }) else {
      throw Refusal("certificate-malformed", "there are too many certificates, or too large ones")
    }
    do { return try chain.map { try Certificate(derEncoded: $0) } } catch {
      throw Refusal("certificate-malformed", "the certificate cannot be read")
    }
  }
}

/// What a workload's chain needs besides the rules of RFC 5280.
private struct ClientChainPolicy: VerifierPolicy {
  let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [
    .X509ExtensionID.subjectAlternativeName, .X509ExtensionID.extendedKeyUsage,
  ]

  func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult {
    let leaf = chain.leaf
    if case .isCertificateAuthority? = try? leaf.extensions.basicConstraints {
      return .failsToMeetPolicy(reason: "an authority is no workload")
    }
    guard let usages = try? leaf.extensions.extendedKeyUsage else {
      return .failsToMeetPolicy(reason: "no extended key usage")
    }
    guard usages.contains(.clientAuth) else { return .failsToMeetPolicy(reason: "not for clients") }
    for certificate in chain.dropFirst() where !certificate.isAuthority {
      return .failsToMeetPolicy(reason: "an issuer may not sign")
    }
    // A root is believed for what it is; the signatures below it must be by a hash that nobody can collide.
    for certificate in chain.dropLast() where certificate.signatureAlgorithm == .sha1WithRSAEncryption {
      return .failsToMeetPolicy(reason: "signed over SHA-1")
    }
    return .meetsPolicy
  }
}

/// The last bundle that was read, because it changes once in months and is asked for with every connection.
private final class ParsedRoots: Sendable {
  private let last = Mutex<(bundle: TrustBundle, store: CertificateStore)?>(nil)

  func store(for bundle: TrustBundle) throws(Refusal) -> CertificateStore {
    if let known = last.withLock({ last in last.flatMap { $0.bundle == bundle ? $0.store : nil } }) { return known }
    let roots: [Certificate]
    do { roots = try bundle.rootsPEM.map { try Certificate(pemEncoded: $0) } } catch {
      throw Refusal("trust-bundle-malformed", "the control plane's own roots cannot be read")
    }
    let store = CertificateStore(roots)
    last.withLock { $0 = (bundle, store) }
    return store
  }
}
