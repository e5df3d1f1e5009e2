extension FieldContract {
  /// Why policies on objects of the Gateway API are refused.
  static let targetsRefusal = Standing.refused(
    because: "it points to objects of the Gateway API, which the mesh does not read yet")

  static let authorizationPolicy: [FieldContract] = {
    let live = Standing.translated(shownBy: "SecurityMatrixTests.policiesAllowAndDenyAsIstioSays")
    var writer = ContractWriter("AuthorizationPolicy", spec: "{}", live)
    writer.with(.translated(shownBy: "AuthorizationPrecedenceTests.whereAPolicyCounts")) { $0.selector(", rules: [{}]") }
    writer.with(targetsRefusal) { $0.targets(", rules: [{}]") }
    writer.with(.translated(shownBy: "AuthorizationPrecedenceTests.actionsAreAskedInOrder")) { writer in
      writer.scalar("action", "{action: @, rules: [{}]}", "DENY")
    }
    writer.with(.translated(shownBy: "AuthorizationPrecedenceTests.providers")) { writer in
      writer.container("provider", "{action: CUSTOM, provider: @, rules: [{}]}", "{name: p}")
      writer.scalar("provider.name", "{action: CUSTOM, provider: {name: @}, rules: [{}]}", "p")
    }
    writer.list("rules", "{rules: @}", item: "{}")
    writer.at("rules[]", "{rules: [@]}") { authorizationRule(&$0) }
    return writer.fields
  }()

  private static func authorizationRule(_ writer: inout ContractWriter) {
    writer.list("from", "{from: @}", item: "{source: {principals: [a]}}")
    writer.container("from[].source", "{from: [{source: @}]}", "{principals: [a]}")
    let sources = [
      ("principals", "cluster.local/ns/a/sa/b"), ("requestPrincipals", "a/b"), ("namespaces", "a"), ("serviceAccounts", "a/b"),
      ("trustDomains", "cluster.local"), ("ipBlocks", "10.0.0.0/8"), ("remoteIpBlocks", "10.0.0.1"),
    ]
    for (name, value) in sources + sources.map({ (negated($0.0), $0.1) }) {
      writer.texts("from[].source.\(name)", "{from: [{source: {\(name): @}}]}", value)
    }
    writer.list("to", "{to: @}", item: "{operation: {methods: [GET]}}")
    writer.container("to[].operation", "{to: [{operation: @}]}", "{methods: [GET]}")
    let operations = [("hosts", "a.com"), ("ports", "\"80\""), ("methods", "GET"), ("paths", "/a")]
    for (name, value) in operations + operations.map({ (negated($0.0), $0.1) }) {
      writer.texts("to[].operation.\(name)", "{to: [{operation: {\(name): @}}]}", value)
    }
    writer.list("when", "{when: @}", item: "{key: source.ip, values: [10.0.0.1]}")
    writer.scalar("when[].key", "{when: [{key: @, values: [a]}]}", "connection.sni")
    writer.texts("when[].values", "{when: [{key: connection.sni, values: @}]}", "a")
    writer.texts("when[].notValues", "{when: [{key: connection.sni, notValues: @}]}", "a")
  }

  private static func negated(_ name: String) -> String { "not" + name.prefix(1).uppercased() + name.dropFirst() }
}
