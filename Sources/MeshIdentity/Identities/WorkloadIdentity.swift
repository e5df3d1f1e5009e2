/// Who a workload is: a service account of a namespace, within a trust domain.
///
/// It is spelled `spiffe://TRUSTDOMAIN/ns/NAMESPACE/sa/SERVICEACCOUNT`, the form that Istio gives to SPIFFE ids.
package struct WorkloadIdentity: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The longest SPIFFE id there may be, in bytes (SPIFFE ID, 2.3).
  package static let maximumLength = 2048

  package let trustDomain: TrustDomain
  package let namespace: String
  package let serviceAccount: String

  /// - Parameters:
  ///   - namespace: A DNS label, as Kubernetes has it: up to 63 lower-case letters, digits and inner dashes.
  ///   - serviceAccount: A DNS subdomain: up to 253 bytes of labels with dots between them.
  package init?(trustDomain: TrustDomain, namespace: String, serviceAccount: String) {
    guard Self.isLabel(namespace.utf8[...]), Self.isSubdomain(serviceAccount) else { return nil }
    (self.trustDomain, self.namespace, self.serviceAccount) = (trustDomain, namespace, serviceAccount)
  }

  /// Takes nothing but the exact form: no port, query, empty or further path segment, no escapes, no upper case.
  package init?(spiffeID: String) {
    guard spiffeID.utf8.count <= Self.maximumLength, spiffeID.hasPrefix("spiffe://") else { return nil }
    let parts = spiffeID.dropFirst("spiffe://".count).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[1] == "ns", parts[3] == "sa", let trustDomain = TrustDomain(String(parts[0])) else {
      return nil
    }
    self.init(trustDomain: trustDomain, namespace: String(parts[2]), serviceAccount: String(parts[4]))
  }

  package var spiffeID: String { "spiffe://\(trustDomain)/ns/\(namespace)/sa/\(serviceAccount)" }
  package var description: String { spiffeID }

  /// The same workload in another trust domain.
  package func moved(to trustDomain: TrustDomain) -> WorkloadIdentity {
    WorkloadIdentity(unchecked: trustDomain, namespace, serviceAccount)
  }

  package static func < (left: WorkloadIdentity, right: WorkloadIdentity) -> Bool { left.spiffeID < right.spiffeID }

  /// Whether a text can be a namespace (RFC 1123 label).
  package static func isNamespace(_ text: String) -> Bool { isLabel(text.utf8[...]) }
  /// Whether a text can be a service account (RFC 1123 subdomain).
  package static func isServiceAccount(_ text: String) -> Bool { isSubdomain(text) }

  private init(unchecked trustDomain: TrustDomain, _ namespace: String, _ serviceAccount: String) {
    (self.trustDomain, self.namespace, self.serviceAccount) = (trustDomain, namespace, serviceAccount)
  }

  private static func isSubdomain(_ text: String) -> Bool {
    guard text.utf8.count <= 253 else { return false }
    return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { isLabel($0) }
  }

  private static func isLabel(_ text: Substring.UTF8View) -> Bool {
    guard let first = text.first, let last = text.last, text.count <= 63 else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
