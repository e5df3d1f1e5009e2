package import MeshAPI

extension Admission {
  /// The API versions of a kind that are read, the one to write first: `v1`, `v1beta1` ...
  package static func versions(of kind: ObjectKind) -> [String] { KnownKinds.versions(of: kind) }
}
