import Foundation
import Logging

/// Watches an Envoy come up, over its admin interface.
struct ReadinessProbe: Sendable {
  enum Observation: Sendable, Equatable {
    /// The admin interface is there.
    case answers(url: String)
    /// `/ready` is 200.
    case live
  }

  /// Looks follow each other more slowly up to this.
  private static let longestPause = Duration.milliseconds(250)

  /// The file that Envoy writes the address of its admin interface into.
  let addressPath: String
  let logger: Logger

  /// Looks until Envoy is live, or `isCurrent` is false, or the task is cancelled.
  func watch(while isCurrent: () -> Bool, _ onObservation: (Observation) -> Void) async {
    var pause = Duration.milliseconds(10)
    var admin: EnvoyAdmin?
    while isCurrent() {
      if admin == nil, let url = readURL() {
        admin = EnvoyAdmin(url: url)
      }
      if let found = admin, let isLive = await look(at: found, onObservation), isLive { return }
      guard (try? await Task.sleep(for: pause)) != nil else { return }
      pause = min(pause * 2, Self.longestPause)
    }
  }

  /// Whether it is live; `nil` if it does not answer.
  private func look(at admin: EnvoyAdmin, _ onObservation: (Observation) -> Void) async -> Bool? {
    do {
      let (isLive, state) = try await admin.readiness()
      onObservation(.answers(url: admin.url))
      if isLive { onObservation(.live) }
      logger.trace("Envoy answered the probe", metadata: ["state": "\(state)"])
      return isLive
    } catch {
      logger.trace("Envoy does not answer the probe", metadata: ["error": "\(error)"])
      return nil
    }
  }

  /// The URL, once Envoy has written the whole address.
  private func readURL() -> String? {
    guard let text = try? String(contentsOfFile: addressPath, encoding: .utf8),
      let endpoint = NetworkEndpoint(parsing: text.trimmingCharacters(in: .whitespacesAndNewlines))
    else { return nil }
    return "http://" + Bootstrap.reachable(endpoint).text
  }
}
