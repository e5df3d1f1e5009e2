import KubernetesAPI

/// All that is wrong with an object.
struct FieldErrors: Error, Hashable, Sendable, CustomStringConvertible {
  var errors: [FieldError]

  var description: String { errors.aggregateText }
}
