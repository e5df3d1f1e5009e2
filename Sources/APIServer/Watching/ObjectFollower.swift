import KubernetesAPI
import Logging
import ObjectStore

/// Follows all objects of a resource for the server itself: what is there, then each change, anew from the start where the store
/// forgot what was missed.
struct ObjectFollower: Sendable {
  enum News: Sendable {
    /// All that is there; what was told before counts no more.
    case all([StoredObject])
    case changes([WatchedChange])
  }

  let storage: ObjectStorage
  let hub: WatchHub
  let resource: GroupResource
  let clock: any Clock<Duration>
  let logger: Logger

  private static let longestPause = Duration.seconds(5)

  /// Tells until the task is cancelled or the hub ends.
  func run(_ tell: (News) async -> Void) async {
    var pause = Duration.milliseconds(50)
    while !Task.isCancelled {
      do throws(StoreError) {
        if try await follow(tell) { return }
        pause = .milliseconds(50)
      } catch {
        guard !Task.isCancelled else { return }
        logger.warning("Objects cannot be followed; trying again", metadata: ["resource": "\(resource)", "error": "\(error)"])
        try? await clock.sleep(for: pause)
        pause = min(pause * 2, Self.longestPause)
      }
    }
  }

  /// - Returns: Whether the hub has ended; otherwise all has to be read again.
  private func follow(_ tell: (News) async -> Void) async throws(StoreError) -> Bool {
    let channel = await hub.channel(for: resource)
    let page = try await storage.objects(in: StoreRange(prefix: KeyLayout.prefix(resource)), limit: nil, at: nil)
    await tell(.all(page.objects))
    var cursor = page.revision
    while !Task.isCancelled {
      switch channel.news(after: cursor) {
      case .ended: return true
      case .behind: return false
      case .changes(let changes, let revision):
        cursor = revision
        if changes.isEmpty { await channel.wait(after: cursor) } else { await tell(.changes(changes)) }
      }
    }
    return true
  }
}
