import Testing

/// What becomes of one field of an Istio object: the contract with those who write it.
///
/// The rows of a kind are in `FieldContract+KIND.swift`; docs/api-coverage.md is made of them.
struct FieldContract: Sendable, CustomTestStringConvertible {
  enum Standing: Sendable, Equatable {
    /// It shapes what proxies get. The test that shows it is named as `Suite.function`, or as the path of a golden from the root
    /// of the repository.
    case translated(shownBy: String)
    /// It is checked and has no effect on proxies, for this reason.
    case validated(because: String)
    /// The object is refused, with a message that names the field, for this reason.
    case refused(because: String)

    var isRefused: Bool {
      guard case .refused = self else { return false }
      return true
    }
  }
  var kind: String
  /// From `spec`; `[]` stands for the items of a list, `{}` for the values of a mapping whose keys the user chooses, `.` for the
  /// spec itself.
  var path: String
  var standing: Standing
  /// A whole `spec` in YAML, in which `@` stands for the field's value.
  var template: String
  /// A value that is accepted.
  var value: String
  /// A value of another type than the field's; nil where every type is taken.
  var wrong: String?
  /// The path as diagnostics spell it.
  var spelled: String

  var testDescription: String { "\(kind) \(path)" }

  func document(_ value: String) -> String {
    """
    apiVersion: \(Self.apiVersion(of: kind))
    kind: \(kind)
    metadata: {name: a, namespace: shop}
    spec: \(template.replacing("@", with: value))

    """
  }

  private static func apiVersion(of kind: String) -> String {
    switch kind {
    case "PeerAuthentication", "AuthorizationPolicy", "RequestAuthentication": "security.istio.io/v1"
    case "Telemetry": "telemetry.istio.io/v1"
    case "WasmPlugin", "TrafficExtension": "extensions.istio.io/v1alpha1"
    case "EnvoyFilter": "networking.istio.io/v1alpha3"
    case "ProxyConfig": "networking.istio.io/v1beta1"
    default: "networking.istio.io/v1"
    }
  }
}
