import Bookinfo
import ControlPlane
import Logging
import MeshAgent
import ServiceLifecycle

/// Makes the pieces of the demo from its layout.
struct DemoStartup: Sendable {
  var layout: DemoLayout
  var identities: DemoIdentities
  var options: DemoOptions
  var environment: [String: String]
  var logger: Logger

  /// The application of a workload, on its unix socket; it calls its peers through its own sidecar.
  func application(_ workload: DemoWorkload) -> any Service {
    func upstream(_ service: String) -> BookinfoConfiguration.Upstream {
      .init(
        baseURL: "http://\(workload.egressAddress):\(DemoLayout.servicePort)", authority: "\(service):\(DemoLayout.servicePort)")
    }
    return BookinfoService(
      configuration: BookinfoConfiguration(
        kind: workload.kind, listen: .unixSocket(path: workload.socketPath), podName: workload.name,
        upstreams: .init(details: upstream("details"), reviews: upstream("reviews"), ratings: upstream("ratings"))),
      logger: quiet)
  }

  /// Applications report failed calls to peers, and their servers report as errors that they are being stopped. In a demo whose rules
  /// make calls fail, none of that is news; what keeps an application from running is thrown.
  private var quiet: Logger {
    var logger = logger
    logger.logLevel = .critical
    return logger
  }

  /// The agents of all proxies: one for each workload, and the gateway's.
  func agents(xds: BoundAddress) throws -> [(workload: String, agent: Agent)] {
    let gateway = ("istio-ingressgateway", try agent(gatewayOptions(xds)))
    return try [gateway] + layout.workloads.map { ($0.name, try agent(sidecarOptions($0, xds))) }
  }

  private func agent(_ options: AgentOptions) throws -> Agent {
    try Agent(options: options, environment: environment, logger: logger)
  }

  private func common(_ name: String, account: String, _ xds: BoundAddress) -> AgentOptions {
    var agent = AgentOptions()
    agent.configPath = layout.folder + "/proxies/" + name
    agent.binaryPath = options.envoyPath
    agent.discoveryAddress = xds.description
    agent.controlPlaneAuthPolicy = "MUTUAL_TLS"
    agent.caRootFile = identities.rootFile
    agent.joinToken = identities.token(account)
    agent.serviceAccount = account
    agent.proxyAdminPort = 0
    agent.name = name
    agent.namespace = "default"
    agent.clusterID = "Kubernetes"
    agent.interceptionMode = "NONE"
    agent.concurrency = 1
    agent.proxyLogLevel = "error"
    // Nobody is served when the demo ends, so nothing is worth waiting for.
    agent.terminationDrainDuration = .milliseconds(100)
    // Not those of clusters: cutting labels out of their many names takes Envoy ten times as long as adding a cluster.
    agent.statsInclusionPrefixes = ["http", "listener"]
    return agent
  }

  private func sidecarOptions(_ workload: DemoWorkload, _ xds: BoundAddress) -> AgentOptions {
    var agent = common(workload.name, account: workload.serviceAccount, xds)
    agent.ipAddresses = [workload.address]
    agent.labels = workload.labels
    return agent
  }

  private func gatewayOptions(_ xds: BoundAddress) -> AgentOptions {
    var agent = common("istio-ingressgateway", account: DemoIdentities.gatewayAccount, xds)
    agent.proxyType = "router"
    agent.interceptionMode = nil
    agent.ipAddresses = [layout.gatewayAddress]
    agent.labels = ["istio": "ingressgateway", "app": "istio-ingressgateway"]
    return agent
  }
}
