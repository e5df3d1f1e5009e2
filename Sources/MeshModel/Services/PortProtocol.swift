/// What is spoken on a port, as far as it decides how a proxy treats it.
package enum PortProtocol: String, Hashable, Sendable, CaseIterable {
  case http = "HTTP"
  case http2 = "HTTP2"
  case grpc = "GRPC"
  case grpcWeb = "GRPC-Web"
  case https = "HTTPS"
  case tls = "TLS"
  case tcp = "TCP"
  case udp = "UDP"
  case mongo = "Mongo"
  case redis = "Redis"
  case mysql = "MySQL"
  /// Not named: the proxy sniffs HTTP and falls back to TCP.
  case automatic = ""

  package var isHTTP: Bool {
    switch self {
    case .http, .http2, .grpc, .grpcWeb: true
    default: false
    }
  }
  package var isHTTP2: Bool { self == .http2 || self == .grpc || self == .grpcWeb }
  /// HTTP for sure, or perhaps (sniffed).
  package var mayBeHTTP: Bool { isHTTP || self == .automatic }
  package var isTLS: Bool { self == .https || self == .tls }
  /// Whether clients say by name whom they want, for sure.
  package var carriesNames: Bool { isHTTP || isTLS }

  /// Reads a protocol as rules (`protocol: HTTP`), port names (`http-web`) and `appProtocol` write it, in any case; nil when unknown.
  package init?(named text: String) {
    switch text.lowercased() {
    case "http", "kubernetes.io/ws": self = .http
    case "http2", "kubernetes.io/h2c": self = .http2
    case "grpc": self = .grpc
    case "grpc-web": self = .grpcWeb
    case "https", "kubernetes.io/wss": self = .https
    case "tls": self = .tls
    case "tcp": self = .tcp
    case "udp": self = .udp
    case "mongo": self = .mongo
    case "redis": self = .redis
    case "mysql": self = .mysql
    default: return nil
    }
  }
}
