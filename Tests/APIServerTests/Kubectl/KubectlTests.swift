import MeshTestSupport
import Testing

extension RealClients {
  @Suite("kubectl, the real one", .enabled(if: Kubectl.isNew))
  struct KubectlTests {
    private static let reviews = """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: reviews, labels: {app: bookinfo}}
      spec:
        hosts: [reviews]
        http:
        - route: [{destination: {host: reviews, subset: v1}}]
      """

    @Test("Objects are applied, read, changed and deleted", arguments: StoreChoice.all)
    func lifecycle(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      #expect(
        try await kubectl("apply", "-f", "-", input: Self.reviews).line == "virtualservice.networking.istio.io/reviews created")
      #expect(
        try await kubectl("apply", "-f", "-", input: Self.reviews).line
          == "virtualservice.networking.istio.io/reviews unchanged")
      let changed = Self.reviews.replacing("v1}", with: "v2}")
      #expect(try await kubectl("diff", "-f", "-", input: changed).text.contains("+        subset: v2"))
      #expect(
        try await kubectl("apply", "-f", "-", input: changed).line == "virtualservice.networking.istio.io/reviews configured")
      let subset = "jsonpath={.spec.http[0].route[0].destination.subset}"
      #expect(try await kubectl("get", "vs", "reviews", "-o", subset).line == "v2")
      let patch = #"[{"op": "replace", "path": "/spec/http/0/route/0/destination/subset", "value": "v3"}]"#
      #expect(try await kubectl("patch", "vs", "reviews", "--type", "json", "-p", patch).isSuccess)
      #expect(try await kubectl("get", "vs", "reviews", "-o", subset).line == "v3")
      #expect(try await kubectl("get", "vs", "reviews", "-o", "jsonpath={.metadata.generation}").line == "3")
      #expect(try await kubectl("label", "vs", "reviews", "tier=back").isSuccess)
      #expect(try await kubectl("get", "vs", "-l", "tier=back", "-o", "name").line.hasSuffix("/reviews"))
      #expect(try await kubectl("get", "vs", "-l", "tier!=back", "-o", "name").line == "")
      #expect(try await kubectl("get", "vs", "reviews", "-o", "jsonpath={.metadata.generation}").line == "3")
      #expect(try await kubectl("delete", "vs", "reviews").isSuccess)
      let gone = try await kubectl("get", "vs", "reviews")
      #expect(
        gone.complaint
          == #"Error from server (NotFound): virtualservices.networking.istio.io "reviews" not found"# + "\n")
    }

    @Test("Mistakes are refused with the field and what to write instead", arguments: StoreChoice.all)
    func mistakes(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let unknown = Self.reviews.replacing("subset:", with: "subsett:")
      let refused = try await server.kubectl("apply", "-f", "-", input: unknown)
      #expect(refused.complaint.contains(#"unknown field "spec.http[0].route[0].destination.subsett""#), "\(refused)")
      let negative = Self.reviews + "\n    timeout: -3s\n"
      let invalid = try await server.kubectl("apply", "-f", "-", input: negative)
      #expect(invalid.complaint.contains("spec.http[0].timeout: Invalid value: -3s is too short"), "\(invalid)")
      let dry = try await server.kubectl("apply", "--dry-run=server", "-f", "-", input: Self.reviews)
      #expect(dry.line == "virtualservice.networking.istio.io/reviews created (server dry run)")
      #expect(try await server.kubectl("get", "vs", "-o", "name").line == "")
    }

    @Test("Server-side apply tells owners apart", arguments: StoreChoice.all)
    func serverSideApply(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      func apply(_ text: String, _ manager: String, _ more: String...) async throws -> Kubectl.Output {
        try await kubectl.run(
          ["apply", "--server-side", "--field-manager", manager, "-f", "-"] + more, input: text)
      }
      #expect(try await apply(Self.reviews, "one").line == "virtualservice.networking.istio.io/reviews serverside-applied")
      let other = Self.reviews.replacing("[reviews]", with: "[reviews.default]")
      let conflict = try await apply(other, "two")
      #expect(conflict.complaint.contains(#"conflict with "one""#), "\(conflict)")
      #expect(conflict.complaint.contains(".spec.hosts"), "\(conflict)")
      #expect(try await apply(other, "two", "--force-conflicts").isSuccess)
      let managers = "jsonpath={.metadata.managedFields[*].manager}"
      #expect(try await kubectl("get", "vs", "reviews", "--show-managed-fields", "-o", managers).line == "one two")
    }

    @Test("People without roles learn nothing, readers read, editors edit", arguments: StoreChoice.all)
    func roles(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      #expect(try await server.kubectl("apply", "-f", "-", input: Self.reviews).isSuccess)
      let binding = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: readers}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: readers}]
        """
      #expect(try await server.kubectl("apply", "-f", "-", input: binding).isSuccess)
      let nobody = try await server.kubectl(as: "nobody")
      let namespace = try #require(server.namespace)
      #expect(
        try await nobody.fails("get vs reviews").hasSuffix(
          #"User "nobody" cannot get resource "virtualservices" in API group "networking.istio.io" "#
            + #"in the namespace "\#(namespace)""#))
      let reader = try await server.kubectl(as: "reader", groups: ["readers"])
      #expect(try await reader("get", "vs", "reviews", "-o", "name").line.hasSuffix("/reviews"))
      #expect(try await reader("delete", "vs", "reviews").complaint.contains("(Forbidden)"))
      #expect(try await reader("get", "vs", "-n", "kube-system").complaint.contains("(Forbidden)"))
      #expect(try await reader("get", "secrets").complaint.contains("(Forbidden)"))
    }

    @Test("Administrators see what others may, and others take no names", arguments: StoreChoice.all)
    func impersonation(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      #expect(try await server.kubectl("get", "secrets", "--as", "joe").complaint.contains(#"User "joe" cannot list"#))
      #expect(try await server.kubectl("auth", "can-i", "get", "pods", "--as", "joe").line == "no")
      #expect(try await server.kubectl("get", "secrets", "--as", "joe", "--as-group", "system:masters").isSuccess)
      let joe = try await server.kubectl(as: "joe")
      let refused = try await joe("get", "secrets", "--as", "meltemi-admin", "--as-group", "system:masters")
      #expect(refused.complaint.contains(#"User "joe" cannot impersonate resource "users""#), "\(refused)")
    }

    @Test("A namespace goes with all it holds", arguments: StoreChoice.all)
    func namespaces(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl(in: nil)
      let objects = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: shop}
        data: {a: b}
        """
      #expect(try await kubectl("apply", "-f", "-", input: objects).isSuccess)
      #expect(try await kubectl("delete", "namespace", "shop", "--timeout=30s").isSuccess)
      #expect(try await kubectl("get", "cm", "-n", "shop", "-o", "name").line == "")
      let late = try await kubectl(
        "apply", "-f", "-", input: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n")
      #expect(late.complaint.contains(#"namespaces "shop" not found"#))
      #expect(try await kubectl("delete", "namespace", "kube-system").complaint.contains("may not be deleted"))
    }

    @Test("Users add kinds of their own", arguments: StoreChoice.all)
    func customResources(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      let definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: sails.boats.example.com}
        spec:
          group: boats.example.com
          scope: Namespaced
          names: {plural: sails, singular: sail, kind: Sail, shortNames: [sl]}
          versions:
          - name: v1
            served: true
            storage: true
            additionalPrinterColumns: [{name: Area, type: integer, jsonPath: .spec.area}]
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [area]
                    properties:
                      area: {type: integer, minimum: 1}
                      colour: {type: string, default: white}
        """
      #expect(try await kubectl("apply", "-f", "-", input: definition).isSuccess)
      #expect(try await kubectl("wait", "--for=condition=Established", "crd/sails.boats.example.com").isSuccess)
      let sail = "apiVersion: boats.example.com/v1\nkind: Sail\nmetadata: {name: jib}\nspec: {area: 12}\n"
      try await eventually("sails are served") { try await kubectl("get", "sails").isSuccess }
      #expect(try await kubectl("apply", "-f", "-", input: sail).isSuccess)
      #expect(try await kubectl("get", "sl", "jib", "-o", "jsonpath={.spec.colour}").line == "white")
      #expect(try await kubectl("get", "sails").text.contains("NAME   AREA\njib    12"))
      let small = try await kubectl("apply", "-f", "-", input: sail.replacing("12", with: "0"))
      #expect(small.complaint.contains("spec.area: Invalid value: 0"), "\(small)")
      #expect(try await kubectl("explain", "sail.spec").text.contains("area"))
      #expect(try await kubectl("delete", "crd", "sails.boats.example.com").isSuccess)
    }
  }
}
