/// Istio `HTTPRedirect`.
package struct HTTPRedirect: Hashable, Sendable {
  package enum Port: Hashable, Sendable {
    case number(Int)
    case fromProtocolDefault
    case fromRequestPort
  }
  package var uri: String?
  package var prefixRewrite: String?
  package var authority: String?
  package var port: Port?
  package var scheme: String?
  /// 301, 302, 303, 307 or 308; nil when unset (301).
  package var redirectCode: Int?

  package init() {}
}

/// Istio `HTTPRewrite`.
package struct HTTPRewrite: Hashable, Sendable {
  package struct RegexRewrite: Hashable, Sendable {
    /// RE2 syntax.
    package var match: String
    package var rewrite: String
    package init(match: String, rewrite: String) {
      self.match = match
      self.rewrite = rewrite
    }
  }
  package var uri: String?
  package var authority: String?
  package var uriRegexRewrite: RegexRewrite?

  package init() {}
}

/// Istio `HTTPDirectResponse`.
package struct HTTPDirectResponse: Hashable, Sendable {
  package enum Body: Hashable, Sendable {
    case string(String)
    case bytes([UInt8])
  }
  /// 200...599.
  package var status: Int
  /// At most 1 MiB.
  package var body: Body?

  package init(status: Int, body: Body? = nil) {
    self.status = status
    self.body = body
  }
}

/// Istio `HTTPRetry`.
package struct HTTPRetry: Hashable, Sendable {
  /// 0 switches retries off; so does leaving it out while other fields are set (Istio's rule).
  package var attempts: Int?
  package var perTryTimeout: Duration?
  /// As written: conditions and status codes, separated by commas.
  package var retryOn: String?
  package var retryRemoteLocalities: Bool?
  package var retryIgnorePreviousHosts: Bool?
  package var backoff: Duration?

  package init() {}
}

/// Istio `HTTPFaultInjection`.
package struct HTTPFaultInjection: Hashable, Sendable {
  package struct Delay: Hashable, Sendable {
    package var fixedDelay: Duration
    /// 0...100; nil means never, as in Istio.
    package var percentage: Double?
    package init(fixedDelay: Duration, percentage: Double? = nil) {
      self.fixedDelay = fixedDelay
      self.percentage = percentage
    }
  }
  package struct Abort: Hashable, Sendable {
    package enum Answer: Hashable, Sendable {
      /// 200...599.
      case httpStatus(Int)
      /// The numeric gRPC status, 0...16.
      case grpcStatus(Int)
    }
    package var answer: Answer
    /// 0...100; nil means never, as in Istio.
    package var percentage: Double?
    package init(answer: Answer, percentage: Double? = nil) {
      self.answer = answer
      self.percentage = percentage
    }
  }
  package var delay: Delay?
  package var abort: Abort?

  package init() {}
}

/// Istio `HTTPMirrorPolicy`.
package struct HTTPMirrorPolicy: Hashable, Sendable {
  package var destination: Destination
  /// 0...100; nil means 100.
  package var percentage: Double?

  package init(destination: Destination, percentage: Double? = nil) {
    self.destination = destination
    self.percentage = percentage
  }
}

/// Istio `CorsPolicy`; the deprecated `allowOrigin` has become exact matches in `allowOrigins`.
package struct CorsPolicy: Hashable, Sendable {
  package enum UnmatchedPreflights: String, Hashable, Sendable {
    case forward = "FORWARD"
    case ignore = "IGNORE"
  }
  package var allowOrigins: [StringMatch] = []
  package var allowMethods: [String] = []
  package var allowHeaders: [String] = []
  package var exposeHeaders: [String] = []
  package var maxAge: Duration?
  package var allowCredentials: Bool?
  /// nil when unset or `UNSPECIFIED` (forward).
  package var unmatchedPreflights: UnmatchedPreflights?

  package init() {}
}

/// Istio `Headers`: operations on request and response headers.
package struct Headers: Hashable, Sendable {
  package struct Operations: Hashable, Sendable {
    /// Overwrites.
    package var set: [String: String] = [:]
    /// Appends.
    package var add: [String: String] = [:]
    package var remove: [String] = []
    package init(set: [String: String] = [:], add: [String: String] = [:], remove: [String] = []) {
      self.set = set
      self.add = add
      self.remove = remove
    }
  }
  package var request = Operations()
  package var response = Operations()

  package init(request: Operations = Operations(), response: Operations = Operations()) {
    self.request = request
    self.response = response
  }
}
