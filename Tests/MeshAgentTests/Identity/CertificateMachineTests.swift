import Foundation
import Testing

@testable import MeshAgent

/// The life of a certificate, without clock and network.
@Suite struct CertificateMachineTests {
  private static let start = Date(timeIntervalSince1970: 1_800_000_000)

  private func at(_ seconds: Double) -> Date { Self.start.addingTimeInterval(seconds) }

  private func terms(_ serial: String = "01", from: Double = 0, to: Double = 1000) -> CertificateTerms {
    CertificateTerms(serialNumber: serial, notBefore: at(from), notAfter: at(to), subject: "spiffe://td/ns/a/sa/b")
  }

  private func machine(_ change: (inout CertificateMachine.Policy) -> Void = { _ in }) -> CertificateMachine {
    var policy = CertificateMachine.Policy()
    policy.graceJitter = 0
    policy.longestSleep = .seconds(1_000_000)
    change(&policy)
    return CertificateMachine(policy: policy)
  }

  @Test func asksAtOnceAndRenewsAtHalfTime() {
    var machine = machine()
    #expect(machine.handle(.started(nil), now: at(0), draw: 0) == .request(.token))
    #expect(machine.status.state == .waiting)
    #expect(machine.handle(.issued(terms()), now: at(0), draw: 0) == .wait(.seconds(500)))
    #expect(machine.status.state == .valid)
    #expect(machine.status.serialNumber == "01")
    #expect(machine.status.nextRenewal == at(500))
    #expect(machine.status.renewals == 1)
    // The own certificate is the proof from now on.
    #expect(machine.handle(.woke, now: at(500), draw: 0) == .request(.certificate))
    #expect(machine.handle(.issued(terms("02", from: 500, to: 1500)), now: at(500), draw: 0) == .wait(.seconds(500)))
    #expect(machine.status.serialNumber == "02")
    #expect(machine.status.renewals == 2)
  }

  @Test(arguments: [(0.0, 490.0), (0.5, 500.0), (1.0, 510.0)]) func chanceMovesTheRenewal(_ draw: Double, _ wait: Double) {
    var machine = machine { $0.graceJitter = 0.01 }
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    #expect(machine.handle(.issued(terms()), now: at(0), draw: draw) == .wait(.seconds(wait)))
  }

  @Test func lifeBeginsWhenTheCertificateComes() {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    // Dated back by a minute, as authorities do; 20 seconds are left, and ten of them pass.
    #expect(machine.handle(.issued(terms(from: -60, to: 20)), now: at(0), draw: 0) == .wait(.seconds(10)))
  }

  @Test func aCountedTokenIsNotSpentOnABrokenConnection() {
    var machine = machine { $0.isTokenCounted = true }
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    _ = machine.handle(.issued(terms()), now: at(0), draw: 0)
    #expect(machine.handle(.woke, now: at(500), draw: 0) == .request(.certificate))
    for second in [500.0, 600, 700] {
      _ = machine.handle(.failed(reason: "gone", isRefusal: false), now: at(second), draw: 0)
      #expect(machine.handle(.woke, now: at(second + 90), draw: 0) == .request(.certificate))
    }
    // A refusal is what it is kept for, as is the end of the certificate.
    #expect(machine.handle(.failed(reason: "no", isRefusal: true), now: at(800), draw: 0) == .request(.token))
    _ = machine.handle(.failed(reason: "no", isRefusal: true), now: at(800), draw: 0)
    #expect(machine.handle(.woke, now: at(1000), draw: 0) == .request(.token))
  }

  @Test func clockIsLookedAtNowAndThen() {
    var machine = machine { $0.longestSleep = .seconds(60) }
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    #expect(machine.handle(.issued(terms()), now: at(0), draw: 0) == .wait(.seconds(60)))
    #expect(machine.handle(.woke, now: at(60), draw: 0) == .wait(.seconds(60)))
    // The machine slept meanwhile.
    #expect(machine.handle(.woke, now: at(900), draw: 0) == .request(.certificate))
  }

  @Test func waitsLongerAfterEachFailure() {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    var waits: [Duration] = []
    for _ in 0..<9 {
      guard case .wait(let wait) = machine.handle(.failed(reason: "no", isRefusal: false), now: at(0), draw: 1) else { break }
      waits.append(wait)
      _ = machine.handle(.woke, now: at(100), draw: 1)
    }
    #expect(waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30].map { .seconds($0) })
    #expect(machine.status.failures == 9)
    #expect(machine.status.lastError == "no")
    #expect(machine.status.state == .waiting)
    // A success forgets them.
    _ = machine.handle(.issued(terms()), now: at(0), draw: 0)
    #expect(machine.status.failures == 0)
    #expect(machine.status.failuresInTotal == 9)
    #expect(machine.status.lastError == nil)
  }

