import KubernetesAPI

/// What a request about one object gives.
struct ObjectAnswer: Sendable {
  enum Content: Sendable {
    /// As it is stored.
    case stored(StoredObject)
    /// As it would be, were it written; or made for the answer alone.
    case value(JSONValue)
    case status(Status)
  }
  var content: Content
  /// 200, 201 or 202.
  var code = 200
  /// Told in `Warning` headers.
  var warnings: [String] = []
}
