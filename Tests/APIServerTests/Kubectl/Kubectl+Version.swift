import Foundation
import KubernetesAPI

extension Kubectl {
  /// The minor version of the kubectl on the PATH, 32 for 1.32; nil where there is none.
  private static let minor = minor(of: "kubectl")

  /// Whether the kubectl on the PATH knows the commands that the tests use (`auth whoami` came with 1.28). Where there is none, the
  /// tests are skipped, but for CI, where they fail.
  static var isNew: Bool { minor.map { $0 >= 28 } ?? (ProcessInfo.processInfo.environment["CI"] != nil) }

  /// A kubectl of the time before OpenAPI v3: what `MELTEMI_OLD_KUBECTL` names, or the one on the PATH.
  static let old: String? = {
    if let path = ProcessInfo.processInfo.environment["MELTEMI_OLD_KUBECTL"], !path.isEmpty { return path }
    return (minor ?? .max) < 24 ? "kubectl" : nil
  }()

  private static func minor(of program: String) -> Int? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program, "version", "--client", "--output=json"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    let text = (try? JSONParser.parse(bytes))?["clientVersion"]?["minor"]?.string
    return text.flatMap { Int($0.prefix { $0.isNumber }) }
  }
}
