/// Why bytes are not an object in Kubernetes' protobuf form that is taken here.
package struct ProtobufError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    /// The bytes break the format.
    case malformed
    /// The kind is none of those that are read in this form.
    case unknownKind
    /// A message has a field that is not known: what it says would be lost.
    case unknownField
    /// A limit: messages stand in each other deeper than allowed.
    case tooDeep
    /// A limit: there are more values than allowed.
    case tooLarge
  }

  package var code: Code
  /// What is wrong, in a few words.
  package var problem: String

  package init(_ code: Code, _ problem: String) {
    self.code = code
    self.problem = problem
  }

  package var description: String { problem }
}
