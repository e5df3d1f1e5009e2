import KubernetesClient
import MeshAPI

/// Where statuses may be written, as far as the answers of the API server show it.
///
/// A permission that is missing concerns a kind, in one namespace or in all; but somebody between us and the server's store may also
/// refuse a single object. So a kind is left alone in a namespace once two of its objects were refused there and none was written.
struct StatusAccess: Sendable {
  typealias Scope = StatusQueue.Scope

  /// What a refusal says.
  enum Refusal: Hashable, Sendable {
    /// Something of this kind, for the first time.
    case kind
    /// Something of this object: others of its kind were written beside it.
    case object
    /// What was known before.
    case known
  }

  /// Where something was written.
  private var open: Set<Scope> = []
  /// Where nothing was, and which object was refused first.
  private var refused: [Scope: ObjectKey] = [:]
  private var closed: Set<Scope> = []
  private var told: Set<KubernetesResource> = []

  func allows(_ scope: Scope) -> Bool { !closed.contains(scope) }

  /// Where nothing could be written, sorted.
  var denied: [Scope] { refused.keys.sorted { $0.description < $1.description } }

  /// - Returns: whether what was left alone there may be tried now.
  mutating func took(_ scope: Scope) -> Bool {
    guard open.insert(scope).inserted else { return false }
    refused[scope] = nil
    return closed.remove(scope) != nil
  }

  mutating func refused(_ scope: Scope, _ key: ObjectKey) -> Refusal {
    if open.contains(scope) { return .object }
    if let first = refused[scope] {
      if first != key { closed.insert(scope) }
    } else {
      refused[scope] = key
    }
    return told.insert(scope.resource).inserted ? .kind : .known
  }
}
