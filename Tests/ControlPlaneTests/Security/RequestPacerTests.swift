import GRPCCore
import MeshIdentity
import MeshTestSupport
import Synchronization
import Testing
import XDSResources

@testable import ControlPlane

/// What one address may ask of the certificate service.
@Suite struct RequestPacerTests {
  private final class Clock: Sendable {
    private let time = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { time.withLock { $0 } }
    func advance(by duration: Duration) { time.withLock { $0 += duration } }
  }

  private let clock = Clock()

  private func pacer(_ change: (inout RequestPacer.Limits) -> Void = { _ in }) -> RequestPacer {
    var limits = RequestPacer.Limits(burst: 3, perSecond: 2, concurrent: 100, hosts: 100)
    change(&limits)
    return RequestPacer(limits: limits) { [clock] in clock.now }
  }

  @Test func streamsKeepToThePaceAndDoNotFloodTheAuditLog() async {
    let log = LogRecorder()
    let authorization = ProxyAuthorization(
      authenticator: AuthenticatorChain([]), audit: AuditTrail(logger: log.logger, metrics: MetricsRegistry(), file: nil),
      pace: pacer { $0.burst = 2 })
    var reasons: [RefusedProxy.Reason] = []
    for _ in 0..<5 {
      do throws(RefusedProxy) {
        _ = try await authorization.authenticate(ProxyPeer(address: "ipv4:10.0.0.1:1", isEncrypted: true))
      } catch {
        reasons.append(error.reason)
      }
    }
    #expect(reasons == [.unauthenticated, .unauthenticated, .resourceExhausted, .resourceExhausted, .resourceExhausted])
    // Both refusals within the pace, and the first one beyond it.
    #expect(log.text.split(separator: "\n").count == 3)
  }

  /// nil where the request may begin; else whether the refusal is the first one in a row.
  private func refusal(_ pacer: RequestPacer, _ address: String = "10.0.0.1:1", leaves: Bool = true) -> Bool? {
    do throws(RefusedRequest) {
      try pacer.enter(address)
      if leaves { pacer.leave(address) }
      return nil
    } catch {
      #expect(error.code == "too-many-requests")
      #expect(error.status == .resourceExhausted)
      return error.isWorthAuditing
    }
  }

  @Test func aBurstPassesAndThenSoManyASecond() {
    let pacer = pacer()
    #expect((0..<3).allSatisfy { _ in refusal(pacer) == nil })
    // Only the first refusal is worth a line; the port makes no other host.
    #expect(refusal(pacer, "10.0.0.1:2") == true)
    #expect(refusal(pacer, "10.0.0.1:3") == false)
    clock.advance(by: .milliseconds(500))
    #expect(refusal(pacer) == nil)
    #expect(refusal(pacer) == true)
    // A bucket never holds more than a burst.
    clock.advance(by: .seconds(3600))
    #expect((0..<3).allSatisfy { _ in refusal(pacer) == nil })
    #expect(refusal(pacer) == true)
  }

  @Test func hostsDoNotPayForEachOther() {
    let pacer = pacer()
    for address in ["10.0.0.1:1", "10.0.0.2:1", "[fd00::1]:1", "[fd00::2]:1", "unknown"] {
      #expect((0..<3).allSatisfy { _ in refusal(pacer, address) == nil }, "\(address)")
      #expect(refusal(pacer, address) == true, "\(address)")
    }
  }

  @Test func soManyMayRunAtATime() {
    let pacer = pacer { limits in (limits.burst, limits.concurrent) = (100, 2) }
    #expect((0..<2).allSatisfy { _ in refusal(pacer, leaves: false) == nil })
    #expect(refusal(pacer) == true)
    #expect(refusal(pacer, "10.0.0.2:1") == nil)
    pacer.leave("10.0.0.1:9")
    #expect(refusal(pacer, leaves: false) == nil)
    #expect(refusal(pacer) == true)
    // Who leaves without having entered makes no room.
    for _ in 0..<5 { pacer.leave("10.0.0.3:1") }
    for _ in 0..<9 { pacer.leave("10.0.0.1:1") }
    #expect((0..<2).allSatisfy { _ in refusal(pacer, leaves: false) == nil })
    #expect(refusal(pacer) == true)
  }

  @Test func memoryIsBoundedAndTheBusyAreNotForgotten() {
    let pacer = pacer { limits in (limits.burst, limits.perSecond, limits.hosts) = (1, 0.001, 20) }
    #expect(refusal(pacer, "busy:1", leaves: false) == nil)
    #expect(refusal(pacer, "idle:1") == nil)
    #expect(refusal(pacer, "idle:1") == true)
    for number in 0..<40 {
      clock.advance(by: .milliseconds(1))
      #expect(refusal(pacer, "host-\(number):1") == nil)
    }
    #expect(refusal(pacer, "busy:1") == true)
    // The one that was not heard of for longest begins anew.
    #expect(refusal(pacer, "idle:1") == nil)
  }
}
