import Foundation

/// How busy the whole machine is, to tell a quiet measurement from a noisy one.
package struct MachineLoad: Sendable {
  /// CPU-seconds that all processes have used since the machine started.
  package var busySeconds: Double
  package var cores: Int

  package static func now() -> MachineLoad {
    let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n")
    let cores = lines.count { $0.hasPrefix("cpu") && !$0.hasPrefix("cpu ") }
    // user nice system idle iowait irq softirq steal, in ticks since the start of the machine
    let ticks = lines.first.map { $0.split(separator: " ").dropFirst().compactMap { Double($0) } } ?? []
    let busy = ticks.enumerated().filter { [0, 1, 2, 5, 6].contains($0.offset) }.reduce(0) { $0 + $1.element }
    return MachineLoad(busySeconds: busy / Double(max(1, sysconf(Int32(_SC_CLK_TCK)))), cores: max(1, cores))
  }
}

/// The machine, as far as it matters for figures.
package struct MachineDescription: Codable, Sendable {
  package var processor: String
  package var cores: Int
  package var memoryMiB: Int
  package var system: String

  package static func current() -> MachineDescription {
    func first(_ file: String, _ key: String) -> String? {
      let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
      return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let kilobytes = first("/proc/meminfo", "MemTotal").flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    return MachineDescription(
      processor: first("/proc/cpuinfo", "model name") ?? "unknown", cores: MachineLoad.now().cores,
      memoryMiB: kilobytes / 1024, system: first("/etc/os-release", "PRETTY_NAME=").map(Self.value) ?? "unknown")
  }

  private static func value(_ line: String) -> String {
    (line.split(separator: "=").last.map(String.init) ?? line).trimmingCharacters(in: ["\""])
  }
}
