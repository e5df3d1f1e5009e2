package import MeshIdentity

/// How an OIDC issuer is written on the command line:
/// `URL,audience=A[,audience=B][,jwks=URL][,namespace-claim=N,service-account-claim=S]`.
package enum IssuerOption {
  /// What is wrong with a text, and what to write instead.
  package struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String
    init(_ description: String) { self.description = description }
  }

  package static func parse(_ text: String) throws(Mistake) -> OIDCIssuer {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var issuer = OIDCIssuer(issuer: try address(parts[0], of: "the issuer"), audiences: [])
    var (namespace, account): (String?, String?)
    for part in parts.dropFirst() {
      guard let sign = part.firstIndex(of: "="), part.index(after: sign) < part.endIndex else {
        throw Mistake("\"\(part)\" is not NAME=VALUE; behind the URL write audience=NAME and the like, with commas between")
      }
      let value = String(part[part.index(after: sign)...])
      switch part[..<sign] {
      case "audience": issuer.audiences.append(value)
      case "jwks": issuer.jwksURI = try address(value, of: "jwks")
      case "namespace-claim": namespace = value
      case "service-account-claim": account = value
      case let name:
        throw Mistake("\"\(name)\" is not known; write audience, jwks, namespace-claim or service-account-claim")
      }
    }
    guard !issuer.audiences.isEmpty else {
      throw Mistake("without an audience every token of the issuer would count; add ,audience=NAME")
    }
    switch (namespace, account) {
    case (nil, nil): break
    case (let namespace?, let account?): issuer.claims = .init(namespace: namespace, serviceAccount: account)
    case (_?, nil): throw Mistake("namespace-claim needs service-account-claim=NAME beside it")
    case (nil, _?): throw Mistake("service-account-claim needs namespace-claim=NAME beside it")
    }
    return issuer
  }

  private static func address(_ text: String, of what: String) throws(Mistake) -> String {
    guard IssuerAddress.isAcceptable(text) else {
      throw Mistake("\(what) must be an https URL, or an http URL of this machine, not \"\(text)\"")
    }
    return text
  }
}
