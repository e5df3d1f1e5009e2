import Foundation

/// Documents to start from: one mesh whose rules refer to each other, so that a changed one still means something.
enum FuzzSeeds {
  static let platform = """
    apiVersion: v1
    kind: Service
    metadata: {name: reviews, namespace: shop}
    spec:
      clusterIP: 10.96.0.1
      selector: {app: reviews}
      ports:
      - {name: http, port: 9080, targetPort: 8080}
      - {name: tcp-data, port: 9090}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: ratings, namespace: shop}
    spec:
      clusterIP: 10.96.0.2
      selector: {app: ratings}
      ports: [{name: grpc, port: 9080}, {name: any, port: 7000}]
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: reviews-1, namespace: shop, labels: {kubernetes.io/service-name: reviews}}
    addressType: IPv4
    ports: [{name: http, port: 8080}, {name: tcp-data, port: 9090}]
    endpoints:
    - {addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: reviews-v1, namespace: shop}}
    - {addresses: [10.0.0.2], conditions: {ready: true}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: reviews-v1, namespace: shop, labels: {app: reviews, version: v1}}
    spec: {serviceAccountName: reviews}
    status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}], conditions: [{type: Ready, status: "True"}]}
    """

  static let rules = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: reviews, namespace: shop}
    spec:
      hosts: [reviews, "*.example.com"]
      gateways: [mesh, gate]
      exportTo: ["*"]
      http:
      - name: first
        match:
        - uri: {prefix: /api}
          headers: {x-user: {regex: "j.*n"}}
          queryParams: {q: {exact: a}}
          method: {exact: GET}
          sourceLabels: {app: web}
          port: 9080
        rewrite: {uri: /v2}
        timeout: 3s
        retries: {attempts: 3, perTryTimeout: 1s, retryOn: "5xx,reset"}
        fault:
          delay: {percentage: {value: 10}, fixedDelay: 2s}
          abort: {percentage: {value: 5}, httpStatus: 503}
        corsPolicy: {allowOrigins: [{exact: "http://a.com"}], allowMethods: [GET], maxAge: 24h}
        headers: {request: {set: {a: b}, remove: [c]}, response: {add: {d: e}}}
        mirror: {host: ratings}
        mirrorPercentage: {value: 50}
        route:
        - destination: {host: reviews, subset: v1, port: {number: 9080}}
          weight: 80
        - destination: {host: ratings}
          weight: 20
      - match: [{uri: {exact: /old}}]
        redirect: {uri: /new, authority: a.com, redirectCode: 302}
      - match: [{uri: {regex: "/x/.*"}}]
        directResponse: {status: 418, body: {string: tea}}
      - route: [{destination: {host: reviews}}]
      tcp:
      - match: [{port: 9090, destinationSubnets: [10.0.0.0/8]}]
        route: [{destination: {host: reviews, port: {number: 9090}}, weight: 100}]
      tls:
      - match: [{sniHosts: [a.example.com], port: 443}]
        route: [{destination: {host: reviews, port: {number: 9090}}}]
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: reviews, namespace: shop}
    spec:
      host: reviews
      trafficPolicy:
        loadBalancer:
          consistentHash: {httpHeaderName: x-user, ringHash: {minimumRingSize: 1024}}
          localityLbSetting: {enabled: true, failover: [{from: east, to: west}]}
        connectionPool:
          tcp: {maxConnections: 100, connectTimeout: 30ms, tcpKeepalive: {time: 7200s, interval: 75s}}
          http: {http1MaxPendingRequests: 1, http2MaxRequests: 1000, maxRequestsPerConnection: 10, idleTimeout: 5s}
        outlierDetection: {consecutive5xxErrors: 7, interval: 5m, baseEjectionTime: 15m, maxEjectionPercent: 50}
        tls: {mode: SIMPLE, sni: a.com, subjectAltNames: [a.com]}
        portLevelSettings:
        - port: {number: 9080}
          loadBalancer: {simple: LEAST_REQUEST, warmup: {duration: 30s}}
      subsets:
      - name: v1
        labels: {version: v1}
        trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: outside, namespace: shop}
    spec:
      hosts: [api.example.com, "*.wild.com"]
      addresses: [192.0.2.1, 198.51.100.0/24]
      location: MESH_EXTERNAL
      resolution: STATIC
      ports: [{number: 443, name: tls, protocol: TLS}, {number: 80, name: http, protocol: HTTP, targetPort: 8080}]
      endpoints: [{address: 192.0.2.7, ports: {http: 8081}, labels: {a: b}, locality: east/a, weight: 10}]
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: gate, namespace: shop}
    spec:
      selector: {istio: ingressgateway}
      servers:
      - port: {number: 80, name: http, protocol: HTTP}
        hosts: ["shop/*.example.com", reviews.shop.svc.cluster.local]
        tls: {httpsRedirect: true}
      - port: {number: 443, name: https, protocol: HTTPS}
        hosts: ["b.example.com"]
        tls: {mode: SIMPLE, serverCertificate: /c.pem, privateKey: /k.pem, minProtocolVersion: TLSV1_2}
      - port: {number: 8443, name: pass, protocol: TLS}
        hosts: ["a.example.com"]
        tls: {mode: PASSTHROUGH}
    ---
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: default, namespace: shop}
    spec:
      workloadSelector: {labels: {app: web}}
      ingress:
      - port: {number: 8080, protocol: HTTP, name: in}
        defaultEndpoint: 127.0.0.1:8081
        connectionPool: {http: {http1MaxPendingRequests: 3}}
      egress:
      - port: {number: 9080, protocol: HTTP, name: out}
        bind: 127.0.0.9
        hosts: ["./*"]
      - hosts: ["*/*"]
      outboundTrafficPolicy: {mode: REGISTRY_ONLY}
    ---
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default, namespace: shop}
    spec:
      selector: {matchLabels: {app: reviews}}
      mtls: {mode: STRICT}
      portLevelMtls: {8080: {mode: PERMISSIVE}}
    ---
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: allow, namespace: shop}
    spec:
      action: DENY
      rules:
      - from: [{source: {principals: ["cluster.local/ns/shop/sa/web"], notNamespaces: [ops], ipBlocks: [10.0.0.0/8]}}]
        to: [{operation: {methods: [GET], paths: ["/a*", "*/b"], hosts: [a.com], ports: ["8080"]}}]
        when: [{key: "request.headers[x-a]", values: ["b"]}]
    ---
    apiVersion: security.istio.io/v1
    kind: RequestAuthentication
    metadata: {name: tokens, namespace: shop}
    spec:
      jwtRules:
      - issuer: https://issuer.test
        jwksUri: https://issuer.test/keys
        audiences: [a]
        fromHeaders: [{name: x-token, prefix: "Bearer "}]
        outputClaimToHeaders: [{header: x-sub, claim: sub}]
    ---
    apiVersion: networking.istio.io/v1alpha3
    kind: EnvoyFilter
    metadata: {name: filter, namespace: shop}
    spec:
      priority: 3
      configPatches:
      - applyTo: HTTP_FILTER
        match:
          context: SIDECAR_INBOUND
          listener: {filterChain: {filter: {name: envoy.filters.network.http_connection_manager}}}
        patch:
          operation: INSERT_FIRST
          value:
            name: lua
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
              default_source_code: {inline_string: "-- nothing"}
      - applyTo: CLUSTER
        match: {cluster: {service: reviews.shop.svc.cluster.local}}
        patch: {operation: MERGE, value: {connect_timeout: 7s, circuit_breakers: {thresholds: [{max_retries: 3}]}}}
      - applyTo: VIRTUAL_HOST
        match: {routeConfiguration: {vhost: {name: "ratings.shop.svc.cluster.local:9080"}}}
        patch: {operation: MERGE, value: {require_tls: ALL}}
      - applyTo: LISTENER
        match: {listener: {portNumber: 9080}}
        patch: {operation: MERGE, value: {per_connection_buffer_limit_bytes: 4096}}
    """

  /// All documents, one by one. The certificates are new ones each time.
  static func documents() throws -> [String] {
    let authority = try TestAuthority()
    let texts = try ["edge", "client"].map { try secret($0, by: authority) }
    return ([platform, rules, machines, settings] + texts).joined(separator: "\n---\n").split(separator: "---\n").map(String.init)
  }

  private static func secret(_ name: String, by authority: TestAuthority) throws -> String {
    func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    let pair = try authority.issue(dnsNames: ["\(name).example.com"])
    return """
      apiVersion: v1
      kind: Secret
      metadata: {name: \(name), namespace: shop}
      type: kubernetes.io/tls
      data:
        tls.crt: \(encoded(pair.chain))
        tls.key: \(encoded(pair.key))
        ca.crt: \(encoded(authority.roots))
      """
  }
}
