import MeshTestSupport
import Testing

extension RealClients {
  @Suite("kubectl writes", .enabled(if: Kubectl.isNew))
  struct WriteTests {
    private static let subset = "jsonpath={.spec.http[0].route[0].destination.subset}"

    @Test("An editor's change is written, and what it spoils is not", arguments: StoreChoice.all)
    func edits(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      var kubectl = server.kubectl
      try await kubectl.does("create -f -", input: ClientObjects.reviews)
      kubectl.variables["KUBE_EDITOR"] = "sed -i 's/subset: v1/subset: v2/'"
      #expect(try await kubectl.does("edit vs reviews") == "virtualservice.networking.istio.io/reviews edited")
      #expect(try await kubectl.does("get vs reviews -o \(Self.subset)") == "v2")
      kubectl.variables["KUBE_EDITOR"] = "true"
      #expect(try await kubectl("edit", "vs", "reviews").complaint.contains("Edit cancelled, no changes made"))
      // kubectl opens the editor again on what was refused, until nothing more changes.
      kubectl.variables["KUBE_EDITOR"] = "sed -i 's/^  hosts:/  hostz:/'"
      #expect(try await kubectl.fails("edit vs reviews").contains(#"unknown field "spec.hostz""#))
      kubectl.variables["KUBE_EDITOR"] = #"sed -i 's/"subset": "v2"/"subset": "v3"/'"#
      try await kubectl.does("edit vs reviews -o json")
      #expect(try await kubectl.does("get vs reviews -o \(Self.subset)") == "v3")
    }

