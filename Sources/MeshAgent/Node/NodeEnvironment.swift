import Foundation

/// What the environment variables of Istio's agent say about a node.
///
/// - `POD_NAME`, `POD_NAMESPACE`, `INSTANCE_IP` (or several, by commas) and `SERVICE_ACCOUNT` name the workload.
/// - `ISTIO_META_KEY=VALUE` puts the text VALUE under KEY into the node's metadata.
/// - `ISTIO_METAJSON_ANYTHING={...}` puts each member of the JSON object into the node's metadata;
///   `ISTIO_METAJSON_LABELS` gives the workload's labels as well.
struct NodeEnvironment: Sendable, Hashable {
  var name: String?
  var namespace: String?
  var addresses: [String] = []
  var serviceAccount: String?
  var labels: [String: String]?
  /// All `ISTIO_META_` and `ISTIO_METAJSON_` members by their keys.
  var metadata: [String: JSONValue] = [:]
  /// Variables that could not be read.
  var diagnostics: [AgentDiagnostic] = []

  /// Reads the variables in the order of their names, so that equal environments give equal nodes.
  init(_ environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    name = value("POD_NAME")
    namespace = value("POD_NAMESPACE")
    serviceAccount = value("SERVICE_ACCOUNT")
    addresses = value("INSTANCE_IP")?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
    for (name, text) in environment.sorted(by: { $0.key < $1.key }) {
      if name.hasPrefix("ISTIO_METAJSON_") {
        readObject(text, of: name)
      } else if name.hasPrefix("ISTIO_META_"), name.count > "ISTIO_META_".count {
        metadata[String(name.dropFirst("ISTIO_META_".count))] = .string(text)
      }
    }
    leaveOutWhatIsNotSo()
  }

  /// The control plane would take it that applications learn the automatic addresses of services.
  private mutating func leaveOutWhatIsNotSo() {
    guard let capture = metadata.removeValue(forKey: "DNS_CAPTURE"), capture != .string("false"), capture != .bool(false) else {
      return
    }
    diagnostics.append(
      AgentDiagnostic(
        .warning, option: "ISTIO_META_DNS_CAPTURE", reason: "this agent has no DNS server, so it is left out",
        suggestion: "remove it"))
  }

  private mutating func readObject(_ text: String, of name: String) {
    guard case .object(let members)? = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
      diagnostics.append(
        AgentDiagnostic(
          .error, option: name, reason: "the value is not a JSON object",
          suggestion: "write an object such as {\"app\": \"reviews\"}"))
      return
    }
    metadata.merge(members) { _, last in last }
    guard name == "ISTIO_METAJSON_LABELS" else { return }
    var labels: [String: String] = [:]
    for (key, value) in members {
      guard case .string(let label) = value else {
        diagnostics.append(
          AgentDiagnostic(
            .error, option: name, reason: "the label \(key) is not a text",
            suggestion: "write every label's value in quotes"))
        continue
      }
      labels[key] = label
    }
    self.labels = labels
  }

  /// The text under a metadata key; `nil` if it is absent, empty or not a text.
  func text(_ key: String) -> String? {
    guard case .string(let value)? = metadata[key], !value.isEmpty else { return nil }
    return value
  }
}
