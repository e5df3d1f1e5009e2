import KubernetesAPI
import Logging
import ObjectStore

/// Puts into the store what a server needs there before it can serve. A store that cannot be used yet is waited for: servers and the
/// members of an etcd may be started in any order, and a leader may be lost meanwhile.
struct ServerStart: Sendable {
  let bootstrap: Bootstrap
  let keys: ServerKeySource
  let storage: ObjectStorage
  let clock: any Clock<Duration>
  let logger: Logger

  private static let firstPause = Duration.milliseconds(200)
  private static let longestPause = Duration.seconds(5)

  /// - Returns: The keys that the server vouches with.
  /// - Throws: what waiting does not mend, `CancellationError`.
  func run() async throws -> ServerKeys {
    var pause = Self.firstPause
    while true {
      do {
        try await bootstrap.run()
        return try await ServerKeys.load(keys, storage: storage, now: WallClock.now())
      } catch let error as StoreError where error.code == .unavailable || error.code == .unanswered {
        logger.warning("The store cannot be used yet; trying again", metadata: ["error": "\(error)"])
      }
      try await clock.sleep(for: pause)
      pause = min(pause * 2, Self.longestPause)
    }
  }
}
