import KubernetesAPI
import ObjectStore

/// Deletes objects in the server's own name.
struct InternalDeleter: Sendable {
  let service: ResourceService
  let logger: @Sendable (String) -> Void

  static let user = UserInfo(name: "system:apiserver", groups: [UserInfo.superusers])

  /// - Returns: Whether the object is gone; false where finalizers hold it, or where it could not be deleted now.
  func delete(_ object: StoredObject, _ definition: ServedKind, uid: String? = nil) async -> Bool {
    guard let place = KeyLayout.parse(object.key), let version = definition.servedVersions.first else { return false }
    let request = ResourceRequest(
      user: Self.user, definition: definition, version: version, namespace: place.namespace, name: place.name,
      subresource: nil, query: QueryParameters(), userAgent: nil)
    var options = DeleteOptions()
    options.uid = uid
    do throws(Status) {
      let answer = try await service.delete(request, options: options)
      if case .status = answer.content { return true }
      return false
    } catch {
      if error.code == 404 { return true }
      logger("\(object.key) cannot be deleted now: \(error.message)")
      return false
    }
  }
}
