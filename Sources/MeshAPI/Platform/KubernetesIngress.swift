/// A Kubernetes Ingress (networking.k8s.io/v1): requests from outside, by host and path.
package struct KubernetesIngress: Hashable, Sendable {
  package enum PathType: String, Hashable, Sendable, CaseIterable {
    case exact = "Exact"
    /// By whole segments: `/a` stands for `/a` and `/a/b`, not for `/ab`.
    case prefix = "Prefix"
    /// `/a*` and `/a.*` are prefixes, everything else is exact (Istio's reading).
    case implementationSpecific = "ImplementationSpecific"
  }
  /// A port of a service.
  package enum Port: Hashable, Sendable {
    case number(Int)
    case name(String)
  }
  package struct Path: Hashable, Sendable {
    /// Empty for every path.
    package var path: String
    package var type: PathType
    /// In the Ingress's namespace.
    package var service: String
    package var port: Port

    package init(path: String, type: PathType, service: String, port: Port) {
      self.path = path
      self.type = type
      self.service = service
      self.port = port
    }
  }
  package struct Rule: Hashable, Sendable {
    /// Empty for every host.
    package var host: String
    package var paths: [Path]

    package init(host: String, paths: [Path]) {
      self.host = host
      self.paths = paths
    }
  }
  package struct TLS: Hashable, Sendable {
    /// Empty for every host.
    package var hosts: [String]
    package var secretName: String

    package init(hosts: [String], secretName: String) {
      self.hosts = hosts
      self.secretName = secretName
    }
  }

  package var className: String?
  /// In the order in which they are written; those without paths are left out.
  package var rules: [Rule] = []
  package var tls: [TLS] = []

  package init() {}
}

/// A Kubernetes IngressClass: whose business the Ingresses are that name it.
package struct KubernetesIngressClass: Hashable, Sendable {
  /// For example `istio.io/ingress-controller`.
  package var controller: String

  package init(controller: String) { self.controller = controller }
}
