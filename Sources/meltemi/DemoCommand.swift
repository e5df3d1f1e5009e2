import ArgumentParser
import Foundation
import Logging
import MeshDemo

/// `meltemi demo`: things to look at.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Run a demonstration.", subcommands: [BookinfoCommand.self])
}

/// `meltemi demo bookinfo`.
struct BookinfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookinfo",
    abstract: "Run Bookinfo with a real Envoy beside each service and at the ingress.",
    discussion: """
      Six services, seven Envoys and a control plane, on loopback addresses, without root and without containers. Drop \
      Istio YAML into the rules directory and the next request obeys it. Ctrl-C ends everything.
      """)

  @Option(help: "Directory that is watched for rules; created when missing. (default: one inside the work directory)")
  var rules: String?

  @Option(help: "File to write once everything is ready: JSON that says where it is.")
  var stateFile: String?

  @Option(help: "Directory for the demo's own files. (default: a temporary one, removed at the end)")
  var workDir: String?

  @Option(help: "Port of the ingress on 127.0.0.1; 0 picks a free one.")
  var ingressPort = DemoOptions().ingressPort

  @Option(help: "Port of the control plane's debug faces on 127.0.0.1; 0 picks a free one.")
  var httpPort = DemoOptions().httpPort

  @Option(help: "The Envoy executable. (default: $MELTEMI_ENVOY, then envoy on PATH)")
  var envoy: String?

  @Option(help: "Log level: trace, debug, info, notice, warning, error or critical.")
  var logLevel: Logger.Level = .warning

  func validate() throws {
    for (option, port) in [("--ingress-port", ingressPort), ("--http-port", httpPort)] where !(0...65535).contains(port) {
      throw ValidationError("\(option) takes a number from 0 to 65535, not \(port).")
    }
    if ingressPort == httpPort && ingressPort != 0 {
      throw ValidationError("--ingress-port and --http-port are both \(ingressPort): each needs a port of its own.")
    }
  }

  func run() async throws {
    var options = DemoOptions()
    options.rulesFolder = rules.map(absolute)
    options.stateFile = stateFile.map(absolute)
    options.folder = workDir
    options.ingressPort = ingressPort
    options.httpPort = httpPort
    options.envoyPath = envoy
    let demo = BookinfoDemo(
      options: options, environment: ProcessInfo.processInfo.environment,
      logger: ProcessLog.logger("demo", level: logLevel)
    ) { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) }
    try await demo.run()
  }

  private func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}
