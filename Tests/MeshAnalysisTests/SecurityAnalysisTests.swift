import Testing

/// What does not fit together among the objects that say who may talk to whom.
struct SecurityAnalysisTests {
  private func findings(_ parts: String..., mesh: String = "{}") -> [String] {
    // What is said of traffic alone is another test's business.
    AnalysedMesh(parts.joined(), mesh: mesh).findings().filter {
      !$0.hasSuffix("[unselected-gateway]") && !$0.hasSuffix("[empty-subset]")
    }
  }

  private func object(_ kind: String, _ name: String, in namespace: String = "shop", _ spec: String) -> String {
    AnalysedMesh.object(kind, name, in: namespace, spec)
  }

  @Test func saysNothingAboutAMeshThatFits() {
    let said = findings(
      AnalysedMesh.cart, object("PeerAuthentication", "default", in: "istio-system", "{mtls: {mode: STRICT}}"),
      object("PeerAuthentication", "default", "{mtls: {mode: STRICT}}"),
      object("PeerAuthentication", "cart", "{selector: {matchLabels: {app: cart}}, mtls: {mode: PERMISSIVE}}"),
      object("RequestAuthentication", "cart", "{selector: {matchLabels: {app: cart}}, jwtRules: [{issuer: 'https://a.com'}]}"),
      object("AuthorizationPolicy", "cart", "{rules: [{from: [{source: {requestPrincipals: ['*']}}]}]}"),
      object("AuthorizationPolicy", "ask", "{action: CUSTOM, provider: {name: ext}, rules: [{}]}"),
      object("DestinationRule", "cart", "{host: cart, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}"),
      mesh: "extensionProviders: [{name: ext, envoyExtAuthzGrpc: {service: cart.shop.svc.cluster.local, port: 80}}]")
    #expect(said == [])
  }

  // MARK: Selectors

