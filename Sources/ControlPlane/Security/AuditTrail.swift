import Foundation
import Logging
package import MeshIdentity

/// Writes down every decision about who may have what: to the log, to a file where one is named, and into metrics.
package final class AuditTrail: AuditLog {
  private let logger: Logger
  private let metrics: MetricsRegistry
  private let file: AuditFile?

  init(logger: Logger, metrics: MetricsRegistry, file: AuditFile?) {
    self.logger = logger
    self.metrics = metrics
    self.file = file
  }

  package func record(_ event: AuditEvent) {
    count(event)
    let metadata = event.fields.mapValues { Logger.MetadataValue.string($0) }
    switch event.outcome {
    case .granted: logger.info("Granted", metadata: metadata)
    case .refused: logger.warning("Refused", metadata: metadata)
    }
    guard let file else { return }
    do {
      try file.append(event)
    } catch {
      logger.error("The audit log cannot be written", metadata: ["error": "\(error)"])
    }
  }

  func granted(
    _ purpose: Purpose, to workload: AuthenticatedWorkload, at address: String, detail: String = "", serialNumber: String? = nil
  ) {
    record(
      AuditEvent(
        time: Date(), purpose: purpose, outcome: .granted, peerAddress: address, workload: workload, detail: detail,
        serialNumber: serialNumber))
  }

  func refused(
    _ purpose: Purpose, _ code: String, _ detail: String, of workload: AuthenticatedWorkload? = nil, at address: String
  ) {
    record(
      AuditEvent(
        time: Date(), purpose: purpose, outcome: .refused, peerAddress: address, workload: workload, code: code, detail: detail))
  }

  private func count(_ event: AuditEvent) {
    if event.purpose == .certificate { metrics.add(.certificateRequests) }
    switch event.outcome {
    case .granted:
      metrics.add(event.purpose == .certificate ? .certificatesIssued : .configurationsGranted)
    case .refused:
      metrics.add(.refusals, labels: [("purpose", event.purpose.rawValue), ("reason", event.code ?? "unknown")])
    }
  }
}

extension AuditEvent {
  /// What was decided, as texts by name; control characters, which somebody else may have put there, are escaped.
  package var fields: [String: String] {
    var fields = [
      "time": time.formatted(.iso8601), "purpose": purpose.rawValue, "outcome": outcome.rawValue, "peer": peerAddress,
    ]
    fields["identity"] = workload?.identity.spiffeID
    fields["method"] = workload?.method.description
    fields["reason"] = code
    fields["detail"] = detail.isEmpty ? nil : detail
    fields["serial"] = serialNumber
    return fields.mapValues(Self.printable)
  }

  /// The longest text of one field.
  private static let longestText = 1000

  private static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(longestText) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
