import KubernetesAPI

/// How an object is to be deleted.
///
/// Source: Kubernetes' `meta.k8s.io/v1` DeleteOptions.
struct DeleteOptions: Hashable, Sendable {
  /// What becomes of the objects that name the deleted one as their owner.
  enum Propagation: String {
    /// They stay, and name it no more.
    case orphan = "Orphan"
    /// They are deleted after it.
    case background = "Background"
    /// They are deleted before it.
    case foreground = "Foreground"
  }
  var isDryRun = false
  /// nil: as the object's finalizers say; where they say nothing, `background`.
  var propagation: Propagation?
  /// Delete only the object of this uid.
  var uid: String?
  /// Delete only this version.
  var resourceVersion: ResourceVersion?

  init() {}

  /// - Parameter body: What the request carries; nil where it carries nothing.
  /// - Throws: a Status of code 400 or 422 that names what is wrong.
  init(_ query: QueryParameters, body: JSONValue?) throws(Status) {
    let body = body ?? [:]
    isDryRun = try WriteOptions.dryRun(query["dryRun"] ?? body["dryRun"]?.array?.first?.string)
    if let text = query["propagationPolicy"] ?? body["propagationPolicy"]?.string {
      guard let policy = Propagation(rawValue: text) else {
        throw .badRequest("propagationPolicy must be Orphan, Background or Foreground, not \"\(text)\"")
      }
      propagation = policy
    } else if let orphans = body["orphanDependents"]?.bool {
      propagation = orphans ? .orphan : .background
    }
    uid = body["preconditions"]?["uid"]?.string
    if let text = body["preconditions"]?["resourceVersion"]?.string { resourceVersion = try ResourceVersion(text) }
  }
}
