/// Why bytes are not an object in Kubernetes' protobuf form that is taken here.
package enum ProtobufError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes break the wire format; what is wrong, in a few words.
  case malformed(String)
  /// Nothing is known of the protobuf form of this kind.
  case unknownKind(apiVersion: String, kind: String)
  /// A field with a value that is not known here, by its number. It is never dropped.
  case unknownField(path: String, number: Int)

  package var description: String {
    switch self {
    case .malformed(let problem): problem
    case .unknownKind(let apiVersion, let kind): "\(kind) (\(apiVersion)) is taken as JSON alone"
    case .unknownField(let path, let number):
      "field number \(number) of \(path.isEmpty ? "the object" : path) is not known here; send the object as JSON"
    }
  }
}
