import KubernetesAPI
import KubernetesClient
import Synchronization
import Testing

/// What an informer's news add up to.
final class InformedStore: Sendable {
  private let objects = Mutex<[ObjectName: JSONValue]>([:])

  func take(_ news: InformerNews) {
    guard case .changed(let change) = news else { return }
    objects.withLock { objects in
      for object in change.upserted {
        guard let name = ObjectName(of: object) else { continue }
        let before = objects.updateValue(object, forKey: name)
        #expect(Self.version(before) != Self.version(object), "the informer told \(name) twice")
      }
      for name in change.removed {
        let before = objects.removeValue(forKey: name)
        #expect(before != nil, "the informer told twice that \(name) is gone")
      }
    }
  }

  func version(of name: ObjectName) -> Int64? { objects.withLock { Self.version($0[name]) } }
  var contents: [ObjectName: JSONValue] { objects.withLock { $0 } }

  private static func version(_ object: JSONValue?) -> Int64? {
    object?["metadata"]?["resourceVersion"]?.string.flatMap { Int64($0) }
  }
}
