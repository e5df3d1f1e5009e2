import KubernetesAPI
import KubernetesTestSupport
import Testing

@testable import KubernetesClient

@Suite struct LeaderElectionMachineTests {
  private typealias Machine = LeaderElectionMachine

  private func machine(_ identity: String) -> Machine {
    Machine(identity: identity, options: LeaderElectionOptions(), generator: Dice(seed: 1))
  }

  private func at(_ seconds: Double, year: Int64 = 2026) -> Machine.Moment {
    // What people's clocks show has nothing to do with how time goes by.
    Machine.Moment(uptime: .seconds(seconds), time: KubernetesTime(seconds: (year - 1970) * 31_556_952 + Int64(seconds)))
  }

  private func lease(_ record: LeaseRecord, version: Int) -> SeenLease {
    SeenLease(["metadata": ["resourceVersion": .string("\(version)")], "spec": record.spec])
  }

  private func held(by holder: String, version: Int, transitions: Int64 = 0) -> SeenLease {
    lease(
      LeaseRecord(holder: holder, durationSeconds: 15, acquired: nil, renewed: nil, transitions: transitions), version: version)
  }

  @Test func leaseThatNobodyHasIsMade() throws {
    var machine = machine("a")
    #expect(machine.handle(.start, at: at(0)).work == .read)
    guard case .create(let record) = machine.handle(.seen(nil), at: at(1)).work else {
      Issue.record("no creation")
      return
    }
    #expect(record.holder == "a")
    let led = machine.handle(.written(lease(record, version: 1)), at: at(1))
    #expect(led.news == [.startedLeading])
    #expect(led.work == .pause(.seconds(2)))
    guard case .update(let renewed, "1") = machine.handle(.pauseEnded, at: at(3)).work else {
      Issue.record("no renewal")
      return
    }
    #expect(renewed.acquired == record.acquired)
    #expect(renewed.transitions == 0)
  }

  @Test func leaseOfAnotherIsLeftAloneUntilItHasNotMovedForItsTime() {
    var machine = machine("b")
    let first = machine.handle(.seen(held(by: "a", version: 1)), at: at(0))
    #expect(first.news == [.leaderChanged("a")])
    guard case .pause = first.work else {
      Issue.record("\(first)")
      return
    }
    // It moves, so its time starts again, whatever the clock on the wall says.
    _ = machine.handle(.seen(lease(renewed("a", year: 2099), version: 2)), at: at(14, year: 1999))
    guard case .pause = machine.handle(.seen(lease(renewed("a", year: 2099), version: 2)), at: at(28, year: 2040)).work else {
      Issue.record("taken too early")
      return
    }
    // Somebody touched the object, but not the lease.
    guard case .update(let record, "3") = machine.handle(.seen(lease(renewed("a", year: 2099), version: 3)), at: at(29)).work
    else {
      Issue.record("not taken")
      return
    }
    #expect(record.holder == "b")
    #expect(record.transitions == 1)
  }

  private func renewed(_ holder: String, year: Int64) -> LeaseRecord {
    LeaseRecord(holder: holder, durationSeconds: 15, acquired: nil, renewed: at(0, year: year).time)
  }

  @Test func leaderThatCannotRenewInTimeStops() {
    var machine = leading()
    #expect(machine.handle(.failed(KubernetesError(.unreachable, message: "x")), at: at(9)).news.isEmpty)
    #expect(machine.isLeading)
    #expect(machine.handle(.pauseEnded, at: at(10.5)).news == [.stoppedLeading])
    #expect(!machine.isLeading)
    #expect(machine.release(at: at(11)) == nil)
  }

  @Test func conflictIsLookedInto() {
    var machine = leading()
    #expect(machine.handle(.failed(KubernetesError(.conflict, message: "x")), at: at(3)).work == .read)
    let seen = machine.handle(.seen(held(by: "b", version: 9, transitions: 1)), at: at(3))
    #expect(seen.news == [.stoppedLeading, .leaderChanged("b")])
    #expect(!machine.isLeading)
  }

  @Test func leaseIsGivenUp() throws {
    let machine = leading()
    let (record, version) = try #require(machine.release(at: at(3)))
    #expect(record.holder.isEmpty)
    #expect(record.durationSeconds == 1)
    #expect(version == "1")
  }

  private func leading() -> Machine {
    var machine = machine("a")
    if case .create(let record) = machine.handle(.seen(nil), at: at(0)).work {
      _ = machine.handle(.written(lease(record, version: 1)), at: at(0))
    }
    return machine
  }
}
