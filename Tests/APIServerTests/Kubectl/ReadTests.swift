import MeshTestSupport
import Testing

extension RealClients {
  @Suite("kubectl reads", .enabled(if: Kubectl.isNew))
  struct ReadTests {
    @Test("Objects are printed in all forms", arguments: StoreChoice.all)
    func forms(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      try await kubectl.does("create -f -", input: ClientObjects.reviews)
      #expect(try await kubectl.does("get vs -o name") == "virtualservice.networking.istio.io/reviews")
      let table = try await kubectl("get", "vs", "-o", "wide")
      #expect(
        table.row(0) == ["NAME", "GATEWAYS", "HOSTS", "AGE"] && table.row(1).prefix(2) == ["reviews", #"["reviews"]"#])
      #expect(try await kubectl.does("get vs -o jsonpath={.items[*].spec.hosts[0]}") == "reviews")
      #expect(
        try await kubectl("get", "vs", "-o", "custom-columns=NAME:.metadata.name,TO:.spec.http[0].route[0].destination.subset")
          .cells
          == [["NAME", "TO"], ["reviews", "v1"]])
      #expect(try await kubectl("get", "vs", "-o", "go-template={{range .items}}{{.kind}} {{end}}").text == "VirtualService ")
      let yaml = try await kubectl("get", "vs", "reviews", "-o", "yaml").text
      #expect(yaml.contains("kind: VirtualService\n") && !yaml.contains("managedFields") && yaml.contains("        subset: v1\n"))
      #expect(try await kubectl("get", "vs", "reviews", "-o", "json").text.contains(#""host": "reviews""#))
      #expect(try await kubectl("get", "vs", "-L", "app", "--show-labels").row(1).suffix(2) == ["bookinfo", "app=bookinfo"])
      #expect(
        try await kubectl.does("get virtualservice.v1alpha3.networking.istio.io reviews -o jsonpath={.apiVersion}")
          == "networking.istio.io/v1alpha3")
      #expect(try await kubectl("get", "vs", "--no-headers").lines.count == 1)
      #expect(try await kubectl("get", "vs", "none", "--ignore-not-found").text == "")
      // Either word for what there is none of.
      #expect(try await kubectl.fails("get windmills") == #"error: the server doesn't have a resource type "windmills""#)
    }

