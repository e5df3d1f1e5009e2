import Foundation
import Testing

extension RealClients {
  @Suite("kubectl and kinds", .enabled(if: Kubectl.isNew))
  struct KindTests {
    /// What manifests of meshes' users carry beside the mesh's own kinds, and the columns that Kubernetes prints of each.
    private static let platform: [(object: String, columns: String, cells: String)] = [
      (
        "v1 PersistentVolume PV\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /a}}",
        "NAME CAPACITY ACCESS_MODES RECLAIM_POLICY STATUS CLAIM STORAGECLASS VOLUMEATTRIBUTESCLASS REASON AGE",
        "PV 1Gi RWO Retain Pending <unset>"
      ),
      (
        "v1 PersistentVolumeClaim a\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}",
        "NAME STATUS VOLUME CAPACITY ACCESS_MODES STORAGECLASS VOLUMEATTRIBUTESCLASS AGE", "a Pending <unset>"
      ),
      (
        "v1 ResourceQuota a\nspec: {hard: {pods: 3, limits.cpu: '2'}}", "NAME AGE REQUEST LIMIT",
        "a AGE pods:_0/3 limits.cpu:_0/2"
      ),
      ("v1 LimitRange a\nspec: {limits: [{type: Container, default: {cpu: 1}}]}", "NAME CREATED_AT", "a"),
      (
        "v1 ReplicationController a\nspec: {selector: {a: b}, template: {spec: {containers: [{name: c, image: i}]}}}",
        "NAME DESIRED CURRENT READY AGE", "a 1 0 0"
      ),
      (
        "policy/v1 PodDisruptionBudget a\nspec: {minAvailable: 50%, selector: {matchLabels: {a: b}}}",
        "NAME MIN_AVAILABLE MAX_UNAVAILABLE ALLOWED_DISRUPTIONS AGE", "a 50% N/A 0"
      ),
      (
        "scheduling.k8s.io/v1 PriorityClass PC\nvalue: 10", "NAME VALUE GLOBAL-DEFAULT AGE PREEMPTIONPOLICY",
        "PC 10 false AGE PreemptLowerPriority"
      ),
      (
        "networking.k8s.io/v1 NetworkPolicy a\nspec: {podSelector: {matchLabels: {a: b}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]}",
        "NAME POD-SELECTOR AGE", "a a=b"
      ),
      (
        "storage.k8s.io/v1 StorageClass SC\nprovisioner: a.test/b",
        "NAME PROVISIONER RECLAIMPOLICY VOLUMEBINDINGMODE ALLOWVOLUMEEXPANSION AGE",
        "SC a.test/b Delete Immediate false"
      ),
      (
        "apps/v1 DaemonSet a\nspec: {selector: {matchLabels: {a: b}}, template: {spec: {containers: [{name: c, image: i}]}}}",
        "NAME DESIRED CURRENT READY UP-TO-DATE AVAILABLE NODE_SELECTOR AGE", "a 0 0 0 0 0 <none>"
      ),
      (
        "batch/v1 Job a\nspec: {template: {spec: {containers: [{name: c, image: i}]}}}", "NAME STATUS COMPLETIONS DURATION AGE",
        "a Running 0/1"
      ),
      (
        "batch/v1 CronJob a\nspec: {schedule: '@daily', jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: i}]}}}}}",
        "NAME SCHEDULE TIMEZONE SUSPEND ACTIVE LAST_SCHEDULE AGE", "a @daily <none> False 0 <none>"
      ),
      ("apps/v1 ControllerRevision a\nrevision: 3\ndata: {}", "NAME CONTROLLER REVISION AGE", "a <none> 3"),
      (
        "networking.k8s.io/v1 IngressClass IC\nspec: {controller: a.test/b}", "NAME CONTROLLER PARAMETERS AGE",
        "IC a.test/b <none>"
      ),
    ]

    /// The API version, the kind, the name in a room of a test, and the rest of an object above. Names of what belongs to no namespace
    /// are written in capitals there.
    private static func parts(_ object: String, in namespace: String) -> (head: [String], name: String, rest: Substring) {
      let lines = object.split(separator: "\n", maxSplits: 1)
      let words = lines[0].split(separator: " ").map(String.init)
      return (words, words[2] == "a" ? "a" : "\(words[2].lowercased())-\(namespace)", lines[1])
    }

    @Test("What usual manifests hold is taken, and printed as by Kubernetes", arguments: StoreChoice.all)
    func platform(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      let namespace = try #require(server.namespace)
      let documents = Self.platform.map { object, _, _ in
        let (head, name, rest) = Self.parts(object, in: namespace)
        return "apiVersion: \(head[0])\nkind: \(head[1])\nmetadata: {name: \(name)}\n\(rest)\n---\n"
      }.joined()
      try await kubectl.does("apply -f -", input: documents)
      let again = try await kubectl.does("apply -f -", input: documents)
      #expect(again.split(separator: "\n").allSatisfy { $0.hasSuffix(" unchanged") }, "\(again)")
      func words(_ text: String) -> [String] { text.split(separator: " ").map { String($0).replacing("_", with: " ") } }
      for (object, columns, cells) in Self.platform {
        let (head, name, _) = Self.parts(object, in: namespace)
        let table = try await kubectl("get", head[1], name).cells
        #expect(table.first == words(columns), "\(head[1])")
        let expected = words(cells).map { $0 == head[2] ? name : $0 }
        // Ages are whatever they are; what follows the cells that are named here, too.
        let row = zip(table.last ?? [], expected).map { $1 == "AGE" ? "AGE" : $0 }
        #expect(row == expected, "\(head[1]): \(table)")
      }
      let places = Self.platform.map { object, _, _ in
        let (head, name, _) = Self.parts(object, in: namespace)
        return "\(head[1])/\(name)"
      }.joined(separator: " ")
      try await kubectl.does("get -o wide \(places)")
      let wide = try await kubectl("get", "daemonset,rc", "-o", "wide", "--no-headers").lines
      #expect(wide.count == 2 && wide.allSatisfy { $0.contains(/c +i +a=b/) }, "\(wide)")
      try await kubectl.does("delete \(places)")
    }

