import Foundation

/// The claims of a JWT that matter here (RFC 7519, 4.1).
struct TokenClaims: Decodable, Sendable {
  var issuer: String?
  var subject: String?
  var audiences: [String] = []
  /// Seconds since 1970.
  var expires: Double?
  var notBefore: Double?
  /// Every claim whose value is a text.
  private(set) var texts: [String: String] = [:]

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for name in container.allKeys {
      if let text = try? container.decode(String.self, forKey: name) { texts[name.stringValue] = text }
    }
    issuer = texts["iss"]
    subject = texts["sub"]
    // What is there but of the wrong type makes the token unreadable, instead of counting as absent.
    expires = try container.decodeIfPresent(Double.self, forKey: Name(stringValue: "exp"))
    notBefore = try container.decodeIfPresent(Double.self, forKey: Name(stringValue: "nbf"))
    if let one = texts["aud"] {
      audiences = [one]
    } else {
      audiences = try container.decodeIfPresent([String].self, forKey: Name(stringValue: "aud")) ?? []
    }
  }

  /// The workload that the claims name.
  func identity(_ issuer: OIDCIssuer, in trustDomain: TrustDomain) -> WorkloadIdentity? {
    if let claims = issuer.claims {
      guard let namespace = texts[claims.namespace], let account = texts[claims.serviceAccount] else { return nil }
      return WorkloadIdentity(trustDomain: trustDomain, namespace: namespace, serviceAccount: account)
    }
    let parts = (subject ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "system", parts[1] == "serviceaccount" else { return nil }
    return WorkloadIdentity(trustDomain: trustDomain, namespace: String(parts[2]), serviceAccount: String(parts[3]))
  }
}
