extension AuthorizationCases {
  /// AuthorizationPolicies for TCP workloads: what only requests have makes an ALLOW rule never match, and does not count in a DENY
  /// rule.
  static func tcp(client: String, far: String, server: String) -> [SecurityCase] {
    func entry(_ name: String, _ policies: String..., probes: [SecurityCase.Probe]) -> SecurityCase {
      var entry = SecurityCase(name, traffic: .tcp, policies: policies)
      entry.probes = probes
      return entry
    }
    return [
      entry("TCP: no policy", probes: [.allowed(), .allowed(.plain)]),
      entry("TCP: ALLOW without rules", "action: ALLOW", probes: [.denied(), .denied(.plain)]),
      entry("TCP: ALLOW with an empty rule", "rules: [{}]", probes: [.allowed(), .allowed(.plain)]),
      entry("TCP: DENY with an empty rule", "action: DENY, rules: [{}]", probes: [.denied(), .denied(.plain)]),
      entry(
        "TCP: principals", "rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]}]",
        probes: [.allowed(), .allowed(.old), .denied(.admin), .denied(.foreign), .denied(.plain)]),
      entry(
        "TCP: DENY of a principal", "action: DENY, rules: [{from: [{source: {principals: ['*/sa/admin']}}]}]",
        probes: [.allowed(), .allowed(.plain), .denied(.admin)]),
      entry(
        "TCP: DENY comes before ALLOW", "rules: [{}]", "action: DENY, rules: [{from: [{source: {notPrincipals: ['*']}}]}]",
        probes: [.allowed(), .denied(.plain)]),
      entry(
        "TCP: namespaces", "rules: [{from: [{source: {namespaces: [ops]}}]}]",
        probes: [.allowed(.admin), .denied(), .denied(.plain)]),
      entry(
        "TCP: service accounts", "rules: [{from: [{source: {serviceAccounts: [web]}}]}]", probes: [.allowed(), .denied(.admin)]),
      entry("TCP: ipBlocks", "rules: [{from: [{source: {ipBlocks: [\(far)/32]}}]}]", probes: [.allowed(.far), .denied()]),
      entry(
        "TCP: notIpBlocks", "action: DENY, rules: [{from: [{source: {notIpBlocks: [\(client)]}}]}]",
        probes: [.allowed(), .denied(.far)]),
      entry("TCP: ports", "rules: [{to: [{operation: {notPorts: ['1']}}]}]", probes: [.allowed(), .allowed(.plain)]),
      entry("TCP: ports of nobody", "rules: [{to: [{operation: {ports: ['1']}}]}]", probes: [.denied(), .denied(.plain)]),
      entry(
        "TCP: connection.sni", "rules: [{when: [{key: connection.sni, values: [web.sni.test]}]}]",
        probes: [.allowed(), .denied(.admin), .denied(.plain)]),
      entry(
        "TCP: destination.ip", "rules: [{when: [{key: destination.ip, values: [\(server)/32]}]}]",
        probes: [.allowed(), .allowed(.plain)]),
      entry(
        "TCP: source.principal", "action: DENY, rules: [{when: [{key: source.principal, notValues: ['*']}]}]",
        probes: [.allowed(), .denied(.plain)]),
      entry(
        "TCP: ALLOW with paths never matches", "rules: [{to: [{operation: {paths: ['*']}}]}]",
        probes: [.denied(), .denied(.plain)]),
      entry(
        "TCP: ALLOW with a header never matches, another rule does",
        "rules: [{when: [{key: 'request.headers[x]', values: ['*']}]}, {from: [{source: {namespaces: [ops]}}]}]",
        probes: [.allowed(.admin), .denied()]),
      entry(
        "TCP: DENY with methods matches on the rest",
        "action: DENY, rules: [{from: [{source: {namespaces: [ops]}}], to: [{operation: {methods: [POST]}}]}]",
        probes: [.allowed(), .denied(.admin)]),
      entry(
        "TCP: DENY with nothing but paths denies all", "action: DENY, rules: [{to: [{operation: {paths: [/a]}}]}]",
        probes: [.denied(), .denied(.plain)]),
      entry(
        "TCP: DENY with tokens matches on the rest",
        "action: DENY, rules: [{from: [{source: {namespaces: [ops], notRequestPrincipals: ['*']}}]}]",
        probes: [.allowed(), .denied(.admin)]),
      entry(
        "TCP: CUSTOM over gRPC", "action: CUSTOM, provider: {name: grpc}, rules: [{}]", probes: [.allowed(), .denied(.admin)]),
      entry(
        "TCP: CUSTOM over gRPC asks about what a rule matches",
        "action: CUSTOM, provider: {name: grpc}, rules: [{from: [{source: {ipBlocks: [\(client)]}}]}]",
        probes: [.allowed(.far), .allowed(), .denied(.admin)]),
      entry(
        "TCP: CUSTOM over HTTP is not asked", "action: CUSTOM, provider: {name: web}, rules: [{}]",
        probes: [.allowed(), .allowed(.admin)]),
      entry(
        "TCP: a CUSTOM provider that nobody defined refuses what the rules match",
        "action: CUSTOM, provider: {name: gone}, rules: [{}]",
        probes: [.denied(), .denied(.plain)]),
      entry("TCP: AUDIT denies nothing", "action: AUDIT, rules: [{}]", probes: [.allowed(), .allowed(.plain)]),
    ]
  }
}
