import KubernetesAPI

/// A program that gives out credentials (client-go's exec plugins).
package struct ExecPlugin: Hashable, Sendable {
  /// Which of the plugins' protocols it speaks.
  package enum Version: String, Hashable, Sendable {
    case v1 = "client.authentication.k8s.io/v1"
    case v1beta1 = "client.authentication.k8s.io/v1beta1"
  }

  package var version: Version
  /// An absolute path, or a name that is looked for in `PATH`.
  package var command: String
  package var arguments: [String] = []
  /// On top of this process's own environment.
  package var environment: [String: ConcealedText] = [:]
  /// Whether the plugin is told which server is meant.
  package var providesClusterInfo = false
  /// What to tell people who do not have the program.
  package var installHint: String?

  package init(version: Version, command: String) {
    self.version = version
    self.command = command
  }

  /// What the plugin reads from `KUBERNETES_EXEC_INFO`.
  /// - Parameter roots: The cluster's roots in PEM, as base64.
  func request(cluster: Kubeconfig.Cluster, roots: String?) -> JSONValue {
    var spec: JSONValue = ["interactive": false]
    if providesClusterInfo {
      var info: JSONValue = ["server": .string(cluster.server)]
      info["tls-server-name"] = cluster.tlsServerName.map { .string($0) }
      if cluster.skipsVerification { info["insecure-skip-tls-verify"] = true }
      info["certificate-authority-data"] = roots.map { .string($0) }
      info["proxy-url"] = cluster.proxyURL.map { .string($0.reveal()) }
      info["config"] = cluster.pluginConfiguration
      spec["cluster"] = info
    }
    return ["kind": "ExecCredential", "apiVersion": .string(version.rawValue), "spec": spec]
  }
}

/// Why there are no credentials, in words for whoever runs the program. Holds no secrets.
package struct CredentialError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
  package init(_ description: String) { self.description = description }
}
