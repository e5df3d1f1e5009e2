/// Where a workload listens, or came to listen.
package enum BookinfoAddress: Sendable, Hashable, CustomStringConvertible {
  /// A host (name or IP address) and a port; port 0 lets the system pick a free one, which is then reported.
  case tcp(host: String, port: Int)
  /// The path of a Unix domain socket, at most 107 bytes. A socket left over from an earlier run is replaced; the socket is
  /// removed when the workload stops.
  case unixSocket(path: String)

  /// The URL prefix by which the workload's HTTP client reaches a server at this address.
  package var baseURL: String {
    switch self {
    case .tcp(let host, let port):
      host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    case .unixSocket(let path):
      "http+unix://\(path.percentEncodedSegment)"
    }
  }

  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unixSocket(let path): path
    }
  }
}
