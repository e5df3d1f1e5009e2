extension FieldContract {
  static let virtualService: [FieldContract] = {
    let route = "http: [{route: [{destination: {host: a}}]}]"
    var writer = ContractWriter(
      "VirtualService", spec: "{hosts: [a], \(route)}", .translated(shownBy: "OutboundRoutesTests.rulesTakeTheirServicesOver"))
    writer.texts("hosts", "{hosts: @, \(route)}", "a.com")
    writer.texts(
      "gateways", "{hosts: [a.com], gateways: @, \(route)}", "mesh",
      .translated(shownBy: "GatewayRoutesTests.hostsOfBothSidesMeet"))
    writer.texts(
      "exportTo", "{hosts: [a.com], exportTo: @, \(route)}", "\".\"",
      .translated(shownBy: "VirtualServiceIndexTests.privateOnesComeFirstThenExportedThenPublicEachByAge"))
    writer.list("http", "{hosts: [a], http: @}", item: "{route: [{destination: {host: a}}]}")
    writer.at("http[]", "{hosts: [a], http: [@]}") { httpRoute(&$0) }
    writer.with(.translated(shownBy: "TLSRoutingTests.serverNamesDecideWhereConnectionsGo")) { writer in
      let rule = "{match: [{sniHosts: [a.com]}], route: [{destination: {host: a}}]}"
      writer.list("tls", "{hosts: [a.com], tls: @}", item: rule)
      writer.at("tls[]", "{hosts: [a.com], tls: [@]}") { writer in
        writer.list("match", "{match: @, route: [{destination: {host: a}}]}", item: "{sniHosts: [a.com]}")
        writer.at("match[]", "{match: [@], route: [{destination: {host: a}}]}") { writer in
          writer.texts("sniHosts", "{sniHosts: @}", "a.com")
          connectionMatch(&writer, "sniHosts: [a.com], ")
        }
        destinations(&writer, "{match: [{sniHosts: [a.com]}], route: @}")
      }
    }
    writer.with(.translated(shownBy: "TCPRoutingTests.rulesDecideWhereConnectionsGo")) { writer in
      writer.list("tcp", "{hosts: [a], tcp: @}", item: "{route: [{destination: {host: a}}]}")
      writer.at("tcp[]", "{hosts: [a], tcp: [@]}") { writer in
        writer.list("match", "{match: @, route: [{destination: {host: a}}]}", item: "{port: 80}")
        writer.at("match[]", "{match: [@], route: [{destination: {host: a}}]}") { writer in
          connectionMatch(&writer, "")
          writer.scalar("sourceSubnet", "{sourceSubnet: @}", "10.0.0.0/8")
        }
        destinations(&writer, "{route: @}")
      }
    }
    return writer.fields
  }()

  // MARK: Parts of all routes

  /// - Parameter others: fields that must be there, with a comma behind.
  private static func connectionMatch(_ writer: inout ContractWriter, _ others: String) {
    writer.texts("destinationSubnets", "{\(others)destinationSubnets: @}", "10.0.0.0/8")
    writer.texts("gateways", "{\(others)gateways: @}", "mesh")
    writer.scalar("port", "{\(others)port: @}", "80")
    writer.container("sourceLabels", "{\(others)sourceLabels: @}", "{app: a}")
    writer.scalar("sourceLabels{}", "{\(others)sourceLabels: {app: @}}", "a")
    writer.scalar("sourceNamespace", "{\(others)sourceNamespace: @}", "a")
  }

  /// A list `route` whose items have a destination and a weight.
  static func destinations(_ writer: inout ContractWriter, _ template: String) {
    writer.list("route", template, item: "{destination: {host: a}}")
    writer.at("route[]", template.replacing("@", with: "[@]")) { writer in
      writer.scalar("weight", "{destination: {host: a}, weight: @}", "1")
      destination(&writer, "destination", "{destination: @}")
    }
  }

  static func destination(_ writer: inout ContractWriter, _ path: String, _ template: String) {
    writer.container(path, template, "{host: a}")
    writer.at(path, template) { writer in
      writer.scalar("host", "{host: @}", "a")
      writer.scalar("subset", "{host: a, subset: @}", "v1")
      writer.container("port", "{host: a, port: @}", "{number: 80}")
      writer.scalar("port.number", "{host: a, port: {number: @}}", "80")
    }
  }

  /// A text match that may be `exact`, `prefix` or `regex`.
  static func textMatch(_ writer: inout ContractWriter, _ path: String, _ template: String, key: String = "app") {
    writer.container(path, template, "{exact: a}", key: key)
    for word in ["exact", "prefix", "regex"] {
      writer.scalar("\(path).\(word)", template.replacing("@", with: "{\(word): @}"), "/a", key: key)
    }
  }

  static func percentage(_ writer: inout ContractWriter, _ path: String, _ template: String) {
    writer.container(path, template, "{value: 1}")
    writer.scalar("\(path).value", template.replacing("@", with: "{value: @}"), "12.5")
  }

  static func headers(_ writer: inout ContractWriter, _ template: String) {
    writer.container("headers", template, "{request: {remove: [a]}}")
    writer.at("headers", template) { writer in
      for side in ["request", "response"] {
        writer.container(side, "{\(side): @}", "{remove: [a]}")
        for operation in ["set", "add"] {
          writer.container("\(side).\(operation)", "{\(side): {\(operation): @}}", "{a: b}")
          writer.scalar("\(side).\(operation){}", "{\(side): {\(operation): {a: @}}}", "b", key: "a")
        }
        writer.texts("\(side).remove", "{\(side): {remove: @}}", "a")
      }
    }
  }
}
