import Testing

@testable import MeshAgent

@Suite struct SupervisorMachineTests {
  private typealias Machine = SupervisorMachine
  private let policy = SupervisorMachine.Policy(
    firstBackoff: .seconds(1), longestBackoff: .seconds(10), killAfter: .seconds(60), drains: true)
  private let admin = "http://127.0.0.1:1"

  /// A machine whose first Envoy is live.
  private func live(_ policy: SupervisorMachine.Policy? = nil) -> SupervisorMachine {
    var machine = Machine(policy: policy ?? self.policy)
    #expect(machine.handle(.begin) == [.spawn(run: 1)])
    #expect(machine.handle(.spawned(run: 1, pid: 7)) == [.probe(run: 1)])
    #expect(machine.status == AgentStatus(phase: .starting, pid: 7))
    #expect(machine.handle(.adminAnswers(run: 1, url: admin)) == [])
    #expect(machine.status.phase == .initializing)
    #expect(machine.handle(.live(run: 1)) == [])
    #expect(machine.status == AgentStatus(phase: .live, pid: 7, adminURL: admin))
    return machine
  }

  @Test func startsAndGetsLive() {
    _ = live()
  }

  @Test func restartsWithGrowingWaitsUpToTheCap() {
    var machine = Machine(policy: policy)
    _ = machine.handle(.begin)
    for (run, seconds) in zip(1..., [1, 2, 4, 8, 10, 10]) {
      let actions = machine.handle(.ended(run: run, .exited(code: 1), after: .seconds(1)))
      #expect(actions == [.backOff(.seconds(seconds), run: run)])
      #expect(machine.status.phase == .backingOff)
      #expect(machine.status.lastFailure == "Envoy ended with exit code 1")
      #expect(machine.handle(.backoffOver(run: run)) == [.spawn(run: run + 1)])
      #expect(machine.status.restarts == run)
    }
  }

  @Test func aLongLifeForgivesFailures() {
    var machine = Machine(policy: policy)
    _ = machine.handle(.begin)
    _ = machine.handle(.spawnFailed(run: 1, reason: "busy"))
    #expect(machine.status.lastFailure == "busy")
    _ = machine.handle(.backoffOver(run: 1))
    #expect(machine.handle(.ended(run: 2, .signaled(9), after: .seconds(11))) == [.backOff(.seconds(1), run: 2)])
  }

  @Test func newsOfAnEarlierEnvoyIsIgnored() {
    var machine = live()
    _ = machine.handle(.ended(run: 1, .signaled(9), after: .seconds(1)))
    _ = machine.handle(.backoffOver(run: 1))
    let before = machine.status
    #expect(machine.handle(.live(run: 1)) == [])
    #expect(machine.handle(.adminAnswers(run: 1, url: "http://old")) == [])
    #expect(machine.handle(.ended(run: 1, .signaled(9), after: .seconds(1))) == [])
    #expect(machine.handle(.backoffOver(run: 1)) == [])
    #expect(machine.status == before)
  }

  @Test func lateAnswersOfADeadEnvoyAreIgnored() {
    var machine = live()
    _ = machine.handle(.ended(run: 1, .signaled(9), after: .seconds(1)))
    #expect(machine.handle(.adminAnswers(run: 1, url: admin)) == [])
    #expect(machine.handle(.live(run: 1)) == [])
    #expect(machine.status.phase == .backingOff)
    #expect(machine.status.adminURL == nil)
  }

  @Test func drainsThenTerminatesThenStops() {
    var machine = live()
    #expect(machine.handle(.shutdownRequested) == [.armKill(.seconds(60)), .drain(adminURL: admin)])
    #expect(machine.status.phase == .draining)
    #expect(machine.handle(.shutdownRequested) == [])
    #expect(machine.handle(.drained) == [.terminate])
    #expect(machine.status.phase == .terminating)
    #expect(machine.handle(.killDue) == [.kill])
    #expect(machine.handle(.ended(run: 1, .signaled(9), after: .seconds(1))) == [.finish])
    #expect(machine.status == AgentStatus(phase: .stopped))
    #expect(machine.handle(.killDue) == [])
  }

  @Test func whatDoesNotAnswerIsNotDrained() {
    var machine = Machine(policy: policy)
    _ = machine.handle(.begin)
    _ = machine.handle(.spawned(run: 1, pid: 7))
    #expect(machine.handle(.shutdownRequested) == [.armKill(.seconds(60)), .terminate])
  }

  /// It may have got live since the last look: the drain itself asks.
  @Test func whatWasNotSeenLiveIsDrained() {
    var machine = Machine(policy: policy)
    _ = machine.handle(.begin)
    _ = machine.handle(.spawned(run: 1, pid: 7))
    _ = machine.handle(.adminAnswers(run: 1, url: admin))
    #expect(machine.handle(.shutdownRequested) == [.armKill(.seconds(60)), .drain(adminURL: admin)])
  }

  @Test func noDrainIfNoneIsWanted() {
    var policy = policy
    policy.drains = false
    var machine = live(policy)
    #expect(machine.handle(.shutdownRequested) == [.armKill(.seconds(60)), .terminate])
  }

  @Test func deathWhileDrainingIsTheEnd() {
    var machine = live()
    _ = machine.handle(.shutdownRequested)
    #expect(machine.handle(.ended(run: 1, .signaled(11), after: .seconds(1))) == [.finish])
    #expect(machine.handle(.drained) == [])
    #expect(machine.status.phase == .stopped)
    #expect(machine.status.restarts == 0)
  }

  @Test func shutdownWhileBackingOffStopsAtOnce() {
    var machine = live()
    _ = machine.handle(.ended(run: 1, .signaled(9), after: .seconds(1)))
    #expect(machine.handle(.shutdownRequested) == [.finish])
    #expect(machine.handle(.backoffOver(run: 1)) == [])
  }

  @Test func shutdownWhileStartingKillsWhatIsBorn() {
    var machine = Machine(policy: policy)
    _ = machine.handle(.begin)
    #expect(machine.handle(.shutdownRequested) == [.armKill(.seconds(60)), .terminate])
    #expect(machine.handle(.spawned(run: 1, pid: 7)) == [.kill])
    #expect(machine.handle(.ended(run: 1, .signaled(9), after: .zero)) == [.finish])
  }

  @Test func shutdownWhileAStartFailsIsTheEnd() {
    var machine = Machine(policy: policy)
    _ = machine.handle(.begin)
    _ = machine.handle(.shutdownRequested)
    #expect(machine.handle(.spawnFailed(run: 1, reason: "gone")) == [.finish])
  }
}
