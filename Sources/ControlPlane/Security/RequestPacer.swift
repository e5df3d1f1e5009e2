import Synchronization

/// Bounds what one address may ask of the certificate service: a bucket of requests for each host, and so many at a time.
///
/// Many workloads may come from one address (one machine, or one behind which many hide) and they come together, so a bucket holds what
/// a large site needs at once.
final class RequestPacer: Sendable {
  struct Limits: Sendable {
    /// Requests at once, and each second from then on.
    var burst = 5000.0
    var perSecond = 200.0
    /// Requests at a time from one host.
    var concurrent = 2000
    /// Hosts that are remembered; when there are more, those that were not heard of for longest are forgotten.
    var hosts = 10_000
  }

  private struct Host {
    var tokens: Double
    var refilled: ContinuousClock.Instant
    var running = 0
    var wasRefused = false
  }

  private let limits: Limits
  private let hosts = Mutex<[String: Host]>([:])
  private let now: @Sendable () -> ContinuousClock.Instant

  init(limits: Limits = Limits(), now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }) {
    self.limits = limits
    self.now = now
  }

  /// Makes room for a request; call `leave` when it is over.
  /// - Parameter address: `HOST:PORT`; the port does not count.
  /// - Throws: when the host asks for too much.
  func enter(_ address: String) throws(RefusedRequest) {
    let name = Self.host(of: address)
    let now = now()
    let refusal = hosts.withLock { hosts -> RefusedRequest? in
      if hosts[name] == nil { makeRoom(&hosts) }
      var host = hosts[name] ?? Host(tokens: limits.burst, refilled: now)
      host.tokens = min(limits.burst, host.tokens + (now - host.refilled).seconds * limits.perSecond)
      host.refilled = now
      defer { hosts[name] = host }
      guard host.tokens >= 1, host.running < limits.concurrent else {
        defer { host.wasRefused = true }
        return .tooFast(isFirst: !host.wasRefused)
      }
      host.tokens -= 1
      host.running += 1
      host.wasRefused = false
      return nil
    }
    if let refusal { throw refusal }
  }

  /// Counts what an address did besides asking.
  /// - Returns: whether the audit log should hold it: within the address's limit, and the first time beyond it.
  func isWorthTelling(of address: String) -> Bool {
    do throws(RefusedRequest) {
      try enter(address)
      leave(address)
      return true
    } catch {
      return error.isWorthAuditing
    }
  }

  func leave(_ address: String) {
    hosts.withLock { hosts in
      let name = Self.host(of: address)
      guard let host = hosts[name] else { return }
      hosts[name]?.running = max(0, host.running - 1)
    }
  }

  private func makeRoom(_ hosts: inout [String: Host]) {
    guard hosts.count >= limits.hosts else { return }
    let idle = hosts.filter { $0.value.running == 0 }.sorted { $0.value.refilled < $1.value.refilled }
    for (name, _) in idle.prefix(max(1, limits.hosts / 10)) { hosts[name] = nil }
  }

  private static func host(of address: String) -> String {
    address.lastIndex(of: ":").map { String(address[..<$0]) } ?? address
  }
}
