import BenchmarkSupport
import GRPCCore
import IstioCertificateAPI
import MeshIdentity
import MeshTransport

extension Benchmark {
  /// Every proxy gets its first certificate, all at once: what happens when a whole site starts.
  func certificates(_ process: ControlPlaneProcess) async throws -> BenchmarkReport.Certificates {
    progress("certificates for \(plan.clients) proxies")
    let state = StateDirectory(path: command.stateDirectory)
    guard let roots = try RootStore(directory: state, trustDomain: .clusterLocal).summary()?.roots.map(\.certificatePEM) else {
      throw BenchmarkError("the control plane has made no root in \(state)")
    }
    let tokens = try await joinTokens(state)
    let (start, before) = (ContinuousClock.now, try process.usage)
    let times = try await within(plan.limit, "not every proxy had a certificate") {
      try await withThrowingTaskGroup(of: Double.self) { group in
        for (client, token) in zip(fleet.clients, tokens) {
          group.addTask { try await enroll(client, token, roots) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }
    let (seconds, usage) = ((ContinuousClock.now - start).seconds, try process.usage)
    return BenchmarkReport.Certificates(
      seconds: seconds, cpuSeconds: usage.cpuSeconds - before.cpuSeconds, milliseconds: Samples(times),
      residentMiB: usage.residentMiB)
  }

  /// A single-use token for each proxy, made before anything is measured.
  private func joinTokens(_ state: StateDirectory) async throws -> [Redacted<String>] {
    let store = JoinTokenStore(directory: state)
    var tokens: [Redacted<String>] = []
    for client in fleet.clients {
      tokens.append(
        try await store.create(
          namespace: client.identity.namespace, serviceAccount: ProxyIdentity.serviceAccount, lifetime: .seconds(3600)
        ).token)
    }
    return tokens
  }

  /// - Returns: how long it took, in milliseconds.
  private func enroll(_ client: ProxyClient, _ token: Redacted<String>, _ roots: [String]) async throws -> Double {
    let start = ContinuousClock.now
    let request = try SigningRequest()
    var message = Istio_V1_Auth_IstioCertificateRequest()
    message.csr = request.csrPEM
    var credential = ProxyCredential(roots: roots)
    let chain = try await withGRPCClient(transport: try credential.transport(to: command)) { [message] connection in
      let service = Istio_V1_Auth_IstioCertificateService.Client(wrapping: connection)
      return try await service.createCertificate(message, metadata: ["authorization": "Bearer \(token.reveal())"]).certChain
    }
    guard !chain.isEmpty else { throw BenchmarkError("\(client.identity.workload) was given an empty chain") }
    credential.certificate = TLSIdentity(chainPEM: chain, keyPEM: request.privateKeyPEM)
    client.show(credential)
    return (ContinuousClock.now - start).seconds * 1000
  }
}
