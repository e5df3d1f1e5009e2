import MeshAPI
import MeshAdmission
import MeshAnalysis
import MeshModel
import MeshState
import Testing

/// The mesh that some YAML makes, as it is analysed.
struct AnalysedMesh {
  var snapshot: MeshSnapshot

  /// - Parameters:
  ///   - yaml: objects, all of which must be admitted.
  ///   - mesh: the mesh config.
  init(_ yaml: String, mesh: String = "{}") {
    let admission = Admission()
    let result = admission.admit(Array(yaml.utf8), file: "test.yaml")
    let (config, problems) = admission.meshConfig(Array(mesh.utf8), file: "mesh.yaml")
    #expect((result.diagnostics + problems).filter { $0.diagnostic.severity == .error }.map(\.description) == [])
    let folded = FoldedMesh(folding: FactChanges(upserts: result.objects.map(\.object), meshConfig: config))
    snapshot = folded.snapshot
  }

  /// What is found, without suggestions: `object: path: message [code]`.
  func findings(knowsMeshConfig: Bool = true) -> [String] {
    MeshAnalyzer(snapshot: snapshot, knowsMeshConfig: knowsMeshConfig).diagnostics().map {
      "\($0.object): \($0.path): \($0.message) [\($0.code.rawValue)]"
    }
  }

  var diagnostics: [Diagnostic] { MeshAnalyzer(snapshot: snapshot).diagnostics() }

  // MARK: Objects

  static func object(_ kind: String, _ name: String, in namespace: String = "shop", _ spec: String) -> String {
    let group =
      switch kind {
      case "VirtualService", "DestinationRule", "Gateway", "ServiceEntry", "Sidecar": "networking.istio.io/v1"
      case "Telemetry": "telemetry.istio.io/v1"
      default: "security.istio.io/v1"
      }
    return """
      apiVersion: \(group)
      kind: \(kind)
      metadata: {name: \(name), namespace: \(namespace)}
      spec: \(spec)
      ---

      """
  }

  /// A service with one pod; the port's name says what is spoken on it.
  static func service(_ name: String, in namespace: String = "shop", port: String = "http", address: String) -> String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), namespace: \(namespace)}
    spec: {clusterIP: None, selector: {app: \(name)}, ports: [{name: \(port), port: 80, targetPort: 8080, protocol: TCP}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), namespace: \(namespace), labels: {app: \(name), security.istio.io/tlsMode: istio}}
    spec: {containers: [{name: \(name)}]}
    status: {podIP: \(address), phase: Running, podIPs: [{ip: \(address)}], conditions: [{type: Ready, status: "True"}]}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: \(name), namespace: \(namespace), labels: {kubernetes.io/service-name: \(name)}}
    addressType: IPv4
    ports: [{name: \(port), port: 8080, protocol: TCP}]
    endpoints: [{addresses: [\(address)], conditions: {ready: true}, targetRef: {kind: Pod, name: \(name), namespace: \(namespace)}}]
    ---

    """
  }

  static let cart = service("cart", address: "10.0.0.1")
}