  @Test(arguments: [
    ("PeerAuthentication", "{SELECTOR}"), ("AuthorizationPolicy", "{SELECTOR, rules: [{}]}"),
    ("RequestAuthentication", "{SELECTOR, jwtRules: [{issuer: 'https://a.com'}]}"),
  ])
  func findsSelectorsThatPickNobody(kind: String, spec: String) {
    func said(_ labels: String, in namespace: String = "shop") -> [String] {
      let selector = "selector: {matchLabels: {\(labels)}}"
      return findings(AnalysedMesh.cart, object(kind, "a", in: namespace, spec.replacing("SELECTOR", with: selector)))
    }
    #expect(
      said("app: crat, x: z") == [
        "\(kind)/shop/a: spec.selector: no workload of the namespace shop has the labels app=crat,x=z; "
          + "the object has no effect now [unmatched-selector]"
      ])
    #expect(said("app: cart") == [])
    // Of a namespace without known workloads nothing can be said.
    #expect(said("app: crat", in: "elsewhere") == [])
  }

  @Test func theRootNamespaceIsForTheWholeMesh() {
    let spec = "{selector: {matchLabels: {app: cart}}, rules: [{}]}"
    #expect(findings(AnalysedMesh.cart, object("AuthorizationPolicy", "a", in: "istio-system", spec)) == [])
    #expect(
      findings(AnalysedMesh.cart, object("AuthorizationPolicy", "a", in: "istio-system", spec.replacing("cart", with: "crat")))
        == [
          "AuthorizationPolicy/istio-system/a: spec.selector: no workload of the mesh has the labels app=crat; "
            + "the object has no effect now [unmatched-selector]"
        ])
    #expect(
      findings(AnalysedMesh.cart, object("PeerAuthentication", "a", in: "istio-system", "{selector: {matchLabels: {app: cart}}}"))
        == [
          "PeerAuthentication/istio-system/a: spec.selector: in the root namespace istio-system a PeerAuthentication "
            + "with a selector is for nobody [unmatched-selector]"
        ])
  }

  /// Gateways often run where no platform object tells of them.
  @Test func gatewaysMayBeSelected() {
    let gateway = object(
      "Gateway", "g", "{selector: {istio: ingress}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]}")
    let policy = object("AuthorizationPolicy", "a", "{selector: {matchLabels: {istio: ingress}}, rules: [{}]}")
    #expect(findings(AnalysedMesh.cart, gateway, policy) == [])
    #expect(findings(AnalysedMesh.cart, policy).count == 1)
  }

  // MARK: PeerAuthentication

  @Test func findsPeerAuthenticationsThatOthersShadow() {
    func said(in namespace: String, _ spec: String) -> [String] {
      let first = object("PeerAuthentication", "b", in: namespace, spec)
      let older = first.replacing("name: b,", with: "name: c, creationTimestamp: '1960-01-01T00:00:00Z',")
      return findings(AnalysedMesh.cart, first, older, object("PeerAuthentication", "a", in: namespace, spec))
    }
    func finding(_ name: String, _ namespace: String, _ scope: String) -> String {
      "PeerAuthentication/\(namespace)/\(name): spec: PeerAuthentication/\(namespace)/c is for \(scope), too, and comes first "
        + "(the oldest does, then the first by name); this object has no effect [shadowed-policy]"
    }
    for (namespace, spec, scope) in [
      ("istio-system", "{mtls: {mode: STRICT}}", "the whole mesh"), ("shop", "{mtls: {mode: STRICT}}", "the whole namespace"),
      ("shop", "{selector: {matchLabels: {app: cart}}}", "the same workloads"),
    ] {
      #expect(said(in: namespace, spec) == [finding("a", namespace, scope), finding("b", namespace, scope)])
    }
  }

  // MARK: AuthorizationPolicy

  @Test func findsMissingProviders() {
    let policy = object("AuthorizationPolicy", "a", "{action: CUSTOM, provider: {name: ext}, rules: [{}]}")
    let place = "AuthorizationPolicy/shop/a: spec.provider.name: "
    let effect = "requests that the policy is about are refused [unknown-provider]"
    #expect(findings(policy) == [place + "the mesh config has no extension provider ext; " + effect])
    #expect(AnalysedMesh(policy).findings(knowsMeshConfig: false) == [])
    #expect(
      findings(policy, mesh: "extensionProviders: [{name: ext, zipkin: {}}]") == [
        place + "the extension provider ext authorizes nothing; " + effect
      ])
    for service in ["authz.shop.svc.cluster.local", "other/cart.shop.svc.cluster.local"] {
      let mesh = "extensionProviders: [{name: ext, envoyExtAuthzGrpc: {service: \(service), port: 80}}]"
      #expect(
        findings(AnalysedMesh.cart, policy, mesh: mesh) == [
          place + "no service is known as \(service), which the extension provider ext asks [unknown-host]"
        ])
    }
  }

  @Test func findsTokensThatNobodyVerifies() {
    let rules = [
      "{from: [{source: {requestPrincipals: ['*']}}]}", "{from: [{source: {notRequestPrincipals: ['*']}}]}",
      "{when: [{key: 'request.auth.claims[a]', values: [b]}]}", "{when: [{key: request.auth.audiences, values: [b]}]}",
    ]
    let other = AnalysedMesh.service("other", address: "10.0.0.2")
    let authentication = object(
      "RequestAuthentication", "r", "{selector: {matchLabels: {app: cart}}, jwtRules: [{issuer: 'https://a.com'}]}")
    for rule in rules {
      let policy = object("AuthorizationPolicy", "a", "{rules: [{}, \(rule)]}")
      func finding(_ who: String) -> [String] {
        [
          "AuthorizationPolicy/shop/a: spec.rules[1]: no RequestAuthentication is for \(who), "
            + "so no request has a token that counts there [unverified-token]"
        ]
      }
      #expect(findings(policy) == finding("the workloads of this policy"))
      #expect(findings(AnalysedMesh.cart, policy) == finding("the workload shop/cart"))
      #expect(findings(AnalysedMesh.cart, policy, authentication) == [])
      #expect(findings(AnalysedMesh.cart, other, policy, authentication) == finding("the workload shop/other"))
      let meshWide = object("RequestAuthentication", "r", in: "istio-system", "{jwtRules: [{issuer: 'https://a.com'}]}")
      #expect(findings(AnalysedMesh.cart, other, policy, meshWide) == [])
    }
  }

  @Test(arguments: [
    ("DENY", "{to: [{operation: {methods: [GET]}}]}", true), ("ALLOW", "{to: [{operation: {paths: [/a]}}]}", true),
    ("DENY", "{when: [{key: 'request.headers[a]', values: [b]}]}", true),
    ("DENY", "{to: [{operation: {methods: [GET], ports: ['8080']}}]}", true),
    ("DENY", "{to: [{operation: {methods: [GET], ports: ['80']}}]}", false),
    ("DENY", "{to: [{operation: {methods: [GET], notPorts: ['8080']}}]}", false),
    ("DENY", "{to: [{operation: {ports: ['8080']}}]}", false), ("DENY", "{from: [{source: {ipBlocks: [10.0.0.1]}}]}", false),
  ])
  func findsRulesAboutRequestsOnTCPPorts(action: String, rule: String, isFound: Bool) {
    let policy = object("AuthorizationPolicy", "a", "{action: \(action), rules: [\(rule)]}")
    let database = AnalysedMesh.service("db", port: "tcp", address: "10.0.0.1")
    let said = findings(database, policy)
    #expect(said.count == (isFound ? 1 : 0), "\(said)")
    #expect(
      said.allSatisfy { $0.hasPrefix("AuthorizationPolicy/shop/a: spec.rules[0]: shop/db port 8080 does not speak HTTP; ") })
    #expect(said.allSatisfy { $0.hasSuffix("[http-rule-on-tcp]") })
    #expect(findings(AnalysedMesh.cart, policy) == [])
  }

  // MARK: Providers

  @Test(arguments: [
    ("[./*]", true), ("['shop/*', 'bank/*']", false), ("['*/authz.bank.svc.cluster.local']", false), ("['~/*']", true),
    ("['bank/other.bank.svc.cluster.local']", true),
  ])
  func findsProvidersThatSidecarsHide(hosts: String, isHidden: Bool) {
    let mesh = """
      extensionProviders: [{name: ext, envoyExtAuthzGrpc: {service: authz.bank.svc.cluster.local, port: 80, failOpen: true}}]
      """
    let said = findings(
      AnalysedMesh.cart, AnalysedMesh.service("authz", in: "bank", port: "grpc", address: "10.0.0.2"),
      object("AuthorizationPolicy", "ask", "{action: CUSTOM, provider: {name: ext}, rules: [{}]}"),
      object("Sidecar", "narrow", "{egress: [{hosts: \(hosts)}]}"), mesh: mesh)
    let finding =
      "AuthorizationPolicy/shop/ask: spec.provider.name: Sidecar/shop/narrow hides authz.bank.svc.cluster.local from shop/cart, "
      + "so its proxy cannot ask the extension provider ext; requests that the policy is about pass unasked [hidden-provider]"
    #expect(said == (isHidden ? [finding] : []))
  }

  /// What a listed VirtualService leads to can be reached although it is not listed.
  @Test func aRouteShowsAProviderToo() {
    let mesh = "extensionProviders: [{name: ext, envoyExtAuthzGrpc: {service: authz.bank.svc.cluster.local, port: 80}}]"
    let route = AnalysedMesh.object(
      "Gateway", "route", "{hosts: [cart], http: [{route: [{destination: {host: authz.bank.svc.cluster.local}}]}]}"
    ).replacing("kind: Gateway", with: "kind: VirtualService")
    let said = findings(
      AnalysedMesh.cart, AnalysedMesh.service("authz", in: "bank", port: "grpc", address: "10.0.0.2"), route,
      object("AuthorizationPolicy", "ask", "{action: CUSTOM, provider: {name: ext}, rules: [{}]}"),
      object("Sidecar", "narrow", "{egress: [{hosts: [./*]}]}"), mesh: mesh)
    #expect(said == [])
  }

  // MARK: DestinationRules

  @Test func findsDestinationsThatAreSpokenToInTheWrongWay() {
    func rule(_ mode: String) -> [String] {
      [
        "{host: cart, trafficPolicy: {tls: {mode: \(mode)}}}",
        "{host: cart, trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: \(mode)}}]}}",
        "{host: cart, subsets: [{name: v1, labels: {app: cart}, trafficPolicy: {tls: {mode: \(mode)}}}]}",
        "{host: '*.shop.svc.cluster.local', trafficPolicy: {tls: {mode: \(mode)}}}",
      ]
    }
    let paths = [
      "spec.trafficPolicy.tls.mode", "spec.trafficPolicy.portLevelSettings[0].tls.mode",
      "spec.subsets[0].trafficPolicy.tls.mode", "spec.trafficPolicy.tls.mode",
    ]
    for (mode, peer, reason) in [
      ("DISABLE", "STRICT", "takes mutual TLS alone (STRICT)"), ("ISTIO_MUTUAL", "DISABLE", "takes plain text alone (DISABLE)"),
    ] {
      let authentication = object("PeerAuthentication", "p", "{mtls: {mode: \(peer)}}")
      for (spec, path) in zip(rule(mode), paths) {
        #expect(
          findings(AnalysedMesh.cart, authentication, object("DestinationRule", "d", spec)) == [
            "DestinationRule/shop/d: \(path): cart \(reason); traffic that this rule sends there fails [tls-conflict]"
          ])
      }
      let open = object("PeerAuthentication", "cart", "{selector: {matchLabels: {app: cart}}, mtls: {mode: PERMISSIVE}}")
      #expect(findings(AnalysedMesh.cart, authentication, open, object("DestinationRule", "d", rule(mode)[0])) == [])
    }
    // Another port, another subset: nothing that fails.
    let strict = object("PeerAuthentication", "p", "{mtls: {mode: STRICT}}")
    for spec in [
      "{host: cart, trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]}}",
      rule("DISABLE")[1].replacing("number: 80", with: "number: 81"),
      rule("DISABLE")[2].replacing("app: cart", with: "app: other"),
    ] {
      #expect(findings(AnalysedMesh.cart, strict, object("DestinationRule", "d", spec)) == [])
    }
  }
}
