import BenchmarkSupport
import Foundation

extension BenchmarkReport {
  /// The report for people.
  var text: String {
    var lines = [
      "\(plan.services) services x \(plan.endpoints) endpoints, \(plan.namespaces) namespaces, "
        + "\(plan.hasRules ? "rules" : "no rules"), \(plan.clients) delta clients over \(plan.usesTLS ? "TLS" : "plain text"); "
        + (sendsVirtualHostsSingly ? "virtual hosts as resources of their own" : "virtual hosts inside their routes"),
      "\(machine.cores) cores (\(machine.processor)), \(machine.memoryMiB) MiB, \(machine.system), \(date)",
      "other processes used \(number(othersShare * 100)) % of the machine meanwhile"
        + (othersShare > 0.05 ? ": these figures are NOISY" : ""),
      "",
    ]
    lines += startLines + changeLines("rule changed", ruleChanges) + changeLines("endpoint changed", endpointChanges)
    lines += churnLines + reconnectLines("all reconnect", reconnect)
    lines += reconnectLines("killed, restarted, all reconnect", restart)
    if let memory {
      let ofProxies = load.map { (memory.residentMiB - $0.residentMiB) / Double(plan.clients) }
      lines.append(
        line(
          "memory",
          "\(number(memory.residentMiB)) MiB RSS (peak \(number(memory.peakResidentMiB)))"
            + (ofProxies.map { ", \(number($0)) MiB for each proxy beyond what it took to start" } ?? "")))
    }
    lines.append(line("simulated proxies", "\(number(clientCPUSeconds)) CPU-s in all"))
    return lines.joined(separator: "\n")
  }

  private var startLines: [String] {
    var lines: [String] = []
    if let load {
      lines.append(
        line(
          "start until ready",
          "\(number(load.seconds)) s, \(number(load.cpuSeconds)) CPU-s, \(number(load.residentMiB)) MiB RSS"))
    }
    if let certificates {
      lines.append(
        line(
          "first certificates of all",
          "\(number(certificates.seconds)) s, \(number(certificates.cpuSeconds)) CPU-s, each after "
            + "\(number(certificates.milliseconds.median)) ms (median), \(number(certificates.milliseconds.p99)) ms (p99); "
            + "\(number(certificates.residentMiB)) MiB RSS"))
    }
    if let firstSync {
      lines.append(
        line(
          "first full sync",
          "\(number(firstSync.seconds)) s, \(number(firstSync.cpuSeconds)) CPU-s, \(number(firstSync.residentMiB)) MiB RSS, "
            + "\(number(firstSync.megabytes)) MB received"))
    }
    if let idleCPU { lines.append(line("idle", "\(number(idleCPU)) CPU-s per s")) }
    return lines
  }

  private func changeLines(_ title: String, _ changes: Changes?) -> [String] {
    guard let changes else { return [] }
    let time = changes.milliseconds
    return [
      line(
        "\(title) (\(time.count) times)",
        "last ACK after \(number(time.median)) ms (median), \(number(time.p99)) ms (p99), \(number(time.maximum)) ms (max)"),
      line(
        "",
        "\(number(changes.cpuSeconds.median, digits: 4)) CPU-s until then, "
          + "\(number(changes.cpuSecondsInAll, digits: 4)) CPU-s with all that follows; "
          + "\(number(changes.bytesPerChange / 1e6, digits: 4)) MB in \(number(changes.responsesPerChange)) responses"),
    ]
  }

  private var churnLines: [String] {
    guard let churn else { return [] }
    return [
      line(
        "endpoint churn",
        "\(number(churn.changesPerSecond)) changes/s, each accepted by all after \(number(churn.milliseconds.median)) ms "
          + "(median), \(number(churn.milliseconds.p99)) ms (p99)"),
      line(
        "",
        "\(number(churn.cpuSecondsPerChange, digits: 5)) CPU-s and \(number(churn.bytesPerChange / 1e6, digits: 4)) MB per "
          + "change, \(number(churn.coresUsed)) cores used"),
    ]
  }

  private func reconnectLines(_ title: String, _ reconnect: Reconnect?) -> [String] {
    guard let reconnect else { return [] }
    return [
      line(
        title,
        "\(reconnect.resourcesSentAgain) resources sent again, \(number(reconnect.seconds)) s, "
          + "\(number(reconnect.cpuSeconds)) CPU-s; the next change after \(number(reconnect.probeMilliseconds)) ms")
    ]
  }

  private func line(_ title: String, _ text: String) -> String {
    title.padding(toLength: max(34, title.count + 1), withPad: " ", startingAt: 0) + text
  }

  private func number(_ value: Double, digits: Int = 2) -> String {
    let text = String(format: "%.\(digits)f", value)
    return value >= 100 ? String(format: "%.0f", value) : text
  }
}
