import MeshTestSupport
import Testing

extension RealClients {
  @Suite("Kinds that go", .enabled(if: Kubectl.isNew))
  struct DefinitionDeletionTests {
    private static func definition(_ kind: String, _ plural: String, scope: String = "Namespaced") -> String {
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: \(plural).air.example.com}
      spec:
        group: air.example.com
        scope: \(scope)
        names: {plural: \(plural), singular: \(plural.dropLast()), kind: \(kind)}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}

      """
    }

    private static func object(_ kind: String, _ name: String, _ metadata: String = "") -> String {
      "apiVersion: air.example.com/v1\nkind: \(kind)\nmetadata: {name: \(name)\(metadata)}\n---\n"
    }

    private static func serve(_ definition: String, _ plural: String, _ kubectl: Kubectl) async throws {
      try await kubectl.does("create -f -", input: definition)
      try await eventually("\(plural) are served") { try await list(plural, kubectl).isSuccess }
    }

    /// Asked by path: kubectl remembers for long which kinds there are, and where.
    private static func list(_ plural: String, _ kubectl: Kubectl) async throws -> Kubectl.Output {
      try await kubectl.run(["get", "--raw", "/apis/air.example.com/v1/\(plural)"])
    }

    @Test("Their objects go first, and are not there when the kind comes back", arguments: StoreChoice.all)
    func objects(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let name = "crd/kites.air.example.com"
      try await Self.serve(Self.definition("Kite", "kites"), "kites", kubectl)
      let held = Self.object("Kite", "held", ", finalizers: [example.com/hold]")
      try await kubectl.does("create -f -", input: Self.object("Kite", "free") + held)
      try await kubectl.follow("get kites -w --output-watch-events --no-headers") { printed in
        try await eventually("both are watched") { try printed().lines.count == 2 }
        try await kubectl.does("delete \(name) --wait=false")
        try await eventually("what nothing holds goes") { try await kubectl.does("get kites -o name").hasSuffix("/held") }
        try await kubectl.does("wait --for=condition=Terminating \(name) --timeout=60s")
        try await eventually("the definition says what holds it") {
          try await kubectl.does("get \(name) -o jsonpath={.status.conditions[?(@.type=='Terminating')].message}")
            .hasSuffix("finalizers hold them: example.com/hold: 1")
        }
        try await eventually("none are made any more") {
          try await kubectl("create", "-f", "-", input: Self.object("Kite", "late")).complaint
            .contains("create not allowed while custom resource definition is terminating")
        }
        try await kubectl.does(#"patch kite held --type=merge -p {"metadata":{"finalizers":null}}"#)
        try await kubectl.does("wait --for=delete \(name) --timeout=60s")
        try await eventually("watchers are told of each") {
          Set(try printed().lines.filter { $0.hasPrefix("DELETED") }.compactMap { $0.split(separator: " ").dropFirst().first })
            == ["free", "held"]
        }
      }
      try await eventually("kites are not served") { try await !Self.list("kites", kubectl).isSuccess }
      try await Self.serve(Self.definition("Kite", "kites", scope: "Cluster"), "kites", kubectl)
      #expect(try await Self.list("kites", kubectl).text.contains(#""items":[]"#))
      try await kubectl.does("delete \(name) --timeout=60s")
    }

    @Test("One of which no version is served holds up no namespace", arguments: StoreChoice.all)
    func unserved(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let (kubectl, namespace) = (server.kubectl, try #require(server.namespace))
      try await Self.serve(Self.definition("Glider", "gliders"), "gliders", kubectl)
      try await kubectl.does("create -f -", input: Self.object("Glider", "a"))
      let patch = #"[{"op":"replace","path":"/spec/versions/0/served","value":false}]"#
      try await kubectl.does("patch crd gliders.air.example.com --type=json -p \(patch)")
      try await eventually("gliders are not served") { try await !Self.list("gliders", kubectl).isSuccess }
      try await server.kubectl(in: nil).does("delete namespace \(namespace) --timeout=60s")
      try await server.kubectl(in: nil).does("delete crd gliders.air.example.com --timeout=60s")
    }
  }
}
