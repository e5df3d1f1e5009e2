import Testing

extension RealClients {
  /// Commands of kubectl that send objects of built-in kinds in protobuf.
  @Suite("kubectl creates objects by commands", .enabled(if: Kubectl.isNew))
  struct TypedCreateTests {
    @Test("Every kind that is served", arguments: StoreChoice.all)
    func creates(_ store: StoreChoice) async throws {
      let server = try await RunningAPIServer.shared(store)
      let kubectl = server.kubectl
      let commands = [
        "namespace typed-shop", "configmap settings --from-literal=a=b", "secret generic key --from-literal=token=t0p",
        "serviceaccount reader", "service clusterip web --tcp=80:http", "service nodeport front --tcp=80:8080",
        "service externalname away --external-name=a.test", "deployment web --image=web:1 --replicas=0 --port=8080",
        "job once --image=web:1 -- true", "ingress edge --class=meltemi --rule=a.test/*=web:http",
        "role viewer --verb=get,list --resource=pods", "rolebinding viewers --role=viewer --group=viewers",
        "clusterrole seer --verb=get --resource=nodes", "clusterrolebinding seers --clusterrole=seer --user=jane",
      ]
      for command in commands {
        let output = try await kubectl.run(["create"] + command.split(separator: " ").map(String.init))
        #expect(output.isSuccess && output.line.hasSuffix(" created"), "\(command): \(output)")
      }
      #expect(try await kubectl("get", "ns", "typed-shop", "-o", "jsonpath={.status.phase}").line == "Active")
      #expect(try await kubectl("get", "cm", "settings", "-o", "jsonpath={.data}").line == #"{"a":"b"}"#)
      #expect(try await kubectl("get", "secret", "key", "-o", "jsonpath={.data.token}").line == "dDBw")
      #expect(try await kubectl("get", "svc", "web", "-o", "jsonpath={.spec.ports[0].targetPort}").line == "http")
      #expect(try await kubectl("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}").line == "0")
      let port = "jsonpath={.spec.template.spec.containers[0].ports[0].containerPort}"
      #expect(try await kubectl("get", "deploy", "web", "-o", port).line == "8080")
      let service = "jsonpath={.spec.rules[0].http.paths[0].backend.service.port.name}"
      #expect(try await kubectl("get", "ingress", "edge", "-o", service).line == "http")
      #expect(try await kubectl("auth", "can-i", "delete", "pods").line == "yes")
      #expect(try await kubectl("auth", "whoami").isSuccess)
    }
  }
}
