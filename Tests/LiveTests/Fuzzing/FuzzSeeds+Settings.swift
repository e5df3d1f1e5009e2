extension FuzzSeeds {
  /// Workloads beside the platform, and what reaches beyond the mesh.
  static let machines = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec: {serviceAccountName: web}
    status: {phase: Running, podIP: 10.0.0.9, podIPs: [{ip: 10.0.0.9}], conditions: [{type: Ready, status: "True"}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: gate, namespace: shop, labels: {istio: ingressgateway}}
    spec: {serviceAccountName: gate}
    status: {phase: Running, podIP: 10.0.0.8, podIPs: [{ip: 10.0.0.8}], conditions: [{type: Ready, status: "True"}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: WorkloadEntry
    metadata: {name: vm, namespace: shop, labels: {app: stock}}
    spec:
      address: 10.1.0.1
      ports: {tcp: 5000, http: 8080}
      labels: {version: v1}
      locality: eu/a/1
      weight: 3
      network: far
      serviceAccount: stock
    ---
    apiVersion: networking.istio.io/v1
    kind: WorkloadGroup
    metadata: {name: vms, namespace: shop}
    spec:
      metadata: {labels: {app: stock}}
      template: {serviceAccount: stock, ports: {http: 8080}}
      probe: {periodSeconds: 3, httpGet: {path: /ready, port: 8080, httpHeaders: [{name: a, value: b}]}}
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: stock, namespace: shop}
    spec:
      hosts: [stock.shop.example]
      addresses: [10.9.0.0/16, "2001:db8::1"]
      ports:
      - {number: 5000, name: tcp, protocol: TCP, targetPort: 5001}
      - {number: 80, name: http, protocol: HTTP}
      location: MESH_INTERNAL
      resolution: STATIC
      workloadSelector: {labels: {app: stock}}
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: anywhere, namespace: shop}
    spec:
      hosts: ["*.wild.example"]
      ports: [{number: 443, name: tls, protocol: TLS}, {number: 80, name: http, protocol: HTTP}]
      resolution: DYNAMIC_DNS
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: outside, namespace: shop}
    spec:
      host: "*.wild.example"
      workloadSelector: {matchLabels: {app: web}}
      trafficPolicy:
        tls: {mode: MUTUAL, credentialName: client, sni: a.wild.example}
        tunnel: {protocol: CONNECT, targetHost: far.example, targetPort: 443}
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: bytes, namespace: shop}
    spec:
      hosts: [stock.shop.example, a.wild.example]
      gateways: [mesh, secure]
      tcp:
      - match: [{port: 5000, destinationSubnets: [10.9.1.0/24], sourceLabels: {app: web}}]
        route: [{destination: {host: stock.shop.example}, weight: 10}, {destination: {host: ratings}, weight: 90}]
      tls:
      - match: [{sniHosts: [a.wild.example], port: 443}]
        route: [{destination: {host: a.wild.example}}]
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: secure, namespace: shop}
    spec:
      selector: {istio: ingressgateway}
      servers:
      - port: {number: 443, name: https, protocol: HTTPS}
        hosts: ["./*.example.com"]
        tls: {mode: MUTUAL, credentialName: edge, minProtocolVersion: TLSV1_2, cipherSuites: [ECDHE-RSA-AES128-GCM-SHA256]}
      - port: {number: 8443, name: tls, protocol: TLS}
        hosts: [a.wild.example]
        tls: {mode: PASSTHROUGH}
      - port: {number: 5000, name: tcp, protocol: TCP}
        hosts: ["*"]
    """

  /// Settings, and what is read for other reasons.
  static let settings = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: istio, namespace: istio-system}
    data:
      mesh: |
        accessLogFile: /dev/stdout
        accessLogEncoding: JSON
        connectTimeout: 3s
        outboundTrafficPolicy: {mode: REGISTRY_ONLY}
        defaultHttpRetryPolicy: {attempts: 1, retryOn: "5xx"}
        localityLbSetting: {failover: [{from: eu, to: us}]}
        tcpKeepalive: {time: 60s, probes: 3}
        pathNormalization: {normalization: MERGE_SLASHES}
        trustDomainAliases: [old.example]
        defaultConfig: {gatewayTopology: {numTrustedProxies: 1}}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: edge-cacert, namespace: shop}
    data: {other: text}
    ---
    apiVersion: networking.k8s.io/v1
    kind: IngressClass
    metadata: {name: mesh}
    spec: {controller: istio.io/ingress-controller}
    ---
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: front, namespace: shop}
    spec:
      ingressClassName: mesh
      tls: [{hosts: [shop.example.com], secretName: edge}]
      rules:
      - host: shop.example.com
        http:
          paths:
          - {path: /a, pathType: Prefix, backend: {service: {name: reviews, port: {number: 9080}}}}
          - {path: /b, pathType: Exact, backend: {service: {name: ratings, port: {name: grpc}}}}
    ---
    apiVersion: networking.istio.io/v1
    kind: ProxyConfig
    metadata: {name: proxies, namespace: shop}
    spec: {selector: {matchLabels: {app: web}}, concurrency: 2, environmentVariables: {A: b}}
    ---
    apiVersion: telemetry.istio.io/v1
    kind: Telemetry
    metadata: {name: logs, namespace: shop}
    spec: {accessLogging: [{providers: [{name: envoy}]}], tracing: [{randomSamplingPercentage: 1.5}]}
    ---
    apiVersion: extensions.istio.io/v1alpha1
    kind: WasmPlugin
    metadata: {name: plugin, namespace: shop}
    spec: {url: "oci://example.com/image:1", phase: AUTHN, pluginConfig: {a: 1}}
    """
}
