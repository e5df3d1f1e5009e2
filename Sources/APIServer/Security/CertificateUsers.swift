import Foundation
import KubernetesAPI
import SwiftASN1
import X509

/// Users by the names in their client certificates: the common name is the user, each organization a group.
///
/// Source: Kubernetes' documentation of authentication, "X509 client certificates".
struct CertificateUsers: RequestAuthenticator {
  let now: @Sendable () -> KubernetesTime

  func user(of credentials: RequestCredentials) async throws(RefusedCredentials) -> ProvenUser? {
    guard let der = credentials.certificates.first else { return nil }
    guard let certificate = try? Certificate(derEncoded: der) else {
      throw RefusedCredentials(reason: "a client certificate that cannot be read")
    }
    // The handshake may be long ago.
    let time = Date(timeIntervalSince1970: TimeInterval(now().seconds))
    guard certificate.notValidBefore <= time, time <= certificate.notValidAfter else {
      throw RefusedCredentials(reason: "a client certificate whose time is over, or has not come")
    }
    var name: String?
    var groups: [String] = []
    for attribute in certificate.subject.lazy.flatMap({ $0 }) {
      guard let text = String(attribute.value) else { continue }
      switch attribute.type {
      case .RDNAttributeType.commonName: name = text
      case .RDNAttributeType.organizationName: groups.append(text)
      default: continue
      }
    }
    guard let name, !name.isEmpty else { throw RefusedCredentials(reason: "a client certificate without a common name") }
    return ProvenUser(user: UserInfo(name: name, groups: groups), audiences: credentials.audiences)
  }
}
