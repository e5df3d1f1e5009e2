import Foundation
import KubernetesAPI

/// What time it is.
enum WallClock {
  @Sendable static func now() -> KubernetesTime {
    let seconds = Date().timeIntervalSince1970
    return KubernetesTime(
      seconds: Int64(seconds.rounded(.down)), microseconds: Int32((seconds - seconds.rounded(.down)) * 1_000_000))
  }
}
