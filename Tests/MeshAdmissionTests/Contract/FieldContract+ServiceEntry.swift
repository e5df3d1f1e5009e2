extension FieldContract {
  static let serviceEntry: [FieldContract] = {
    let projected = Standing.translated(shownBy: "ServiceProjectionTests.entryMakesOneServiceForEachHost")
    let port = "ports: [{number: 80, name: http, protocol: HTTP}]"
    let rest = "hosts: [a.test], \(port)"
    var writer = ContractWriter("ServiceEntry", spec: "{\(rest)}", projected)
    writer.texts("hosts", "{hosts: @, \(port)}", "a.test")
    writer.texts(
      "addresses", "{\(rest), addresses: @}", "240.0.0.1",
      .translated(shownBy: "OutboundListenersTests.blocksOfAddressesAreToldApartByWhereConnectionsGo"))
    writer.texts(
      "exportTo", "{\(rest), exportTo: @}", "ops",
      .translated(shownBy: "ProxyScopeTests.withoutSidecarEverythingExportedIsVisible"))
    writer.texts(
      "subjectAltNames", "{\(rest), subjectAltNames: @}", "a.test", .translated(shownBy: "UpstreamTLSTests.namesOfEntries"))
    writer.scalar("location", "{\(rest), location: @}", "MESH_INTERNAL")
    writer.scalar(
      "resolution", "{\(rest), resolution: @}", "DYNAMIC_DNS", .translated(shownBy: "DynamicNamesTests.clustersLookNamesUp"))
    writer.list("ports", "{hosts: [a.test], ports: @}", item: "{number: 80, name: http, protocol: HTTP}")
    writer.at("ports[]", "{hosts: [a.test], ports: [@]}") { port in
      port.scalar("name", "{number: 80, name: @}", "http")
      port.scalar("number", "{number: @, name: http}", "80")
      port.scalar("protocol", "{number: 80, name: http, protocol: @}", "HTTP")
      port.scalar(
        "targetPort", "{number: 80, name: http, targetPort: @}", "8080",
        .translated(shownBy: "ServiceEntryEndpointTests.writtenEndpointsGetTheirOwnPortTheTargetPortOrTheNumber"))
    }
    endpoints(&writer, rest: "\(rest), resolution: STATIC")
    let selection = Standing.translated(shownBy: "ServiceEntryEndpointTests.selectorPicksReadyPodsOfTheEntrysNamespace")
    let fixed = "\(rest), resolution: STATIC"
    writer.container("workloadSelector", "{\(fixed), workloadSelector: @}", "{labels: {app: a}}", selection)
    writer.container("workloadSelector.labels", "{\(fixed), workloadSelector: {labels: @}}", "{app: a}", selection)
    writer.scalar("workloadSelector.labels{}", "{\(fixed), workloadSelector: {labels: {app: @}}}", "a", selection)
    return writer.fields
  }()

  private static func endpoints(_ writer: inout ContractWriter, rest: String) {
    let written = Standing.translated(
      shownBy: "ServiceEntryEndpointTests.writtenEndpointsGetTheirOwnPortTheTargetPortOrTheNumber")
    writer.with(written) { writer in
      writer.list("endpoints", "{\(rest), endpoints: @}", item: "{address: 192.0.2.1}")
      writer.at("endpoints[]", "{\(rest), endpoints: [@]}") {
        $0.workload(
          address: "192.0.2.1",
          shownBy: [
            "network": .translated(shownBy: "ServiceEntryEndpointTests.endpointsNameTheirNetwork"),
            "serviceAccount": .translated(shownBy: "WorkloadEntryTests.anAccountMakesAPeer"),
          ])
      }
    }
  }
}
