import KubernetesAPI

/// What a request carries, read.
struct ObjectBody: Sendable {
  var value: JSONValue
  /// Fields that were given more than once; the last counts.
  var duplicates: [FieldPath] = []
}
