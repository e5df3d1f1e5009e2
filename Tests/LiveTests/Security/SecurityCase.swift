import Foundation

/// Some policies for one workload, and what comes of requests to it.
struct SecurityCase: Sendable {
  enum Traffic: String, Sendable { case http = "HTTP", tcp = "TCP" }

  /// Who asks.
  enum Client: String, Sendable, CaseIterable {
    case web, admin
    /// `web` by the trust domain's alias, and in a trust domain that nobody knows.
    case old, foreign
    /// `web`, from another address.
    case far
    /// Without a certificate.
    case plain

    /// nil for the client without a certificate.
    var identity: String? {
      switch self {
      case .web, .far: "spiffe://cluster.local/ns/shop/sa/web"
      case .admin: "spiffe://cluster.local/ns/ops/sa/admin"
      case .old: "spiffe://old.test/ns/shop/sa/web"
      case .foreign: "spiffe://foreign.test/ns/shop/sa/web"
      case .plain: nil
      }
    }
    /// The name that the client asks for in TLS.
    var serverName: String { "\(rawValue).sni.test" }
  }

  enum Outcome: Sendable, Equatable {
    case allowed
    /// 403, or a connection that is closed.
    case denied
    /// 401
    case unauthenticated
    case status(UInt)
  }

  struct Probe: Sendable {
    var outcome: Outcome
    var client = Client.web
    var method = "GET"
    var path = "/"
    var headers: [(String, String)] = []
    /// Headers that reach the application, or do not (nil).
    var received: [String: String?] = [:]
    /// Headers that come back.
    var returned: [String: String] = [:]
  }

  var name: String
  var traffic: Traffic
  /// The members of the policies' specs, as YAML in flow style, the selector left out.
  var policies: [String]
  var authentications: [String]
  var annotations: String
  /// The routes of a VirtualService, where the workload is a gateway.
  var routes: String?
  var probes: [Probe]

  init(
    _ name: String, traffic: Traffic = .http, policies: [String] = [], authentications: [String] = [], annotations: String = "",
    routes: String? = nil, _ probes: Probe...
  ) {
    self.name = name
    self.traffic = traffic
    self.policies = policies
    self.authentications = authentications
    self.annotations = annotations
    self.routes = routes
    self.probes = probes
  }
}

extension SecurityCase.Probe {
  typealias Client = SecurityCase.Client

  static func allowed(
    _ client: Client = .web, _ method: String = "GET", _ path: String = "/", _ headers: [(String, String)] = [],
    received: [String: String?] = [:]
  ) -> Self {
    Self(outcome: .allowed, client: client, method: method, path: path, headers: headers, received: received)
  }

  static func denied(
    _ client: Client = .web, _ method: String = "GET", _ path: String = "/", _ headers: [(String, String)] = [],
    returned: [String: String] = [:]
  ) -> Self {
    Self(outcome: .denied, client: client, method: method, path: path, headers: headers, returned: returned)
  }

  static func unauthenticated(_ path: String = "/", _ headers: [(String, String)] = []) -> Self {
    Self(outcome: .unauthenticated, path: path, headers: headers)
  }

  static func status(_ code: UInt, _ path: String = "/", _ headers: [(String, String)] = []) -> Self {
    Self(outcome: .status(code), path: path, headers: headers)
  }

  /// A request with a token in its usual place.
  static func bearer(_ outcome: SecurityCase.Outcome, _ token: String, _ path: String = "/", received: [String: String?] = [:])
    -> Self
  {
    Self(outcome: outcome, path: path, headers: [("authorization", "Bearer \(token)")], received: received)
  }
}
