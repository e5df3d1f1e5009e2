import ArgumentParser
import BenchmarkSupport
import Foundation

/// `meltemi-apiserver-benchmark`: how much an API server of our own costs, and how much it takes.
@main
struct APIServerBenchmarkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meltemi-apiserver-benchmark",
    abstract: "Measure the API server over HTTPS, with SQLite and fsync.",
    discussion: """
      Starts `meltemi apiserver` as a process of its own and talks to it over TLS with the kubeconfig that it writes: makes \
      VirtualServices, lists them (whole, in pages, as metadata and as kubectl's table), changes them with one writer and with many, \
      and at a steady rate, has watchers see every change in order, and leaves lists lying that nobody takes. Reads the server's \
      CPU time and resident memory from /proc. The disk that matters is that of --work-directory.

      Build both executables with `swift build -c release` first.
      """)

  @Option(help: "Objects of the kind that is listed and watched.") var objects = 20_000
  @Option(help: "Writers that make them at once.") var writers = 16
  @Option(help: "Seconds of each way to change objects; 0 leaves them out, as with the numbers below.") var writeSeconds = 10.0
  @Option(help: "Changes a second of the steady rate.") var rate = 500
  @Option(help: "Seconds of the steady rate.") var rateSeconds = 20.0
  @Option(help: "Watchers of the kind, a connection each.") var watchers = 1000
  @Option(help: "Changes that each watcher sees.") var changes = 1000
  @Option(help: "Lists and watches of everything that nobody takes.") var stalled = 50
  @Option(help: "Seconds that anything may take before the benchmark gives up.") var timeout = 300.0
  @Option(help: "The meltemi executable. (default: the one beside this executable)") var server: String?
  @Option(name: .customLong("server-argument"), help: "A further argument for `meltemi apiserver`; may be repeated.")
  var serverArguments: [String] = []
  @Option(help: "Directory for the storage and the server's log, kept afterwards. (default: a temporary one)")
  var workDirectory: String?
  @Flag(help: "Run a debug build, whose figures say nothing.") var allowDebug = false

  func validate() throws {
    guard objects >= 100, writers >= 1, rate >= 1, timeout > 0 else {
      throw ValidationError("There must be at least 100 objects, one writer, one change a second and some time.")
    }
    #if DEBUG
      guard allowDebug else {
        throw ValidationError("This is a debug build; use `swift run -c release meltemi-apiserver-benchmark` (or --allow-debug).")
      }
    #endif
  }

  func run() async throws {
    let executable = try serverExecutable
    let folder = try makeFolder()
    defer { if workDirectory == nil { try? FileManager.default.removeItem(at: folder) } }
    let process = try await APIServerProcess.start(
      executable, arguments: serverArguments, folder: folder, limit: .seconds(timeout))
    do {
      let client = try APIClient(kubeconfig: process.kubeconfig)
      let benchmark = APIServerBenchmark(process: process, client: client, limit: .seconds(timeout))
      try await measure(benchmark)
      try await client.shutdown()
      await process.stop()
    } catch {
      let tail = process.logTail
      await process.stop()
      throw BenchmarkError("\(error)\n\(tail)")
    }
  }

  private func measure(_ benchmark: APIServerBenchmark) async throws {
    let machine = MachineDescription.current()
    print("\(machine.processor), \(machine.cores) cores, \(machine.memoryMiB) MiB, \(machine.system)")
    print("meltemi-apiserver-benchmark \(CommandLine.arguments.dropFirst().joined(separator: " "))")
    let (load, start) = (MachineLoad.now(), ContinuousClock.now)
    let own = try ProcessUsage.ofThisProcess().cpuSeconds
    try await benchmark.fill(objects, writers: writers)
    try await benchmark.list(objects)
    if writeSeconds > 0 {
      for writers in [1, 8, 64] { try await benchmark.change(writers: writers, objects, for: .seconds(writeSeconds)) }
    }
    if rateSeconds > 0 { try await benchmark.change(aSecond: rate, objects, for: .seconds(rateSeconds)) }
    if watchers > 0, changes > 0 { try await benchmark.watch(watchers: watchers, changes: changes) }
    if stalled > 0 { try await benchmark.stall(clients: stalled) }
    let usage = try benchmark.process.usage
    print(String(format: "peak resident memory of the server: %.0f MiB", usage.peakResidentMiB))
    let now = MachineLoad.now()
    let others =
      now.busySeconds - load.busySeconds - usage.cpuSeconds - (try ProcessUsage.ofThisProcess().cpuSeconds - own)
    let share = max(0, others / (ContinuousClock.now - start).seconds / Double(now.cores))
    print(String(format: "other processes used %.0f %% of the machine meanwhile", share * 100))
  }

  private var serverExecutable: String {
    get throws {
      let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      let path = server ?? URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("meltemi").path
      guard FileManager.default.isExecutableFile(atPath: path) else {
        throw ValidationError("There is no executable \(path); build it with `swift build -c release --product meltemi`.")
      }
      return path
    }
  }

  private func makeFolder() throws -> URL {
    let folder =
      workDirectory.map { URL(fileURLWithPath: $0) }
      ?? FileManager.default.temporaryDirectory.appendingPathComponent(
        "meltemi-apiserver-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