    @Test("Lists are narrowed, sorted and read in pages", arguments: StoreChoice.all)
    func lists(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let objects = (0..<7).map { ClientObjects.settings("c\($0)", "labels: {num: '\($0)'\($0 > 3 ? ", late: 'yes'" : "")}") }
      try await kubectl.does("create -f -", input: objects.joined())
      func names(_ selection: String) async throws -> String {
        try await kubectl.does("get cm -o jsonpath={.items[*].metadata.name} \(selection)")
      }
      #expect(try await names("-l num=2") == "c2")
      #expect(try await kubectl("get", "cm", "-o", "name", "-l", "num in (1,2),!late").lines == ["configmap/c1", "configmap/c2"])
      #expect(
        try await kubectl("get", "cm", "-o", "name", "-l", "num notin (0,1,2,3,4),late").lines == [
          "configmap/c5", "configmap/c6",
        ])
      #expect(try await names("-l late!=yes,num!=0") == "c1 c2 c3")
      #expect(try await names("--field-selector metadata.name=c4") == "c4")
      #expect(try await names("--field-selector metadata.name!=c4 -l late") == "c5 c6")
      #expect(try await kubectl.fails("get cm --field-selector data.a=b").contains("field label not supported: data.a"))
      #expect(try await kubectl("get", "cm", "-l", "num in (").complaint.contains("unable to parse requirement"))
      #expect(try await kubectl("get", "cm", "--chunk-size=3", "--no-headers").lines.count == 7)
      let pages = try await kubectl("get", "cm", "--chunk-size=3", "-v=8", "--no-headers").complaint
      #expect(pages.matches(of: /GET .*continue=.*limit=3/).count == 2)
      #expect(try await names("--sort-by={.metadata.labels.num}") == "c0 c1 c2 c3 c4 c5 c6")
      try await kubectl.does("run one --image=a")
      #expect(try await kubectl.does("get pods --field-selector status.phase=Pending -o name") == "pod/one")
      #expect(try await kubectl.does("get pods --field-selector spec.nodeName=a -o name") == "")
      // No node runs it: that is said, where Kubernetes would ask one.
      #expect(try await kubectl.fails("logs one").contains("pods/log is not served"))
      let everywhere = try await kubectl("get", "cm", "-A", "-l", "num=3", "--no-headers").cells
      #expect(everywhere.contains { Array($0.prefix(2)) == [kubectl.namespace ?? "", "c3"] })
    }

    @Test("Kinds are described, with what happened to them", arguments: StoreChoice.all)
    func describes(_ store: StoreChoice) async throws {
      let kubectl = try await RunningAPIServer.shared(store).kubectl
      let namespace = try #require(kubectl.namespace)
      try await kubectl.does("create -f -", input: ClientObjects.reviews)
      let uid = try await kubectl.does("get vs reviews -o jsonpath={.metadata.uid}")
      let event = """
        apiVersion: v1
        kind: Event
        metadata: {name: reviews.1}
        involvedObject: {apiVersion: networking.istio.io/v1, kind: VirtualService, name: reviews, namespace: \(namespace), uid: \(uid)}
        reason: Shifted
        message: half of the requests go to v2
        type: Normal
        count: 2
        source: {component: pilot}
        firstTimestamp: "2026-01-01T00:00:00Z"
        lastTimestamp: "2026-01-01T00:00:00Z"
        """
      try await kubectl.does("create -f -", input: event)
      let rule = try await kubectl.does("describe vs reviews")
      #expect(
        rule.contains("Kind:         VirtualService\n") && rule.contains("Subset:  v1")
          && rule.contains("half of the requests go to v2"))
      let events = try await kubectl("get", "events")
      #expect(events.row(0) == ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"])
      #expect(events.row(1).dropFirst() == ["Normal", "Shifted", "virtualservice/reviews", "half of the requests go to v2"])
      #expect(try await kubectl.does("events --for vs/reviews").contains("half of the requests go to v2"))
      #expect(try await kubectl.does("get events --field-selector involvedObject.name=none -o name") == "")
      try await kubectl.does("create service clusterip web --tcp=80:8080")
      let slice = """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
        addressType: IPv4
        endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
        ports: [{name: 80-8080, port: 8080}]
        """
      try await kubectl.does("create -f -", input: slice)
      let service = try await kubectl.does("describe svc web")
      #expect(service.contains(/Endpoints: +10.0.0.1:8080/) && service.contains(/Session Affinity: +None/), "\(service)")
      try await kubectl.does("create secret generic key --from-literal=token=t0p")
      let secret = try await kubectl.does("describe secret key")
      #expect(secret.contains("token:  3 bytes") && secret.contains(/Type: +Opaque/) && !secret.contains("t0p"))
      try await kubectl.does("create quota small --hard=pods=3")
      let room = try await kubectl.does("describe ns \(namespace)")
      #expect(
        room.contains(/Status: +Active/) && room.contains("Resource Quotas") && room.contains("No LimitRange resource."),
        "\(room)")
      #expect(try await kubectl.does("describe crd gateways.networking.istio.io").contains("Established"))
      try await kubectl.does("create deployment web --image=web:1")
      try await kubectl.does("describe deployment,job,cronjob,ingress,pod,node,endpointslice,sa,role")
      try await kubectl.does("describe clusterrole view")
    }

    @Test("Fields are explained, by OpenAPI 3 and 2") func explains() async throws {
      // No store has a part in it.
      let kubectl = try await RunningAPIServer.shared(.sqlite).kubectl
      let route = try await kubectl.does("explain vs.spec.http.route")
      #expect(route.contains("FIELD: route <[]Object>") && route.contains("destination\t<Object> -required-"))
      let whole = try await kubectl.does("explain virtualservices --recursive")
      #expect(whole.contains("        destination\t<Object> -required-") && whole.contains("  ownerReferences\t<[]Object>"))
      #expect(
        try await kubectl.does("explain dr --api-version=networking.istio.io/v1beta1").contains("VERSION:    v1beta1"))
      let old = try await kubectl.does("explain vs.spec.http --output=plaintext-openapiv2")
      #expect(old.contains("RESOURCE: http <[]Object>") && old.contains("   route\t<[]Object>"))
      #expect(
        try await kubectl.does("explain vs.spec --recursive --output=plaintext-openapiv2").contains(
          "         destination\t<Object>"))
      for field in [
        "deployment.spec.template.spec.containers.ports.containerPort", "service.spec.ports.targetPort",
        "crd.spec.versions.schema",
        "role.rules.verbs", "rolebinding.subjects", "hpa.spec.metrics", "pdb.spec.minAvailable", "netpol.spec.ingress.from",
        "pod.metadata.ownerReferences.uid", "validatingwebhookconfiguration.webhooks.rules", "httproute.spec.rules",
      ] {
        try await kubectl.does("explain \(field)")
      }
      #expect(
        try await kubectl.does("explain role.rules.verbs --output=plaintext-openapiv2").contains("FIELD:    verbs <[]string>"))
      #expect(try await kubectl.fails("explain vs.spec.htttp") == #"error: field "htttp" does not exist"#)
    }

    @Test("The server says what it is and what it serves", arguments: StoreChoice.all)
    func discovers(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      let kinds = try await kubectl("api-resources", "-o", "wide", "--no-headers").lines
      #expect(
        kinds.contains {
          $0.contains(
            /^virtualservices +vs +networking.istio.io\/v1 +true +VirtualService +create,delete,deletecollection,get,list,patch,update,watch +istio-io,networking-istio-io/
          )
        })
      let short = ["pvc", "pv", "pdb", "hpa", "netpol", "sc", "pc", "quota", "limits", "rc", "deploy", "svc", "po", "ns", "cj"]
      for name in short {
        #expect(
          kinds.contains { $0.split(separator: " ").dropFirst().first?.split(separator: ",").contains(name[...]) == true },
          "\(name)")
      }
      #expect(
        try await kubectl.does("api-resources --api-group=networking.istio.io --namespaced=true -o name").contains(
          "sidecars.networking.istio.io"))
      let all = try await kubectl.does("api-resources --categories=all -o name")
      #expect(
        all.contains("deployments.apps") && all.contains("horizontalpodautoscalers.autoscaling") && !all.contains("configmaps"))
      let versions = try await kubectl("api-versions").lines
      #expect(
        Set(["v1", "apps/v1", "autoscaling/v1", "autoscaling/v2", "networking.istio.io/v1alpha3", "policy/v1"]).isSubset(
          of: versions))
      #expect(try await kubectl.does("version").contains(/Server Version: v1\.32\.\d+\+meltemi/))
      #expect(try await kubectl.does("cluster-info").contains("Kubernetes control plane"))
      try await kubectl.does(
        "cluster-info dump --namespaces=\(kubectl.namespace ?? "") --output-directory=\(server.folder("dump"))")
      #expect(try await kubectl.does("get --raw /readyz") == "ok")
      #expect(try await kubectl.does("get --raw /apis/networking.istio.io/v1").contains(#""name":"virtualservices/status""#))
      #expect(try await kubectl.fails("get --raw /nowhere").contains("(NotFound)"))
      try await kubectl.does("create deployment web --image=a")
      #expect(try await kubectl.does("get all -o name") == "deployment.apps/web")
      #expect(try await kubectl.does("get istio-io -o name") == "")
      #expect(try await kubectl.does("auth whoami -o jsonpath={.status.userInfo.username}") == "meltemi-admin")
      #expect(try await kubectl.does("auth can-i create vs --subresource=status") == "yes")
    }
  }
}
