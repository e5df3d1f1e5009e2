/// Which conditions only an HTTP request can answer. A TCP connection has no such attribute: Istio drops the rule of an ALLOW
/// policy there, and of a DENY policy only the conditions.
extension AuthorizationCondition.Key {
  package var isHTTPOnly: Bool {
    switch self {
    case .requestHeader, .requestPrincipal, .requestAudiences, .requestPresenter, .requestClaim: true
    case .sourceIP, .remoteIP, .sourceNamespace, .sourcePrincipal, .sourceServiceAccount, .destinationIP, .destinationPort,
      .connectionSNI,
      .filterMetadata:
      false
    }
  }

  /// Whether the attribute comes from a request's token.
  package var isTokenClaim: Bool {
    switch self {
    case .requestPrincipal, .requestAudiences, .requestPresenter, .requestClaim: true
    default: false
    }
  }

  /// Whether the attribute comes from the peer's certificate.
  package var isPeerIdentity: Bool {
    switch self {
    case .sourceNamespace, .sourcePrincipal, .sourceServiceAccount: true
    default: false
    }
  }
}

extension AuthorizationSource {
  /// Whether one of the lists looks at a request's token.
  package var usesToken: Bool { !requestPrincipals.isEmpty || !notRequestPrincipals.isEmpty }

  /// Whether one of the lists looks at the peer's certificate.
  package var usesPeerIdentity: Bool {
    let lists = [
      principals, notPrincipals, namespaces, notNamespaces, serviceAccounts, notServiceAccounts, trustDomains, notTrustDomains,
    ]
    return lists.contains { !$0.isEmpty }
  }
}

extension AuthorizationOperation {
  /// Whether one of the lists looks at a request. Ports alone do not.
  package var isHTTPOnly: Bool {
    [hosts, notHosts, methods, notMethods, paths, notPaths].contains { !$0.isEmpty }
  }
}

extension AuthorizationRule {
  /// Whether any condition can only be answered by an HTTP request.
  package var isHTTPOnly: Bool {
    from.contains(where: \.usesToken) || to.contains(where: \.isHTTPOnly) || when.contains { $0.key.isHTTPOnly }
  }

  /// Whether any condition looks at a request's token.
  package var usesToken: Bool { from.contains(where: \.usesToken) || when.contains { $0.key.isTokenClaim } }
}