  @Test func halfOfAWaitIsLeftToChance() {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    #expect(machine.handle(.failed(reason: "no", isRefusal: false), now: at(0), draw: 0) == .wait(.milliseconds(250)))
  }

  @Test func refusedCertificateGivesWayToTheToken() {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    _ = machine.handle(.issued(terms()), now: at(0), draw: 0)
    #expect(machine.handle(.woke, now: at(500), draw: 0) == .request(.certificate))
    // At once: another proof, not the same one again.
    #expect(machine.handle(.failed(reason: "no", isRefusal: true), now: at(500), draw: 1) == .request(.token))
    #expect(machine.handle(.failed(reason: "used", isRefusal: true), now: at(500), draw: 1) == .wait(.seconds(1)))
    // The two take turns, for either may count later.
    #expect(machine.handle(.woke, now: at(501), draw: 1) == .request(.certificate))
  }

  @Test func brokenConnectionIsTriedWithBothProofs() {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    _ = machine.handle(.issued(terms()), now: at(0), draw: 0)
    #expect(machine.handle(.woke, now: at(500), draw: 0) == .request(.certificate))
    #expect(machine.handle(.failed(reason: "reset", isRefusal: false), now: at(500), draw: 1) == .wait(.milliseconds(500)))
    #expect(machine.handle(.woke, now: at(501), draw: 0) == .request(.token))
  }

  @Test func expiredCertificateProvesNothing() {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    _ = machine.handle(.issued(terms()), now: at(0), draw: 0)
    _ = machine.handle(.woke, now: at(500), draw: 0)
    #expect(machine.handle(.failed(reason: "down", isRefusal: false), now: at(999), draw: 1) == .wait(.milliseconds(500)))
    #expect(machine.status.state == .renewalFailing)
    #expect(machine.handle(.woke, now: at(1000), draw: 0) == .request(.token))
    #expect(machine.status.state == .expired)
  }

  @Test func endIsNoticedWhenItComes() {
    var machine = machine { $0.firstBackoff = .seconds(30) }
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    _ = machine.handle(.issued(terms()), now: at(0), draw: 0)
    _ = machine.handle(.woke, now: at(990), draw: 0)
    // The next attempt is due in half a minute, the end comes before it.
    #expect(machine.handle(.failed(reason: "down", isRefusal: false), now: at(990), draw: 1) == .wait(.seconds(10)))
    _ = machine.handle(.woke, now: at(1000), draw: 0)
    #expect(machine.status.state == .expired)
  }

  @Test func certificateOfAnEarlierRunIsGoneOnWith() {
    var machine = machine()
    #expect(machine.handle(.started(terms(from: -200, to: 800)), now: at(0), draw: 0) == .wait(.seconds(300)))
    #expect(machine.status.state == .valid)
    #expect(machine.status.renewals == 0)
    var late = self.machine()
    #expect(late.handle(.started(terms(from: -900, to: 100)), now: at(0), draw: 0) == .request(.certificate))
    var tooLate = self.machine()
    #expect(tooLate.handle(.started(terms(from: -900, to: -1)), now: at(0), draw: 0) == .request(.token))
  }

  @Test func certificateThatHasExpiredAlreadyIsAFailure() {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    #expect(machine.handle(.issued(terms(to: -5)), now: at(0), draw: 1) == .wait(.milliseconds(500)))
    #expect(machine.status.lastError?.contains("clocks") == true)
    #expect(machine.status.state == .waiting)
  }

  @Test(arguments: [
    (500.0, CertificateMachine.Urgency.warning), (740, .warning), (760, .error), (899, .error), (901, .critical),
    (1001, .critical),
  ])
  func failuresGetLouder(_ time: Double, _ urgency: CertificateMachine.Urgency) {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    // Dated back, which makes its life no longer.
    _ = machine.handle(.issued(terms(from: -5000)), now: at(0), draw: 0)
    #expect(machine.urgency(now: at(time)) == urgency)
  }

  @Test func missingCertificateGetsLouderByAttempts() {
    var machine = machine()
    _ = machine.handle(.started(nil), now: at(0), draw: 0)
    #expect(machine.urgency(now: at(0)) == .warning)
    for _ in 0..<5 { _ = machine.handle(.failed(reason: "no", isRefusal: false), now: at(0), draw: 0) }
    #expect(machine.urgency(now: at(0)) == .error)
  }
}
