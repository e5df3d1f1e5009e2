import KubernetesAPI
import KubernetesClient
import Synchronization

/// What an informer told, and what it adds up to.
final class InformerView: Sendable {
  struct World: Sendable {
    var objects: [ObjectName: JSONValue] = [:]
    var conditions: [InformerCondition] = []
    var changes: [InformerChange] = []
    /// News that told nothing new.
    var mistakes: [String] = []

    /// The version of each object.
    var versions: [String: String] {
      Dictionary(
        uniqueKeysWithValues: objects.map { ($0.key.description, $0.value["metadata"]?["resourceVersion"]?.string ?? "") })
    }
    var names: [String] { objects.keys.sorted().map(\.name) }
    var isMissing: Bool { conditions.last == .missingKind }
    var isSynced: Bool { changes.contains(where: \.completesList) }
  }

  private let state = Mutex(World())
  private let (news, tell) = AsyncStream<World>.makeStream()

  var world: World { state.withLock { $0 } }

  func receive(_ news: InformerNews) {
    let world = state.withLock { world in
      switch news {
      case .condition(let condition): world.conditions.append(condition)
      case .changed(let change): Self.apply(change, to: &world)
      }
      return world
    }
    tell.yield(world)
  }

  private static func apply(_ change: InformerChange, to world: inout World) {
    world.changes.append(change)
    for object in change.upserted {
      guard let name = ObjectName(of: object) else {
        world.mistakes.append("an object without a name")
        continue
      }
      if let known = world.objects.updateValue(object, forKey: name), known == object {
        world.mistakes.append("\(name) told twice")
      }
    }
    for name in change.removed where world.objects.removeValue(forKey: name) == nil {
      world.mistakes.append("\(name) removed twice")
    }
  }

  /// Waits until what was told adds up to this. One test at a time.
  @discardableResult
  func until(_ condition: @Sendable (World) -> Bool) async throws -> World {
    if condition(world) { return world }
    for await world in news where condition(world) { return world }
    throw CancellationError()
  }
}
