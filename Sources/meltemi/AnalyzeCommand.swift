import ArgumentParser
import ControlPlane
import Foundation

/// `meltemi analyze`: what Istio's analysis would say about files.
struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Look across the objects of files, and report in the codes of Istio's analysis.",
    discussion: """
      Reads files and folders exactly as `meltemi discovery` does. Messages carry Istio's codes (IST0101 ...) and levels, so lists \
      of messages to ignore go on working: --suppress, and the annotation galley.istio.io/analyze-suppress of an object (codes with \
      commas between them, or *). Exits with 79 when a message is at least as bad as --failure-threshold, and with 0 otherwise.
      """)

  enum Output: String, ExpressibleByArgument, CaseIterable { case text, log, json, yaml, junit }

  enum Level: String, ExpressibleByArgument, CaseIterable {
    case info = "Info"
    case warning = "Warning"
    case error = "Error"

    init?(argument: String) {
      guard let level = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else { return nil }
      self = level
    }

    var level: IstioMessage.Level {
      switch self {
      case .info: .info
      case .warning: .warning
      case .error: .error
      }
    }
  }

  /// The code with which istioctl's analysis ends when it found something.
  private static let foundIssues: Int32 = 79

  @Argument(help: "Files or folders, or - for standard input.")
  var paths: [String]

  @Option(name: .shortAndLong, help: "How to print what was found: text (or log), json, yaml or junit.")
  var output: Output = .text

  @Option(
    name: [.customShort("S"), .long], parsing: .singleValue,
    help: ArgumentHelp(
      "Leave out messages about objects; may be repeated. * stands for any text.", valueName: "code=kind name.namespace"))
  var suppress: [String] = []

  @Option(help: "Exit with 79 when a message is at least this bad: Info, Warning or Error.")
  var failureThreshold: Level = .error

  @Option(help: "Print messages that are at least this bad: Info, Warning or Error.")
  var outputThreshold: Level = .info

  @Option(help: "File with an Istio MeshConfig. (default: the ConfigMap istio among the files)")
  var meshConfig: String?

  @Flag(help: "Unknown fields are errors.")
  var strict = false

  @Option(name: .shortAndLong, help: "Namespace of objects that name none.")
  var namespace = "default"

  @OptionGroup
  var familiar: IstioctlOptions

  func validate() throws {
    if paths.isEmpty { throw ValidationError("Name at least one file or folder.") }
    for text in suppress where FileAnalysis.Suppression(text) == nil {
      throw ValidationError("--suppress \(text): write CODE=OBJECT, for example \"IST0101=VirtualService cart.shop\".")
    }
  }

  func run() async throws {
    var analysis = FileAnalysis()
    analysis.suppressions = suppress.compactMap { FileAnalysis.Suppression($0) }
    analysis.isStrict = strict
    analysis.namespace = namespace
    analysis.meshConfigFile = meshConfig
    let report = analysis.analyze(paths)
    var shown = report
    shown.findings.removeAll { $0.message.level < outputThreshold.level }
    let text =
      switch output {
      case .text, .log: Data(shown.text.utf8)
      case .json: Data(shown.json)
      case .yaml: Data(shown.yaml.utf8)
      case .junit: Data(shown.junit.utf8)
      }
    FileHandle.standardOutput.write(text)
    if report.reaches(failureThreshold.level) { throw ExitCode(Self.foundIssues) }
  }
}

/// Options of `istioctl analyze` that ask for what happens here anyway.
struct IstioctlOptions: ParsableArguments {
  @Flag(
    name: [.customShort("A"), .long], help: "Accepted for istioctl's sake: objects of all namespaces are looked at in any case.")
  var allNamespaces = false

  @Flag(name: [.customShort("R"), .long], help: "Accepted for istioctl's sake: folders in folders are read in any case.")
  var recursive = false

  @Option(name: [.customShort("k"), .long], help: "Only false: no Kubernetes API server is asked.")
  var useKube: Bool = false

  func validate() throws {
    if useKube { throw ValidationError("--use-kube: no Kubernetes API server can be asked; name files, or folders.") }
  }
}
