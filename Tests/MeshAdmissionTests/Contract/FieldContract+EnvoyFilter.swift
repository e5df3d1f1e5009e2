extension FieldContract {
  static let envoyFilter: [FieldContract] = {
    let merge = "applyTo: CLUSTER, patch: {operation: MERGE, value: {connect_timeout: 1s}}"
    var writer = ContractWriter(
      "EnvoyFilter", spec: "{configPatches: [{\(merge)}]}",
      .translated(shownBy: "EnvoyFilterIndexTests.thoseOfTheRootAndTheOwnNamespace"))
    writer.with(.translated(shownBy: "EnvoyFilterIndexTests.priorityAndAgeGiveTheOrder")) { writer in
      writer.list("configPatches", "{configPatches: @}", item: "{\(merge)}")
      writer.scalar("priority", "{priority: @, configPatches: [{\(merge)}]}", "-5")
    }
    writer.at("configPatches[]", "{configPatches: [@]}") { patch(&$0) }
    writer.with(.translated(shownBy: "EnvoyFilterIndexTests.selectorsChooseProxies")) { writer in
      let rest = ", configPatches: [{\(merge)}]"
      writer.container("workloadSelector", "{workloadSelector: @\(rest)}", "{labels: {app: a}}")
      writer.container("workloadSelector.labels", "{workloadSelector: {labels: @}\(rest)}", "{app: a}")
      writer.scalar("workloadSelector.labels{}", "{workloadSelector: {labels: {app: @}}\(rest)}", "a")
    }
    writer.with(.translated(shownBy: "EnvoyFilterIndexTests.targetsAreGatewaysOfTheGatewayAPI")) { targets(&$0, merge) }
    return writer.fields
  }()

  private static func targets(_ writer: inout ContractWriter, _ merge: String) {
    let whole = "{targetRefs: @, configPatches: [{\(merge)}]}"
    writer.list("targetRefs", whole, item: "{kind: Gateway, group: gateway.networking.k8s.io, name: a}")
    writer.at("targetRefs[]", whole.replacing("@", with: "[@]")) { writer in
      writer.scalar("group", "{kind: Gateway, group: @, name: a}", "gateway.networking.k8s.io")
      writer.scalar("kind", "{kind: @, group: gateway.networking.k8s.io, name: a}", "Gateway")
      writer.scalar("name", "{kind: Gateway, group: gateway.networking.k8s.io, name: @}", "a")
      writer.scalar(
        "namespace", "{kind: Gateway, group: gateway.networking.k8s.io, name: a, namespace: @}", "''",
        .validated(because: "a target lies in the object's own namespace; Istio takes no other either"))
    }
  }

  private static func patch(_ writer: inout ContractWriter) {
    let operations = Standing.translated(shownBy: "ListenerPatchTests.operationsPutFiltersInTheirPlaces")
    writer.scalar("applyTo", "{applyTo: @, patch: {operation: MERGE, value: {}}}", "CLUSTER", operations)
    writer.container(
      "match", "{applyTo: CLUSTER, match: @, patch: {operation: MERGE, value: {}}}", "{context: ANY}",
      .translated(shownBy: "EnvoyPatchSetTests.sidesOfProxies"))
    writer.at("match", "{applyTo: CLUSTER, match: @, patch: {operation: MERGE, value: {}}}") { writer in
      writer.scalar("context", "{context: @}", "GATEWAY", .translated(shownBy: "EnvoyPatchSetTests.sidesOfProxies"))
      proxy(&writer)
      cluster(&writer)
      waypoint(&writer)
    }
    writer.at("match", "{applyTo: HTTP_FILTER, match: @, patch: {operation: ADD, value: {name: a, config_discovery: {}}}}") {
      listener(&$0)
    }
    writer.at("match", "{applyTo: HTTP_ROUTE, match: @, patch: {operation: REMOVE}}") { route(&$0) }
    writer.container("patch", "{applyTo: CLUSTER, patch: @}", "{operation: MERGE, value: {}}", operations)
    writer.at("patch", "{applyTo: CLUSTER, patch: @}") { writer in
      writer.scalar("operation", "{operation: @, value: {}}", "MERGE", operations)
      writer.container(
        "value", "{operation: MERGE, value: @}", "{connect_timeout: 1s}",
        .translated(shownBy: "MessageMergerTests.scalarsAndMessages"))
      writer.scalar(
        "filterClass", "{operation: MERGE, value: {}, filterClass: @}", "AUTHN",
        .validated(because: "it decides nothing in Istio either"))
    }
  }

  private static func proxy(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "EnvoyFilterIndexTests.versionsAndMetadataChooseProxies")) { writer in
      writer.container("proxy", "{proxy: @}", "{proxyVersion: '^1'}")
      writer.scalar("proxy.proxyVersion", "{proxy: {proxyVersion: @}}", "'^1'")
      writer.container("proxy.metadata", "{proxy: {metadata: @}}", "{app: a}")
      writer.scalar("proxy.metadata{}", "{proxy: {metadata: {app: @}}}", "a")
    }
  }

  private static func cluster(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "EnvoyPatchSetTests.clusters")) { writer in
      writer.container("cluster", "{cluster: @}", "{name: a}")
      writer.scalar("cluster.name", "{cluster: {name: @}}", "a")
      writer.scalar("cluster.portNumber", "{cluster: {portNumber: @}}", "80")
      writer.scalar("cluster.service", "{cluster: {service: @}}", "a.com")
      writer.scalar("cluster.subset", "{cluster: {subset: @}}", "v1")
    }
  }

  private static func listener(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "EnvoyPatchSetTests.listeners")) { writer in
      writer.container("listener", "{listener: @}", "{name: a}")
      writer.scalar("listener.name", "{listener: {name: @}}", "a")
      writer.scalar("listener.portNumber", "{listener: {portNumber: @}}", "80")
    }
    writer.scalar(
      "listener.portName", "{listener: {portName: @}}", "http", .validated(because: "it decides nothing in Istio either"))
    writer.scalar(
      "listener.listenerFilter", "{listener: {listenerFilter: @}}", "a",
      .translated(shownBy: "ListenerPatchTests.listenerFilters"))
    writer.with(.translated(shownBy: "ListenerPatchTests.filterChainsAreToldApart")) { writer in
      writer.container("listener.filterChain", "{listener: {filterChain: @}}", "{name: a}")
      for (name, value) in [("name", "a"), ("sni", "a.com"), ("transportProtocol", "tls"), ("applicationProtocols", "h2")] {
        writer.scalar("listener.filterChain.\(name)", "{listener: {filterChain: {\(name): @}}}", value)
      }
      writer.scalar("listener.filterChain.destinationPort", "{listener: {filterChain: {destinationPort: @}}}", "80")
    }
    writer.with(.translated(shownBy: "ListenerPatchTests.operationsPutFiltersInTheirPlaces")) { writer in
      let manager = "envoy.filters.network.http_connection_manager"
      writer.container("listener.filterChain.filter", "{listener: {filterChain: {filter: @}}}", "{name: a}")
      writer.at("listener.filterChain.filter", "{listener: {filterChain: {filter: @}}}") { writer in
        writer.scalar("name", "{name: @}", manager)
        writer.container("subFilter", "{name: \(manager), subFilter: @}", "{name: a}")
        writer.scalar("subFilter.name", "{name: \(manager), subFilter: {name: @}}", "a")
      }
    }
  }

  private static func route(_ writer: inout ContractWriter) {
    writer.with(.translated(shownBy: "EnvoyPatchSetTests.routeConfigurations")) { writer in
      writer.container("routeConfiguration", "{routeConfiguration: @}", "{name: a}")
      for (name, value) in [("name", "a"), ("portNumber", "80"), ("portName", "http"), ("gateway", "a/b")] {
        writer.scalar("routeConfiguration.\(name)", "{routeConfiguration: {\(name): @}}", value)
      }
    }
    writer.with(.translated(shownBy: "RoutePatchTests.virtualHostsAndRoutesAreToldApart")) { writer in
      writer.container("routeConfiguration.vhost", "{routeConfiguration: {vhost: @}}", "{name: a}")
      writer.at("routeConfiguration.vhost", "{routeConfiguration: {vhost: @}}") { writer in
        writer.scalar("name", "{name: @}", "a")
        writer.scalar("domainName", "{domainName: @}", "a.com")
        writer.container("route", "{route: @}", "{name: a}")
        writer.scalar("route.name", "{route: {name: @}}", "a")
        writer.scalar("route.action", "{route: {action: @}}", "REDIRECT")
      }
    }
  }

  private static func waypoint(_ writer: inout ContractWriter) {
    writer.with(.refused(because: "waypoint proxies are of Istio's ambient mode, which Meltemi does not have")) { writer in
      writer.container("waypoint", "{waypoint: @}", "{portNumber: 80}")
      writer.scalar("waypoint.portNumber", "{waypoint: {portNumber: @}}", "80")
      writer.container("waypoint.filter", "{waypoint: {filter: @}}", "{name: a}")
      writer.scalar("waypoint.filter.name", "{waypoint: {filter: {name: @}}}", "a")
      writer.container("waypoint.filter.subFilter", "{waypoint: {filter: {subFilter: @}}}", "{name: a}")
      writer.scalar("waypoint.filter.subFilter.name", "{waypoint: {filter: {subFilter: {name: @}}}}", "a")
      writer.container("waypoint.route", "{waypoint: {route: @}}", "{name: a}")
      writer.scalar("waypoint.route.name", "{waypoint: {route: {name: @}}}", "a")
    }
  }
}
