package import MeshIdentity

/// The options of `meltemi agent`, as given, before defaults, environment variables and checks.
///
/// Those that Istio's agent has keep their names; each comment is the help text of the command line option of that name.
package struct AgentOptions: Sendable, Equatable {
  // MARK: Those of Istio's agent

  /// Directory that the agent writes Envoy's bootstrap into and keeps its files in. Created when missing, owned by one
  /// agent at a time.
  package var configPath = "./etc/istio/proxy"
  /// Path of the Envoy executable. Default: $MELTEMI_ENVOY, then `envoy` on PATH.
  package var binaryPath: String?
  /// Name of the service that the proxy belongs to (Envoy's node cluster). Default: APP.NAMESPACE by the label `app`, else
  /// WORKLOAD.NAMESPACE.
  package var serviceCluster: String?
  /// How long listeners drain: after SIGTERM before Envoy stops, and when the control plane removes a listener. Such as
  /// 45s, 1m30s, 500ms.
  package var drainDuration: Duration = .seconds(45)
  /// How long after SIGTERM an Envoy that has not stopped is killed; must exceed the drain. (Once: the life of the old
  /// process in a hot restart, which a supervised Envoy does not need.)
  package var parentShutdownDuration: Duration = .seconds(60)
  /// HOST:PORT (or unix:PATH) of the control plane's xDS server; several replicas are separated by commas. Default:
  /// 127.0.0.1:15012, with NONE 127.0.0.1:15010.
  package var discoveryAddress: String?
  /// How long Envoy waits before it connects again to a lost control plane; doubled up to ten times that. (Once: the
  /// polling interval; the control plane now pushes changes as they happen.) Default: 500ms.
  package var discoveryRefreshDelay: Duration?
  /// HOST:PORT of a Zipkin collector that spans are sent to. Default: no tracing.
  package var zipkinAddress: String?
  /// How long a connection from Envoy to the control plane or the Zipkin collector may take to open.
  package var connectTimeout: Duration = .seconds(1)
  /// IP:PORT of a statsd daemon that statistics are sent to over UDP. Default: none.
  package var statsdUdpAddress: String?
  /// Port of Envoy's admin interface; 0 picks a free one and reports it.
  package var proxyAdminPort = 15000
  /// MUTUAL_TLS: a certificate of the workload's own, for the control plane and for its peers. NONE: plain text. Default:
  /// MUTUAL_TLS where something proves who the workload is, else NONE, with a warning.
  package var controlPlaneAuthPolicy: String?
  /// HOST:PORT of the certificate authority. Default: $CA_ADDR, else the discovery address.
  package var caAddress: String?

  // MARK: The workload's identity

  /// A join token itself, for programs; on a command line others could read it.
  package var joinToken: Redacted<String>?
  /// File with a join token. Default: the token in $MELTEMI_JOIN_TOKEN.
  package var joinTokenFile: String?
  /// File with a token that others keep fresh. Default: /var/run/secrets/tokens/istio-token where that is there.
  package var tokenFile: String?
  /// Directory with cert-chain.pem, key.pem and root-cert.pem that others keep fresh; no authority is asked then. Default:
  /// /etc/certs where $FILE_MOUNTED_CERTS is true.
  package var fileMountedCerts: String?
  /// File with the roots that the control plane is believed by. Default: $CA_ROOT_CA, else where Istio mounts it.
  package var caRootFile: String?
  /// Name that the control plane's certificate must hold. Default: the host of the address.
  package var serverName: String?
  /// Trust domain of the mesh. Default: $TRUST_DOMAIN, else cluster.local.
  package var trustDomain: String?
  /// Directory that key.pem, cert-chain.pem and root-cert.pem are written into, and read from at the start. Default:
  /// $OUTPUT_CERTS, else none: the key stays in memory.
  package var outputCerts: String?
  /// Lifetime of certificates. Default: $SECRET_TTL, else 24h.
  package var certificateLifetime: Duration?
  /// Part of a certificate's life that is left when it is renewed. Default: $SECRET_GRACE_PERIOD_RATIO, else 0.5.
  package var graceRatio: Double?
  /// How far chance moves the renewal, as a part of the life. Default: $SECRET_GRACE_PERIOD_RATIO_JITTER, else 0.01.
  package var graceRatioJitter: Double?

  // MARK: The proxy's node

  /// sidecar or router (a gateway).
  package var proxyType = "sidecar"
  /// IP addresses of the workload, the main one first. Default: $INSTANCE_IP.
  package var ipAddresses: [String] = []
  /// Name of the instance (the pod). Default: $POD_NAME.
  package var name: String?
  /// Namespace of the workload. Default: $POD_NAMESPACE, else `default`.
  package var namespace: String?
  /// Name that all instances of the workload share. Default: $ISTIO_META_WORKLOAD_NAME, else the instance's name.
  package var workloadName: String?
  /// DNS domain of the workload. Default: NAMESPACE.svc.cluster.local.
  package var dnsDomain: String?
  /// Service account of the workload. Default: $SERVICE_ACCOUNT.
  package var serviceAccount: String?
  /// Labels of the workload. Default: $ISTIO_METAJSON_LABELS.
  package var labels: [String: String] = [:]
  /// Cluster that the workload runs in. Default: $ISTIO_META_CLUSTER_ID, else `Kubernetes`.
  package var clusterID: String?
  /// Network of the workload's addresses. Default: $ISTIO_META_NETWORK.
  package var network: String?
  /// REGION[/ZONE[/SUBZONE]]. Default: the label `istio-locality`.
  package var locality: String?
  /// REDIRECT, TPROXY or NONE. Default: $ISTIO_META_INTERCEPTION_MODE, else REDIRECT for sidecars.
  package var interceptionMode: String?

  // MARK: The rest

  /// How long Envoy drains at SIGTERM where that should differ from --drainDuration (a demo stops sooner than its
  /// listeners should drain).
  package var terminationDrainDuration: Duration?
  /// Stop draining as soon as no downstream connection is left.
  package var exitOnZeroActiveConnections = false
  /// immediate: connections are asked to close from the drain's start; gradual: more and more of them over its time.
  package var drainStrategy = "immediate"
  /// Host that the admin interface listens on. Whoever reaches it rules the proxy.
  package var adminHost = "127.0.0.1"
  /// HOST:PORT for a listener that serves nothing but /stats/prometheus. Default: none; Istio uses 0.0.0.0:15090.
  package var prometheusAddress: String?
  /// IP:PORT where the agent answers about itself: /healthz/ready, /stats/prometheus, /status. Default: none; Istio uses 15020.
  package var statusAddress: String?
  /// Envoy's log level, with levels of single components behind commas: `warning,upstream:debug`.
  package var proxyLogLevel = "warning"
  /// Worker threads of Envoy; 0: one per core. Default: 2 for a sidecar, one per core for a router.
  package var concurrency: Int?
  /// delta or sotw: the flavour of the xDS protocol.
  package var xdsMode = "delta"
  /// How long Envoy waits for its first clusters and listeners before it opens without; 0: as long as it takes.
  package var initialFetchTimeout: Duration = .zero
  /// Statistics to keep beside the usual few, by prefixes of their names; `*` keeps all.
  package var statsInclusionPrefixes: [String] = []

  /// Options that are all at their defaults.
  package init() {}
}
