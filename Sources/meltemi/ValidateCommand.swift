import ArgumentParser
import ControlPlane
import Foundation

/// `meltemi validate`: what the control plane would say about files, before it gets them.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check YAML files with the control plane's own reading.",
    discussion: """
      Reads files and folders exactly as `meltemi discovery` does, and looks across their objects for hosts, subsets and \
      gateways that do not exist. Exits with 1 when there is any error, a path that cannot be read included, and with \
      0 otherwise (warnings are no errors).
      """)

  enum Output: String, ExpressibleByArgument, CaseIterable { case text, json, yaml, junit }

  @Option(
    name: [.customShort("f"), .customLong("filename")], help: "A file or folder, or - for standard input; may be repeated.")
  var files: [String] = []

  @Argument(help: "More files or folders.")
  var more: [String] = []

  @Option(name: .shortAndLong, help: "How to print what was found: text, json, yaml or junit.")
  var output: Output = .text

  @Flag(help: "Unknown fields are errors.")
  var strict = false

  @Flag(help: "Do not look across objects: the files are only a part of a mesh.")
  var alone = false

  func validate() throws {
    if files.isEmpty && more.isEmpty { throw ValidationError("Name at least one file or folder with -f.") }
  }

  func run() async throws {
    let verdict = FileValidation(isStrict: strict, looksAcross: !alone).validate(files + more)
    switch output {
    case .text: print(verdict.text, terminator: "")
    case .json: FileHandle.standardOutput.write(Data(verdict.json))
    case .yaml: print(verdict.yaml, terminator: "")
    case .junit: print(verdict.junit, terminator: "")
    }
    if verdict.hasErrors { throw ExitCode(1) }
  }
}
