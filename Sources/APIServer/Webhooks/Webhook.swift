import KubernetesAPI
import NIOSSL

/// A webhook as a configuration describes it, read and checked.
///
/// Source: `admissionregistration.k8s.io/v1` ValidatingWebhook and MutatingWebhook.
struct Webhook: Sendable {
  enum Role: String, Sendable {
    case mutating, validating
  }

  /// Which writes a webhook wants to see; `*` stands for all.
  struct Rule: Hashable, Sendable {
    enum Scope: String, Sendable {
      case all = "*"
      case cluster = "Cluster"
      case namespaced = "Namespaced"
    }
    var operations: Set<String>
    var groups: Set<String>
    var versions: Set<String>
    /// `RESOURCE` or `RESOURCE/SUBRESOURCE`.
    var resources: [String]
    var scope: Scope = .all
  }

  /// Where it is asked.
  enum Target: Hashable, Sendable {
    /// An `https` URL without query.
    case url(String)
    case service(ServiceReference)
  }

  struct ServiceReference: Hashable, Sendable {
    var namespace: String
    var name: String
    var port: Int
    /// Starts with `/`.
    var path: String

    /// The name that the service's certificate must bear.
    var host: String { "\(name).\(namespace).svc" }
  }

  /// The configuration that holds it.
  var configuration: String
  var name: String
  var role: Role
  var rules: [Rule]
  var target: Target
  /// The only roots that its certificate may come from; nil: the system's.
  var roots: [NIOSSLCertificate]?
  /// Whether a write goes on where the webhook cannot be asked.
  var ignoresFailure: Bool
  /// Whether rules that name one version of a kind mean all of them.
  var matchesEquivalents: Bool
  var namespaceSelector: LabelSelector
  var objectSelector: LabelSelector
  /// 1 to 30.
  var timeoutSeconds: Int64
  /// Whether it is asked again where others changed the object after it.
  var isReinvoked: Bool
}
