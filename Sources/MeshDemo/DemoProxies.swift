import ControlPlane
import Foundation
import MeshAgent
import ServiceLifecycle

/// Starts the demo's Envoys once the control plane listens, waits until all of them serve, and tells where everything is.
struct DemoProxies: Service {
  let startup: DemoStartup
  let controlPlane: ControlPlane
  let kubeconfig: String
  let announce: @Sendable (String) -> Void

  func run() async throws {
    let addresses = try await controlPlane.addresses
    guard let secure = addresses.secure else { throw DemoError("the control plane has no TLS port") }
    let agents = try startup.agents(xds: secure)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (_, agent) in agents { group.addTask { try await agent.run() } }
      group.addTask { try await report(agents, addresses) }
      try await group.waitForAll()
    }
  }

  private func report(_ agents: [(workload: String, agent: Agent)], _ addresses: ControlPlaneAddresses) async throws {
    var proxies: [DemoState.Proxy] = []
    for (workload, agent) in agents {
      let status = try await agent.waitUntilLive()
      proxies.append(DemoState.Proxy(workload: workload, admin: status.adminURL ?? ""))
    }
    let state = DemoState(
      ingress: "http://127.0.0.1:\(startup.layout.ingressPort)", rulesDirectory: startup.layout.rulesFolder,
      kubeconfig: kubeconfig, discovery: "http://\(addresses.http)", proxies: proxies)
    if let file = startup.options.stateFile { try state.write(to: file) }
    announce(state.summary)
  }
}
