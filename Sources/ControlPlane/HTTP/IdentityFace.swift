import Foundation
import MeshIdentity

/// The debug face that shows who vouches for whom: roots, lifetimes and counts. No keys, no tokens.
struct IdentityFace: Sendable {
  let side: SecureSide
  let metrics: MetricsRegistry

  /// `/debug/identityz`.
  func identityz() -> DebugJSON {
    [
      "trustDomain": .string(side.trust.domain.name),
      "trustDomainAliases": .strings(side.trust.aliases.map(\.name)),
      "authority": [
        "source": .string(side.sourceDescription),
        "rotation": Self.rotation(side.authority.rotation),
        "problem": .optional(side.authority.problem?.description),
        "roots": .array(side.authority.trustBundle.rootsPEM.map(Self.root)),
      ],
      "servingCertificate": [
        "names": .strings(side.servingNames), "notAfter": .string(side.servingCertificateExpiry.formatted(.iso8601)),
      ],
      "certificatesIssued": .int(Int(metrics.value(of: .certificatesIssued))),
      "certificateRequests": .int(Int(metrics.value(of: .certificateRequests))),
      "configurationsGranted": .int(Int(metrics.value(of: .configurationsGranted))),
      "refusals": .object(
        Dictionary(metrics.values(of: .refusals).map { ($0.labels, DebugJSON.int(Int($0.value))) }) { first, _ in first }),
    ]
  }

  private static func root(_ pem: String) -> DebugJSON {
    let lifetime = CertificateLifetime(pemChain: pem)
    return [
      "sha256": .string(CertificateFingerprint.sha256(pem: pem)),
      "notBefore": .optional(lifetime?.notBefore.formatted(.iso8601)),
      "notAfter": .optional(lifetime?.notAfter.formatted(.iso8601)),
    ]
  }

  private static func rotation(_ status: RotationStatus) -> DebugJSON {
    switch status {
    case .steady: "steady"
    case .announced(let date): .string("announced: the newest root signs from \(date.formatted(.iso8601)) on")
    case .retiring(let date): .string("retiring: the oldest root leaves at \(date.formatted(.iso8601))")
    }
  }
}
