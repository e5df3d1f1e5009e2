/// A Kubernetes Namespace: only its labels and annotations matter, and they are metadata.
package struct KubernetesNamespace: Hashable, Sendable {
  package init() {}
}

/// A Kubernetes ServiceAccount: its existence is all a mesh reads.
package struct KubernetesServiceAccount: Hashable, Sendable {
  package init() {}
}

/// A Kubernetes Node: its labels carry the locality of the pods on it.
package struct KubernetesNode: Hashable, Sendable {
  package init() {}
}

/// A Kubernetes Service (v1).
package struct KubernetesService: Hashable, Sendable {
  package enum TargetPort: Hashable, Sendable {
    case number(Int)
    case name(String)
  }
  package struct Port: Hashable, Sendable {
    package var name: String
    /// 1...65535.
    package var port: Int
    /// `TCP`, `UDP` or `SCTP`.
    package var `protocol`: String
    package var appProtocol: String?
    /// nil means `port`.
    package var targetPort: TargetPort?
    package init(
      name: String, port: Int, protocol: String = "TCP", appProtocol: String? = nil, targetPort: TargetPort? = nil
    ) {
      self.name = name
      self.port = port
      self.protocol = `protocol`
      self.appProtocol = appProtocol
      self.targetPort = targetPort
    }
  }
  package var ports: [Port] = []
  package var selector: [String: String] = [:]
  /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
  package var type = "ClusterIP"
  /// Without `None`; the first is `clusterIP`.
  package var clusterIPs: [String] = []
  /// `clusterIP: None`.
  package var isHeadless = false
  package var externalName: String?
  package var publishNotReadyAddresses = false
  /// `Local` or `Cluster`; nil means `Cluster`.
  package var internalTrafficPolicy: String?
  package var trafficDistribution: String?

  package init() {}
}

/// A Kubernetes EndpointSlice (discovery.k8s.io/v1).
package struct KubernetesEndpointSlice: Hashable, Sendable {
  package struct Port: Hashable, Sendable {
    package var name: String
    package var port: Int?
    package var `protocol`: String
    package var appProtocol: String?
    package init(name: String, port: Int?, protocol: String = "TCP", appProtocol: String? = nil) {
      self.name = name
      self.port = port
      self.protocol = `protocol`
      self.appProtocol = appProtocol
    }
  }
  package struct Endpoint: Hashable, Sendable {
    package var addresses: [String]
    /// nil counts as true.
    package var ready: Bool?
    package var serving: Bool?
    package var terminating: Bool?
    package var hostname: String?
    package var nodeName: String?
    package var zone: String?
    /// Kind, namespace and name of `targetRef`; nil where there is none.
    package var target: TargetReference?
    package init(addresses: [String]) { self.addresses = addresses }
  }
  /// `IPv4`, `IPv6` or `FQDN`.
  package var addressType = "IPv4"
  package var endpoints: [Endpoint] = []
  package var ports: [Port] = []
  /// The label `kubernetes.io/service-name`.
  package var serviceName = ""

  package init() {}
}

/// What an endpoint address stands for, usually a Pod.
package struct TargetReference: Hashable, Sendable {
  package var kind: String
  package var namespace: String
  package var name: String

  package init(kind: String, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }
}

/// A Kubernetes Endpoints object (v1), read where a service has no EndpointSlice.
package struct KubernetesEndpoints: Hashable, Sendable {
  package struct Address: Hashable, Sendable {
    package var ip: String
    package var hostname: String?
    package var nodeName: String?
    package var target: TargetReference?
    package init(ip: String) { self.ip = ip }
  }
  package struct Port: Hashable, Sendable {
    package var name: String
    package var port: Int
    package var `protocol`: String
    package var appProtocol: String?
    package init(name: String, port: Int, protocol: String = "TCP", appProtocol: String? = nil) {
      self.name = name
      self.port = port
      self.protocol = `protocol`
      self.appProtocol = appProtocol
    }
  }
  package struct Subset: Hashable, Sendable {
    package var addresses: [Address] = []
    package var notReadyAddresses: [Address] = []
    package var ports: [Port] = []
    package init() {}
  }
  package var subsets: [Subset] = []

  package init() {}
}

/// A Kubernetes Pod (v1): what an endpoint inherits from the workload behind it.
package struct KubernetesPod: Hashable, Sendable {
  package struct ContainerPort: Hashable, Sendable {
    package var name: String
    package var containerPort: Int
    package var `protocol`: String
    package init(name: String, containerPort: Int, protocol: String = "TCP") {
      self.name = name
      self.containerPort = containerPort
      self.protocol = `protocol`
    }
  }
  package var podIPs: [String] = []
  package var nodeName: String?
  package var serviceAccountName: String?
  package var containerPorts: [ContainerPort] = []
  /// `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`; nil where no status is given.
  package var phase: String?
  /// The `Ready` condition; nil where no status is given.
  package var isReady: Bool?
  package var hostname: String?
  package var subdomain: String?
  package var hostNetwork = false
  /// Kind and name of the controlling owner (ReplicaSet, StatefulSet ...).
  package var controller: TargetReference?

  package init() {}
}
