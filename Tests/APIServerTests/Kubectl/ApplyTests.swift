import MeshTestSupport
import Testing

extension RealClients {
  @Suite("kubectl applies", .enabled(if: Kubectl.isNew))
  struct ApplyTests {
    @Test("What is no longer in the files is pruned", arguments: StoreChoice.all)
    func prunes(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let one = ClientObjects.settings("one", "labels: {set: x}")
      let two = ClientObjects.settings("two", "labels: {set: x}")
      let rule = ClientObjects.reviews.replacing("app: bookinfo", with: "set: x")
      try await kubectl.does("create -f -", input: ClientObjects.settings("other", "labels: {set: x}"))
      try await kubectl.does("apply -f -", input: one + two + rule)
      let dry = try await kubectl.does("apply --prune -l set=x --dry-run=server -f -", input: one)
      #expect(dry.contains("configmap/two pruned (server dry run)") && !dry.contains("reviews"), "\(dry)")
      #expect(
        try await kubectl.does("apply --prune -l set=x -f -", input: one) == "configmap/one unchanged\nconfigmap/two pruned")
      // What nobody applied stays.
      #expect(try await kubectl.does("get cm,vs -l set=x -o name").split(separator: "\n").count == 3)
      let allowed = "apply --prune -l set=x --prune-allowlist=networking.istio.io/v1/VirtualService -f -"
      #expect(
        try await kubectl.does(allowed, input: two)
          == "configmap/two created\nvirtualservice.networking.istio.io/reviews pruned")
      #expect(try await kubectl.does("get cm -l set=x -o name") == "configmap/one\nconfigmap/other\nconfigmap/two")
    }

    @Test("Sets of objects are pruned by their parent", arguments: StoreChoice.all)
    func appliesSets(_ store: StoreChoice) async throws {
      var kubectl = try await RunningAPIServer.shared(store).kubectl
      kubectl.variables["KUBECTL_APPLYSET"] = "true"
      let both = ClientObjects.settings("one") + ClientObjects.reviews
      try await kubectl.does("apply --prune --applyset=shop -f -", input: both)
      let second = try await kubectl.does("apply --prune --applyset=shop -f -", input: ClientObjects.settings("one"))
      #expect(second.contains("virtualservice.networking.istio.io/reviews pruned"), "\(second)")
      #expect(try await kubectl.does("get cm,vs -o name") == "configmap/one")
    }

    @Test("Kustomizations are applied, compared and deleted", arguments: StoreChoice.all)
    func kustomizes(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      let folder = try TestFolder()
      try folder.write("base/reviews.yaml", ClientObjects.reviews)
      try folder.write("base/kustomization.yaml", "resources: [reviews.yaml]\n")
      let overlay = """
        resources: [../base]
        namePrefix: dev-
        labels: [{pairs: {env: dev}}]
        configMapGenerator: [{name: settings, literals: [a=b]}]
        patches:
        - target: {kind: VirtualService}
          patch: '[{"op": "replace", "path": "/spec/hosts/0", "value": "ratings"}]'

        """
      try folder.write("dev/kustomization.yaml", overlay)
      let place = folder("dev")
      let made = try await kubectl.does("apply -k \(place)")
      #expect(made.contains("virtualservice.networking.istio.io/dev-reviews created") && made.contains("configmap/dev-settings-"))
      #expect(try await kubectl.does("get vs -l env=dev -o jsonpath={.items[0].spec.hosts[0]}") == "ratings")
      #expect(try await kubectl.does("diff -k \(place)") == "")
      try folder.write("dev/kustomization.yaml", overlay.replacing("ratings", with: "details"))
      #expect(try await kubectl("diff", "-k", place).text.contains("+  - details"))
      #expect(try await kubectl.does("get -k \(place) -o name").contains("dev-reviews"))
      try await kubectl.does("delete -k \(place)")
      #expect(try await kubectl.does("get cm,vs -o name") == "")
    }

    @Test("What was applied is remembered", arguments: StoreChoice.all)
    func remembers(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("apply -f -", input: ClientObjects.settings("one", data: "{a: b, c: d}"))
      #expect(try await kubectl.does("apply view-last-applied cm/one").contains("  c: d"))
      #expect(try await kubectl("diff", "-f", "-", input: ClientObjects.settings("one")).text.contains("-  c: d"))
      // Others' fields stay, own ones that are gone go.
      try await kubectl.does(#"patch cm one -p {"data":{"x":"y"}}"#)
      #expect(try await kubectl.does("apply -f -", input: ClientObjects.settings("one")) == "configmap/one configured")
      #expect(try await kubectl.does("get cm one -o jsonpath={.data}") == #"{"a":"b","x":"y"}"#)
      try await kubectl.does("create -f -", input: ClientObjects.settings("plain"))
      let warned = try await kubectl("apply", "-f", "-", input: ClientObjects.settings("plain"))
      #expect(warned.complaint.contains("missing the kubectl.kubernetes.io/last-applied-configuration annotation"))
      #expect(
        try await kubectl.does("apply -f - --dry-run=client", input: ClientObjects.settings("new"))
          == "configmap/new created (dry run)")
      #expect(
        try await kubectl.does("apply set-last-applied -f -", input: ClientObjects.settings("one")) == "configmap/one configured")
    }

    @Test("Owners of fields are told apart, and conflict until one gives way", arguments: StoreChoice.all)
    func owners(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      func apply(_ data: String, by manager: String, _ more: String = "") -> (command: String, input: String) {
        ("apply --server-side --field-manager=\(manager) -f - \(more)", ClientObjects.settings("shared", data: data))
      }
      func applied(_ what: (command: String, input: String)) async throws {
        try await kubectl.does(what.command, input: what.input)
      }
      try await applied(apply("{a: '1', b: '1'}", by: "one"))
      try await applied(apply("{c: '2'}", by: "two"))
      let contested = apply("{a: '2', c: '2'}", by: "two")
      let conflict = try await kubectl.fails(contested.command, input: contested.input)
      #expect(conflict.contains(#"Apply failed with 1 conflict: conflict with "one": .data.a"#), "\(conflict)")
      #expect(conflict.contains("--force-conflicts"))
      try await applied(apply("{a: '2', c: '2'}", by: "two", "--force-conflicts"))
      // What one no longer says and nobody else owns goes; what two took stays.
      try await applied(apply("{}", by: "one"))
      #expect(try await kubectl.does("get cm shared -o jsonpath={.data}") == #"{"a":"2","c":"2"}"#)
      try await kubectl.does(#"patch cm shared --field-manager=hand -p {"data":{"c":"3"}}"#)
      let lost = apply("{a: '2', c: '2'}", by: "two")
      #expect(try await kubectl.fails(lost.command, input: lost.input).contains(#"conflict with "hand" using v1: .data.c"#))
      let dry = apply("{d: '4'}", by: "three", "--dry-run=server")
      #expect(try await kubectl.does(dry.command, input: dry.input) == "configmap/shared serverside-applied (server dry run)")
      #expect(
        try await kubectl("diff", "--server-side", "--field-manager=three", "-f", "-", input: dry.input).text.contains(
          "+  d: \"4\""))
    }

    @Test("Objects of client-side apply go over to server-side apply and back", arguments: StoreChoice.all)
    func migrates(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("apply -f -", input: ClientObjects.settings("moved", data: "{a: '1', b: '1'}"))
      let managers = "get cm moved --show-managed-fields -o jsonpath={.metadata.managedFields[*].manager}"
      #expect(try await kubectl.does(managers) == "kubectl-client-side-apply")
      // What client-side apply owned is kubectl's own, so b goes without a conflict.
      try await kubectl.does("apply --server-side -f -", input: ClientObjects.settings("moved", data: "{a: '2'}"))
      #expect(try await kubectl.does("get cm moved -o jsonpath={.data}") == #"{"a":"2"}"#)
      #expect(try await kubectl.does(managers).split(separator: " ").contains("kubectl"))
      try await kubectl.does("apply -f -", input: ClientObjects.settings("moved", data: "{a: '3'}"))
      #expect(try await kubectl.does("get cm moved -o jsonpath={.data}") == #"{"a":"3"}"#)
    }
  }
}
