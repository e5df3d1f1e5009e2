import MeshAPI
package import MeshTranslation
package import SwiftProtobuf
package import XDSResources

/// What is collected while patches are applied to one resource.
struct PatchReport {
  let resource: String
  private(set) var problems: [PatchProblem] = []

  init(resource: String) { self.resource = resource }

  mutating func leaveOut(_ patch: EnvoyPatch, _ message: String) {
    let problem = PatchProblem(patch, resource: resource, message: message)
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// The patch's value; nil, with a problem, where it cannot be read as such a message.
  mutating func value<M: Message>(of patch: EnvoyPatch, as type: M.Type = M.self) -> M? {
    guard let bytes = patch.patch.value?.bytes else { return nil }
    do {
      return try M(serializedBytes: bytes)
    } catch {
      leaveOut(patch, "the value is not a \(M.protoMessageName)")
      return nil
    }
  }

  /// Merges the patch's value into a message.
  mutating func merge<M: Message>(_ patch: EnvoyPatch, into message: inout M) {
    guard let value = value(of: patch, as: M.self) else { return }
    merge(value, of: patch, into: &message)
  }

  mutating func merge<M: Message>(_ value: M, of patch: EnvoyPatch, into message: inout M) {
    var merged = message
    do {
      try MessageMerger.merge(value, into: &merged, replacingLists: patch.patch.operation == .mergeAndReplaceLists)
      message = merged
    } catch {
      leaveOut(patch, "the value cannot be merged into a \(M.protoMessageName)")
    }
  }
}

/// A plan node whose message EnvoyFilters can change.
package protocol EnvoyPatchable: EnvoyRenderable {
  associatedtype Content: Message

  static var resourceType: TypeURL { get }
  func message() throws(RenderingError) -> Content
  /// Applies patches that were chosen for this resource, in their order.
  static func apply(_ patches: [EnvoyPatch], to message: inout Content) -> [PatchProblem]
}

extension EnvoyPatchable {
  package func render() throws(RenderingError) -> Resource {
    try message().resource(Self.resourceType, named: name)
  }

  /// The resource with patches applied; the same as without them where there are none.
  package func render(applying patches: [EnvoyPatch]) throws(RenderingError) -> PatchedResource {
    guard !patches.isEmpty else { return PatchedResource(resource: try render()) }
    var message = try message()
    let problems = Self.apply(patches, to: &message)
    return PatchedResource(resource: try message.resource(Self.resourceType, named: name), problems: problems)
  }
}