    @Test("Commands make what bounds and protects pods", arguments: StoreChoice.all)
    func commands(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      try await kubectl.does("create quota small --hard=pods=3,limits.cpu=1500m --scopes=NotTerminating")
      #expect(try await kubectl.does("get quota small -o jsonpath={.spec.hard}") == #"{"limits.cpu":"1500m","pods":"3"}"#)
      try await kubectl.does("create poddisruptionbudget web --selector=app=web --min-available=50%")
      #expect(try await kubectl.does("get pdb web -o jsonpath={.spec.minAvailable}") == "50%")
      let name = "low-\(server.namespace ?? "")"
      try await kubectl.does("create priorityclass \(name) --value=-10 --preemption-policy=Never")
      #expect(try await kubectl.does("get pc \(name) -o jsonpath={.value}") == "-10")
      try await kubectl.does("delete pc \(name)")
    }

    /// As Istio's own definitions have them. EnvoyFilters are left out: the servers of these tests know nothing of Envoy.
    private static let columns: [String: String] = [
      "virtualservices": "NAME GATEWAYS HOSTS AGE", "destinationrules": "NAME HOST AGE",
      "gateways.networking.istio.io": "NAME AGE",
      "serviceentries": "NAME HOSTS LOCATION RESOLUTION AGE", "sidecars": "NAME AGE", "workloadentries": "NAME AGE ADDRESS",
      "workloadgroups": "NAME AGE", "proxyconfigs": "NAME AGE",
      "peerauthentications": "NAME MODE AGE",
      "authorizationpolicies": "NAME ACTION AGE", "requestauthentications": "NAME AGE", "telemetries": "NAME AGE",
      "wasmplugins": "NAME AGE",
    ]

    private static let rules: [(apiVersion: String, kind: String, spec: String)] = [
      (
        "networking.istio.io/v1", "VirtualService",
        "{hosts: [a, b], gateways: [mesh], http: [{route: [{destination: {host: a}}]}]}"
      ),
      ("networking.istio.io/v1", "DestinationRule", "{host: a}"),
      ("networking.istio.io/v1", "Gateway", #"{servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}"#),
      (
        "networking.istio.io/v1", "ServiceEntry",
        "{hosts: [a.test], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}"
      ),
      ("networking.istio.io/v1", "Sidecar", #"{egress: [{hosts: ["./*"]}]}"#),
      ("networking.istio.io/v1", "WorkloadEntry", "{address: 10.0.0.1}"),
      ("networking.istio.io/v1", "WorkloadGroup", "{template: {serviceAccount: a}}"),
      ("networking.istio.io/v1beta1", "ProxyConfig", "{concurrency: 2}"),
      ("security.istio.io/v1", "PeerAuthentication", "{mtls: {mode: STRICT}}"),
      ("security.istio.io/v1", "AuthorizationPolicy", "{action: DENY, rules: [{}]}"),
      ("security.istio.io/v1", "RequestAuthentication", #"{jwtRules: [{issuer: a, jwksUri: "https://a.test"}]}"#),
      ("telemetry.istio.io/v1", "Telemetry", "{}"),
      ("extensions.istio.io/v1alpha1", "WasmPlugin", #"{url: "oci://a.test/b:1"}"#),
    ]

    @Test("Istio's kinds are printed as by Istio", arguments: StoreChoice.all)
    func istio(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let documents = Self.rules.map { "apiVersion: \($0)\nkind: \($1)\nmetadata: {name: a}\nspec: \($2)\n---\n" }
      try await kubectl.does("apply -f -", input: documents.joined())
      for (kind, columns) in Self.columns.sorted(by: { $0.key < $1.key }) {
        let table = try await kubectl("get", kind).cells
        #expect(table.first == columns.split(separator: " ").map(String.init), "\(kind): \(table)")
        #expect(table.count == 2 && table.last?.first == "a", "\(kind): \(table)")
      }
      #expect(try await kubectl("get", "vs", "--no-headers").row(0).prefix(3) == ["a", #"["mesh"]"#, #"["a","b"]"#])
      #expect(try await kubectl("get", "se", "--no-headers").row(0).prefix(4) == ["a", #"["a.test"]"#, "MESH_EXTERNAL", "DNS"])
      #expect(try await kubectl("get", "pa", "--no-headers").row(0).prefix(2) == ["a", "STRICT"])
      #expect(try await kubectl("get", "istio-io", "-o", "name").lines.count == 13)
      let described = try await kubectl("describe", "istio-io")
      #expect(described.isSuccess, "\(described)")
      try await kubectl.does("delete istio-io --all")
      #expect(try await kubectl.does("get istio-io -o name") == "")
    }
  }
}
