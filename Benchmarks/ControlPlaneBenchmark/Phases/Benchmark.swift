import BenchmarkSupport
import Foundation

/// One run: a mesh in a directory, a control plane that reads it, and a fleet of proxies.
struct Benchmark: Sendable {
  let plan: BenchmarkPlan
  let directory: MeshDirectory
  let command: ControlPlaneProcess.Command
  let fleet: ProxyFleet
  /// Told what goes on.
  let progress: @Sendable (String) -> Void

  init(plan: BenchmarkPlan, folder: URL, executable: String, arguments: [String], progress: @escaping @Sendable (String) -> Void)
    throws
  {
    self.plan = plan
    self.progress = progress
    directory = MeshDirectory(url: folder.appendingPathComponent("mesh"), mesh: plan.mesh, layout: plan.layout)
    command = ControlPlaneProcess.Command(
      executable: executable, configDirectory: directory.url.path, xdsPort: try LoopbackHTTP.freePort(),
      securePort: try LoopbackHTTP.freePort(), httpPort: try LoopbackHTTP.freePort(),
      logFile: folder.appendingPathComponent("control-plane.log").path,
      extraArguments: arguments)
    fleet = ProxyFleet(plan)
  }

  func run(_ report: BenchmarkReport) async throws -> BenchmarkReport {
    var report = report
    let (machine, wallClock) = (MachineLoad.now(), ContinuousClock.now)
    let benchmarkCPU = try ProcessUsage.ofThisProcess().cpuSeconds
    try directory.write()
    var (process, load) = try await startControlPlane()
    report.load = load
    var usedCPU = 0.0
    do {
      if plan.usesTLS { report.certificates = try await certificates(process) }
      report = try await measure(process, report)
      if plan.reconnects {
        report.reconnect = try await reconnect(process, weight: 11)
        usedCPU += try process.usage.cpuSeconds
        await process.stop(SIGKILL)
        (process, _) = try await startControlPlane()
        report.restart = try await reconnect(process, weight: 12)
      }
      usedCPU += try process.usage.cpuSeconds
      await process.stop()
    } catch {
      let tail = process.logTail
      await process.stop(SIGKILL)
      throw BenchmarkError("\(error)\n\(tail)")
    }
    report.clientCPUSeconds = try ProcessUsage.ofThisProcess().cpuSeconds - benchmarkCPU
    let now = MachineLoad.now()
    let others = now.busySeconds - machine.busySeconds - usedCPU - report.clientCPUSeconds
    report.othersShare = max(0, others / (ContinuousClock.now - wallClock).seconds / Double(now.cores))
    return report
  }

  private func startControlPlane() async throws -> (ControlPlaneProcess, BenchmarkReport.Load) {
    progress("starting the control plane")
    let start = ContinuousClock.now
    let process = try await ControlPlaneProcess.start(command)
    do {
      try await process.waitUntilReady(plan.limit)
      let seconds = (ContinuousClock.now - start).seconds
      let usage = try process.usage
      // What follows readiness (an analysis of the mesh) is not part of the first sync.
      try await process.waitUntilIdle(plan.limit)
      return (process, .init(seconds: seconds, cpuSeconds: usage.cpuSeconds, residentMiB: usage.residentMiB))
    } catch {
      await process.stop(SIGKILL)
      throw error
    }
  }

  /// Everything that happens while the proxies are connected for the first time.
  private func measure(_ process: ControlPlaneProcess, _ report: BenchmarkReport) async throws -> BenchmarkReport {
    progress("connecting \(plan.clients) proxies")
    let begin = ContinuousClock.now
    let before = try process.usage
    return try await fleet.connected(to: command) {
      var report = report
      report.firstSync = try await firstSync(process, since: begin, before)
      report.sendsVirtualHostsSingly = fleet.heldResources[.virtualHost, default: 0] > 0
      report.idleCPU = try await idle(process)
      if plan.hasRules, plan.ruleChanges > 0 {
        report.ruleChanges = try await ruleChanges(process, idleCPU: report.idleCPU ?? 0)
      }
      if plan.endpointChanges > 0 {
        report.endpointChanges = try await endpointChanges(process, idleCPU: report.idleCPU ?? 0)
      }
      if plan.churnSeconds > 0, plan.layout == .files { report.churn = try await churn(process) }
      let usage = try process.usage
      report.memory = .init(residentMiB: usage.residentMiB, peakResidentMiB: usage.peakResidentMiB)
      return report
    }
  }

  private func idle(_ process: ControlPlaneProcess) async throws -> Double {
    try await process.waitUntilIdle(plan.limit)
    let (start, before) = (ContinuousClock.now, try process.usage.cpuSeconds)
    try await Task.sleep(for: .seconds(2))
    return (try process.usage.cpuSeconds - before) / (ContinuousClock.now - start).seconds
  }
}
