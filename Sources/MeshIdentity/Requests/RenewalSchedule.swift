package import Foundation

/// When a certificate is to be made anew: when two thirds of its life are over, so that a third is left to those who cannot at once.
package struct RenewalSchedule: Sendable, Hashable {
  /// When it was issued; not its own beginning, which may lie before that.
  package var issued: Date
  package var notAfter: Date

  /// The longest time until one looks again; a clock that jumps is noticed then.
  private static let longestPause: TimeInterval = 60
  private static let shortestPause: TimeInterval = 1

  package init(issued: Date, notAfter: Date) {
    self.issued = issued
    self.notAfter = notAfter
  }

  package var due: Date { issued.addingTimeInterval(notAfter.timeIntervalSince(issued) * 2 / 3) }

  /// - Returns: How long to wait before looking again: between a second and a minute.
  package func pause(at now: Date) -> Duration {
    .seconds(min(max(due.timeIntervalSince(now), Self.shortestPause), Self.longestPause))
  }
}
