import ArgumentParser
import BenchmarkSupport
import Foundation

/// `meltemi-benchmark`: how much a control plane costs.
@main
struct BenchmarkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meltemi-benchmark",
    abstract: "Measure the control plane with simulated Envoys.",
    discussion: """
      Writes a mesh of made-up services into a temporary directory, starts `meltemi discovery` on it as a process of its own, \
      connects simulated sidecars (delta ADS, a gRPC connection each) and measures: the first certificates of all (with --tls), \
      the first full sync, the time from one \
      rule or endpoint written to the last sidecar's ACK, endpoint churn, reconnects, CPU time and memory of the control \
      plane. The mesh has one HTTP port in common (80), so that each sidecar has one route configuration for all services.

      Build both executables with `swift build -c release` first.
      """)

  @Option(help: "Services of the mesh.") var services = 1000
  @Option(help: "Endpoints of each service, 2 or more.") var endpoints = 10
  @Option(help: "Namespaces that services and sidecars are spread over.") var namespaces = 20
  @Flag(inversion: .prefixedNo, help: "Give each service a VirtualService and a DestinationRule.") var rules = true
  @Option(help: "Simulated sidecars.") var clients = 40
  @Flag(help: "Sidecars take virtual hosts as resources of their own (MELTEMI_VHDS in their metadata).")
  var virtualHosts = false
  @Flag(help: "Sidecars get certificates, by a join token each, and connect over TLS; plain text otherwise.")
  var tls = false
  @Option(help: "files: one for each service; single: all services in one file, which endpoint changes rewrite.")
  var layout = MeshDirectory.Layout.files
  @Option(help: "How often a rule is changed; 0 leaves that out, as with all the numbers below.") var ruleChanges = 30
  @Option(help: "How often an endpoint is moved.") var endpointChanges = 30
  @Option(help: "How long endpoints move as fast as they can (seconds); not with --layout single.") var churnSeconds = 10.0
  @Option(help: "Endpoint changes on their way at a time meanwhile.") var churnWindow = 100
  @Option(help: "Seconds between changes that are measured one by one.") var pause = 1.2
  @Flag(inversion: .prefixedNo, help: "Reconnect all sidecars, and again after the control plane was killed and restarted.")
  var reconnects = true
  @Option(help: "Seconds that anything may take before the benchmark gives up.") var timeout = 300.0
  @Option(help: "The meltemi executable. (default: the one beside this executable)") var controlPlane: String?
  @Option(name: .customLong("control-plane-argument"), help: "A further argument for `meltemi discovery`; may be repeated.")
  var controlPlaneArguments: [String] = []
  @Option(help: "Directory for the mesh and the control plane's log, kept afterwards. (default: a temporary one)")
  var workDirectory: String?
  @Option(name: .customLong("json"), help: "File to write the report to as JSON, beside printing it.")
  var jsonFile: String?
  @Flag(help: "Run a debug build, whose figures say nothing.") var allowDebug = false

  func validate() throws {
    guard services >= 2, namespaces >= 1, clients >= 1 else {
      throw ValidationError("There must be at least two services, one namespace and one client.")
    }
    guard endpoints >= 2 else { throw ValidationError("Services need at least two endpoints: the last one moves.") }
    guard churnWindow >= 1, timeout > 0, pause >= 0 else { throw ValidationError("Windows and times must be positive.") }
    #if DEBUG
      guard allowDebug else {
        throw ValidationError("This is a debug build; use `swift run -c release meltemi-benchmark` (or --allow-debug).")
      }
    #endif
  }

  func run() async throws {
    let executable = try controlPlaneExecutable
    let folder = try makeFolder()
    defer { if workDirectory == nil { try? FileManager.default.removeItem(at: folder) } }
    let plan = BenchmarkPlan(
      services: services, endpoints: endpoints, namespaces: namespaces, hasRules: rules, clients: clients,
      takesVirtualHosts: virtualHosts, usesTLS: tls, layout: layout, ruleChanges: ruleChanges, endpointChanges: endpointChanges,
      churnSeconds: churnSeconds, churnWindow: churnWindow,
      pause: pause, reconnects: reconnects, timeout: timeout)
    let benchmark = try Benchmark(
      plan: plan, folder: folder, executable: executable, arguments: controlPlaneArguments
    ) { FileHandle.standardError.write(Data("meltemi-benchmark: \($0)\n".utf8)) }
    let arguments = CommandLine.arguments.dropFirst().joined(separator: " ")
    let report = try await benchmark.run(
      BenchmarkReport(
        date: ISO8601DateFormatter().string(from: Date()), machine: .current(),
        command: "meltemi-benchmark \(arguments)", plan: plan))
    if let jsonFile { try json(of: report).write(to: URL(fileURLWithPath: jsonFile)) }
    print(report.text)
  }

  private func json(of report: BenchmarkReport) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(report)
  }

  private var controlPlaneExecutable: String {
    get throws {
      let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let path = controlPlane ?? URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("meltemi").path
      guard FileManager.default.isExecutableFile(atPath: path) else {
        throw ValidationError("There is no executable \(path); build it with `swift build -c release --product meltemi`.")
      }
      return path
    }
  }

  private func makeFolder() throws -> URL {
    let temporary = FileManager.default.temporaryDirectory
    let folder =
      workDirectory.map { URL(fileURLWithPath: $0) }
      ?? temporary.appendingPathComponent("meltemi-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}

extension MeshDirectory.Layout: ExpressibleByArgument {}
