import Foundation
package import MeshAPI
import MeshAdmission

/// Reads files once and says what Istio's analysis would say about them, in its codes.
package struct FileAnalysis: Sendable {
  /// What a user does not want to hear: a code, and objects as `KIND NAME[.NAMESPACE]`, in which `*` stands for anything.
  package struct Suppression: Sendable, Hashable {
    package var code: String
    package var object: String

    package init(code: String, object: String) {
      self.code = code
      self.object = object
    }

    /// Reads `CODE=OBJECT`; nil where the text is none.
    package init?(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
      self.init(code: parts[0], object: parts[1])
    }

    func covers(_ finding: Finding) -> Bool {
      (code == "*" || code == finding.message.code) && Self.matches(object[...], finding.origin[...])
    }

    /// Whether a text fits a pattern in which `*` stands for any text.
    private static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
      let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count > 1, let first = parts.first, let last = parts.last else { return pattern == text }
      guard text.hasPrefix(first), text.count >= first.count + last.count, text.hasSuffix(last) else { return false }
      var rest = text.dropFirst(first.count).dropLast(last.count)
      for part in parts.dropFirst().dropLast() where !part.isEmpty {
        guard let found = rest.firstRange(of: part) else { return false }
        rest = rest[found.upperBound...]
      }
      return true
    }
  }

  /// One message.
  package struct Finding: Sendable, Hashable {
    package var message: IstioMessage
    package var located: LocatedDiagnostic
    /// `KIND NAME.NAMESPACE`; empty for what is about a file.
    package var origin: String
  }

  /// The annotation with which an object asks not to hear of codes, `*` for all; Istio's name.
  static let annotation = "galley.istio.io/analyze-suppress"

  package var suppressions: [Suppression] = []
  package var isStrict = false
  /// The namespace of objects that name none.
  package var namespace = AdmissionOptions().defaultNamespace
  /// A file with the mesh config; nil for the one that the files hold.
  package var meshConfigFile: String?

  package init() {}

  package func analyze(_ paths: [String]) -> AnalysisReport {
    let reading = FileReading(paths, isStrict: isStrict, namespace: namespace)
    let (config, problems) = meshConfig()
    let findings = (problems + reading.own + reading.across(meshConfig: config)).compactMap { located -> Finding? in
      IstioMessage(of: located.diagnostic).map {
        Finding(message: $0, located: located, origin: Self.origin(located.diagnostic.object))
      }
    }
    let kept = findings.filter { finding in
      !suppressions.contains { $0.covers(finding) }
        && !isSuppressed(finding, by: reading.annotations(of: finding.located.diagnostic.object))
    }
    return AnalysisReport(findings: kept.sorted(by: Self.precedes))
  }

  private func isSuppressed(_ finding: Finding, by annotations: [String: String]) -> Bool {
    let codes = (annotations[Self.annotation] ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    return codes.contains("*") || codes.contains(finding.message.code)
  }

  private func meshConfig() -> (MeshConfig?, [LocatedDiagnostic]) {
    guard let file = meshConfigFile else { return (nil, []) }
    let options = AdmissionOptions(strict: isStrict)
    guard let handle = FileHandle(forReadingAtPath: file),
      let bytes = try? handle.read(upToCount: options.limits.fileSize + 1)
    else {
      let problem = Diagnostic(.error, "unreadable-file", object: "", message: "the mesh config cannot be read")
      return (nil, [LocatedDiagnostic(problem, file: file)])
    }
    return Admission(options: options).meshConfig(Array(bytes), file: file)
  }

  /// `Kind/namespace/name` as Istio writes it: `Kind name.namespace`.
  private static func origin(_ object: String) -> String {
    let parts = object.split(separator: "/").map(String.init)
    return switch parts.count {
    case 3: "\(parts[0]) \(parts[2]).\(parts[1])"
    case 2: "\(parts[0]) \(parts[1])"
    default: object
    }
  }

  /// Worse first, then by place.
  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.message.level != right.message.level { return left.message.level > right.message.level }
    func place(_ finding: Finding) -> (String, String, Int, String) {
      (finding.message.code, finding.located.file ?? "", finding.located.line ?? 0, finding.located.diagnostic.path)
    }
    return place(left) < place(right)
  }
}
