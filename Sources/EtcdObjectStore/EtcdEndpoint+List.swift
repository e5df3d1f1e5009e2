package import ObjectStore

extension EtcdEndpoint {
  /// The most members that a list may have; etcd advises against more than seven.
  private static let most = 32

  /// Reads endpoints as etcd's own tools take them: separated by commas.
  /// - Throws: `.unavailable`, with what is wrong, where one cannot be read, stands there twice, or there is none.
  package static func list(_ text: String) throws(StoreError) -> [EtcdEndpoint] {
    var endpoints: [EtcdEndpoint] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let endpoint = EtcdEndpoint(String(part)) else {
        throw StoreError(.unavailable, "\"\(part)\" is no endpoint of etcd; write http://HOST:PORT or https://HOST:PORT.")
      }
      guard !endpoints.contains(endpoint) else { throw StoreError(.unavailable, "The endpoint \(endpoint) is given twice.") }
      endpoints.append(endpoint)
    }
    guard endpoints.count <= most else { throw StoreError(.unavailable, "More than \(most) endpoints of etcd are given.") }
    return endpoints
  }
}
