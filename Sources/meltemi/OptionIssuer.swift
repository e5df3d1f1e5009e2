import ArgumentParser
import ControlPlane
import MeshIdentity

/// An OIDC issuer on the command line: `URL,audience=A[,audience=B][,jwks=URL][,namespace-claim=N,service-account-claim=S]`.
struct OptionIssuer: ExpressibleByArgument {
  var issuer: OIDCIssuer

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard let url = parts.first, IssuerAddress.isAcceptable(url) else { return nil }
    var issuer = OIDCIssuer(issuer: url, audiences: [])
    var (namespace, account): (String?, String?)
    for part in parts.dropFirst() {
      guard let sign = part.firstIndex(of: "=") else { return nil }
      let value = String(part[part.index(after: sign)...])
      guard !value.isEmpty else { return nil }
      switch part[..<sign] {
      case "audience": issuer.audiences.append(value)
      case "jwks" where IssuerAddress.isAcceptable(value): issuer.jwksURI = value
      case "namespace-claim": namespace = value
      case "service-account-claim": account = value
      default: return nil
      }
    }
    guard !issuer.audiences.isEmpty, (namespace == nil) == (account == nil) else { return nil }
    if let namespace, let account { issuer.claims = .init(namespace: namespace, serviceAccount: account) }
    self.issuer = issuer
  }
}
