// With Foundation in the module, this is where the compiler finds the members of `timespec`.
import CoreFoundation
import Foundation

/// What a process has used so far, read from outside.
package struct ProcessUsage: Codable, Sendable {
  package var cpuSeconds: Double
  package var residentMiB: Double
  /// The most it has ever had.
  package var peakResidentMiB: Double

  /// - Throws: when there is no such process (any more).
  package init(of process: Int32) throws {
    // The kernel's clock for the process: as /proc/PID/stat, but in nanoseconds instead of ticks of 10 ms.
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      throw BenchmarkError("process \(process) is gone")
    }
    cpuSeconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    func mebibytes(_ key: String) -> Double {
      let line = status.split(separator: "\n").first { $0.hasPrefix("\(key):") }
      let digits = line?.drop { !$0.isNumber }.prefix { $0.isNumber } ?? ""
      return (Double(digits) ?? 0) / 1024
    }
    residentMiB = mebibytes("VmRSS")
    peakResidentMiB = mebibytes("VmHWM")
  }

  package static func ofThisProcess() throws -> ProcessUsage { try ProcessUsage(of: getpid()) }
}
