/// A service outside of the mesh's own machinery that rules name (Istio `MeshConfig.ExtensionProvider`).
package struct ExtensionProvider: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case externalAuthorizationHTTP(ExternalAuthorizationHTTP)
    case externalAuthorizationGRPC(ExternalAuthorizationGRPC)
    /// Requests are logged to a file.
    case accessLogFile(AccessLogFile)
    /// A provider of another kind, by the name of its field (`zipkin`): known by name and of no use yet.
    case other(String)
  }
  /// Istio `EnvoyFileAccessLogProvider`.
  package struct AccessLogFile: Hashable, Sendable {
    package var path: String
    /// Empty for the default; a JSON object where `isJSON`.
    package var format: String
    package var isJSON: Bool

    package init(path: String, format: String = "", isJSON: Bool = false) {
      self.path = path
      self.format = format
      self.isJSON = isJSON
    }
  }
  /// Unique in the mesh config.
  package var name: String
  package var kind: Kind

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The service that decides; nil for other kinds.
  package var authorizer: ExternalAuthorizer? {
    switch kind {
    case .externalAuthorizationHTTP(let provider): provider.authorizer
    case .externalAuthorizationGRPC(let provider): provider.authorizer
    case .accessLogFile, .other: nil
    }
  }
}

/// What the two kinds of external authorizers have in common.
package struct ExternalAuthorizer: Hashable, Sendable {
  /// Istio `EnvoyExternalAuthorizationRequestBody`.
  package struct RequestBody: Hashable, Sendable {
    /// At least 1.
    package var maxRequestBytes: Int
    package var allowPartialMessage: Bool
    /// Only for gRPC.
    package var packAsBytes: Bool
    package init(maxRequestBytes: Int, allowPartialMessage: Bool = false, packAsBytes: Bool = false) {
      self.maxRequestBytes = maxRequestBytes
      self.allowPartialMessage = allowPartialMessage
      self.packAsBytes = packAsBytes
    }
  }
  /// `[NAMESPACE/]HOST`, as written: a full host name of a service.
  package var service: String
  /// 1...65535
  package var port: Int
  /// nil means 600 s.
  package var timeout: Duration?
  /// Whether requests pass when the authorizer cannot be asked.
  package var failOpen = false
  /// 100...599; nil means 403.
  package var statusOnError: Int?
  /// Whether the route is looked for anew after the authorizer has changed headers.
  package var clearRouteCache = false
  package var includeRequestBodyInCheck: RequestBody?

  package init(service: String, port: Int) {
    self.service = service
    self.port = port
  }

  /// `service` without its namespace.
  package var host: String { service.split(separator: "/").last.map(String.init) ?? service }
  /// The namespace that `service` names.
  package var namespace: String? {
    let parts = service.split(separator: "/")
    return parts.count == 2 ? String(parts[0]) : nil
  }
}

/// Istio `EnvoyExternalAuthorizationHttpProvider`. Names of headers may start or end with one `*`.
package struct ExternalAuthorizationHTTP: Hashable, Sendable {
  package var authorizer: ExternalAuthorizer
  /// Put before the path of the request that asks.
  package var pathPrefix: String?
  /// Headers of the request that the authorizer sees (also from the deprecated `includeHeadersInCheck`).
  package var includeRequestHeadersInCheck: [String] = []
  /// Headers that are added to the request that asks. A value may be what the authorizer knows the proxy by.
  package var includeAdditionalHeadersInCheck: [String: HiddenText] = [:]
  /// Headers of the answer that the request gets when it passes.
  package var headersToUpstreamOnAllow: [String] = []
  /// Headers of the answer that the client gets when the request is refused.
  package var headersToDownstreamOnDeny: [String] = []
  /// Headers of the answer that the client gets when the request passes.
  package var headersToDownstreamOnAllow: [String] = []

  package init(authorizer: ExternalAuthorizer) { self.authorizer = authorizer }
}

/// Istio `EnvoyExternalAuthorizationGrpcProvider`.
package struct ExternalAuthorizationGRPC: Hashable, Sendable {
  package var authorizer: ExternalAuthorizer

  package init(authorizer: ExternalAuthorizer) { self.authorizer = authorizer }
}