    @Test("Objects are replaced, made anew, and guarded by their version", arguments: StoreChoice.all)
    func replaces(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: ClientObjects.reviews)
      #expect(
        try await kubectl.fails("create -f -", input: ClientObjects.reviews)
          == #"Error from server (AlreadyExists): error when creating "STDIN": virtualservices.networking.istio.io "reviews" already exists"#
      )
      let uid = try await kubectl.does("get vs reviews -o jsonpath={.metadata.uid}")
      let version = try await kubectl.does("get vs reviews -o jsonpath={.metadata.resourceVersion}")
      let changed = ClientObjects.reviews.replacing("v1}", with: "v2}")
      #expect(try await kubectl.does("replace -f -", input: changed) == "virtualservice.networking.istio.io/reviews replaced")
      #expect(try await kubectl.does("get vs reviews -o jsonpath={.metadata.uid}") == uid)
      let outdated = changed.replacing("{name: reviews,", with: "{name: reviews, resourceVersion: '\(version)',")
      #expect(
        try await kubectl.fails("replace -f -", input: outdated)
          == #"Error from server (Conflict): error when replacing "STDIN": Operation cannot be fulfilled on "#
          + #"virtualservices.networking.istio.io "reviews": the object has been modified; please apply your changes to the "#
          + "latest version and try again")
      try await kubectl.does("replace --force -f -", input: ClientObjects.reviews)
      #expect(try await kubectl.does("get vs reviews -o jsonpath={.metadata.uid}") != uid)
      #expect(
        try await kubectl.fails("replace -f -", input: changed.replacing("name: reviews", with: "name: none"))
          .hasSuffix(#"virtualservices.networking.istio.io "none" not found"#))
      #expect(
        try await kubectl.fails("label vs reviews a=b --resource-version=\(version)").hasPrefix("Error from server (Conflict):"))
    }

    @Test("Patches of all types change what they say", arguments: StoreChoice.all)
    func patches(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create deployment web --image=web:1")
      // Containers are told apart by name, so the other one stays.
      let strategic = #"{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"side:1"}]}}}}"#
      try await kubectl.does("patch deployment web -p \(strategic)")
      let images = "jsonpath={.spec.template.spec.containers[*].image}"
      #expect(try await kubectl.does("get deployment web -o \(images)") == "side:1 web:1")
      let merge = strategic.replacing("side", with: "only")
      try await kubectl.does("patch deployment web --type=merge -p \(merge)")
      #expect(try await kubectl.does("get deployment web -o \(images)") == "only:1")
      let json = #"[{"op":"test","path":"/spec/replicas","value":1},{"op":"replace","path":"/spec/replicas","value":4}]"#
      try await kubectl.does("patch deployment web --type=json -p \(json)")
      #expect(try await kubectl.does("get deployment web -o jsonpath={.spec.replicas}") == "4")
      #expect(try await kubectl("patch", "deployment", "web", "--type=json", "-p", json).complaint.contains("test"))
      try await kubectl.does("create -f -", input: ClientObjects.reviews)
      #expect(
        try await kubectl.fails(#"patch vs reviews --type=strategic -p {"spec":{"hosts":["a"]}}"#)
          .contains("application/strategic-merge-patch+json is not supported by networking.istio.io/v1"))
      try await kubectl.does(#"patch vs reviews --type=merge -p {"metadata":{"labels":{"app":null}}}"#)
      #expect(try await kubectl.does("get vs reviews -o jsonpath={.metadata.labels}") == "")
    }

    @Test("Status is written by its own way alone", arguments: StoreChoice.all)
    func status(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: ClientObjects.reviews)
      let patch = #"{"spec":{"hosts":["other"]},"status":{"observedGeneration":1}}"#
      try await kubectl.does("patch vs reviews --subresource=status --type=merge -p \(patch)")
      let state = "jsonpath={.spec.hosts[0]} {.status.observedGeneration} {.metadata.generation}"
      #expect(try await kubectl("get", "vs", "reviews", "-o", state).line == "reviews 1 1")
      try await kubectl.does(#"patch vs reviews --type=merge -p {"status":{"observedGeneration":7}}"#)
      #expect(try await kubectl("get", "vs", "reviews", "--subresource=status", "-o", state).line == "reviews 1 1")
    }

    @Test("Labels and annotations are set, guarded and taken away", arguments: StoreChoice.all)
    func labels(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: ClientObjects.settings("one") + ClientObjects.settings("two"))
      #expect(try await kubectl.does("label cm one tier=back") == "configmap/one labeled")
      #expect(try await kubectl.fails("label cm one tier=front").contains("--overwrite is false"))
      try await kubectl.does("label cm one tier=front --overwrite")
      try await kubectl.does("label cm --all seen=yes")
      #expect(try await kubectl.does("get cm -l seen=yes -o name") == "configmap/one\nconfigmap/two")
      #expect(try await kubectl.does("label cm one tier-") == "configmap/one unlabeled")
      #expect(try await kubectl.fails("label cm one tier=not/one").contains("invalid label value"))
      #expect(try await kubectl.does("annotate cm one note=first") == "configmap/one annotated")
      try await kubectl.does("annotate cm one note=second --overwrite")
      #expect(try await kubectl.does("get cm one -o jsonpath={.metadata.annotations}") == #"{"note":"second"}"#)
      #expect(try await kubectl.does("annotate cm one note-") == "configmap/one annotated")
    }

    @Test("Names are generated, texts of Secrets become bytes, and dry runs write nothing", arguments: StoreChoice.all)
    func creates(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let nameless = "apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: run-}\n"
      let names = [
        try await kubectl.does("create -f - -o name", input: nameless),
        try await kubectl.does("create -f - -o name", input: nameless),
      ]
      #expect(Set(names).count == 2 && names.allSatisfy { $0.hasPrefix("configmap/run-") && $0.count == 19 }, "\(names)")
      #expect(try await kubectl.fails("apply -f -", input: nameless).contains("cannot use generate name with apply"))
      let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {token: t0p}\ndata: {old: b2xk}\n"
      try await kubectl.does("apply -f -", input: secret)
      #expect(
        try await kubectl("get", "secret", "key", "-o", "jsonpath={.type} {.data} {.stringData}").line
          == #"Opaque {"old":"b2xk","token":"dDBw"} "#)
      #expect(
        try await kubectl.does("create -f - --dry-run=server", input: ClientObjects.reviews)
          == "virtualservice.networking.istio.io/reviews created (server dry run)")
      #expect(
        try await kubectl.does("create -f - --dry-run=client", input: ClientObjects.reviews)
          == "virtualservice.networking.istio.io/reviews created (dry run)")
      #expect(try await kubectl.does("delete secret key --dry-run=server") == #"secret "key" deleted (server dry run)"#)
      #expect(try await kubectl.does("label secret key a=b --dry-run=server") == "secret/key labeled (server dry run)")
      #expect(try await kubectl.does("get vs,secret -o name") == "secret/key")
    }
  }
}
