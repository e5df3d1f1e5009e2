import Testing

@testable import XDSServer

@Suite("Random meshes, random networks")
struct RandomRolloutTests {
  static let seeds: [UInt64] = (0..<25).map { $0 &* 7919 &+ 11 }

  @Test(
    "Delta: no route ever names a cluster that is not warm, nothing is sent twice, the newest state arrives", arguments: seeds)
  func delta(seed: UInt64) {
    var simulation = Simulation<DeltaPeer>(seed: seed, withVirtualHosts: true, withBad: false, isStrict: true)
    for _ in 0..<400 { simulation.step(reconnecting: false) }
    simulation.settle()
    simulation.expectNewest(exactly: true)
    #expect(simulation.peer.proxy.needless == [], "seed \(seed)")
    #expect(simulation.rejections == 0)
  }

  @Test("Delta: the same when streams break", arguments: seeds)
  func deltaReconnecting(seed: UInt64) {
    var simulation = Simulation<DeltaPeer>(seed: seed, withVirtualHosts: true, withBad: false, isStrict: true)
    for _ in 0..<400 { simulation.step(reconnecting: true) }
    simulation.settle()
    simulation.expectNewest(exactly: true)
  }

  @Test("Delta: what is bad stops nothing else, and the mesh recovers", arguments: seeds)
  func deltaRefusing(seed: UInt64) {
    var simulation = Simulation<DeltaPeer>(seed: seed, withVirtualHosts: true, withBad: true, isStrict: false)
    for _ in 0..<400 { simulation.step(reconnecting: false) }
    simulation.settle()
    simulation.expectNewest(exactly: false)
  }

  @Test("State of the world: no route ever names a cluster that is not warm, the newest state arrives", arguments: seeds)
  func sotw(seed: UInt64) {
    var simulation = Simulation<SotWPeer>(seed: seed, withVirtualHosts: false, withBad: false, isStrict: true)
    for _ in 0..<400 { simulation.step(reconnecting: false) }
    simulation.settle()
    simulation.expectNewest(exactly: true)
  }

  @Test("State of the world: the newest state arrives when streams break", arguments: seeds)
  func sotwReconnecting(seed: UInt64) {
    var simulation = Simulation<SotWPeer>(seed: seed, withVirtualHosts: false, withBad: false, isStrict: false)
    for _ in 0..<400 { simulation.step(reconnecting: true) }
    simulation.settle()
    simulation.expectNewest(exactly: true)
  }

  @Test("State of the world: what is bad stops nothing else", arguments: seeds)
  func sotwRefusing(seed: UInt64) {
    var simulation = Simulation<SotWPeer>(seed: seed, withVirtualHosts: false, withBad: true, isStrict: false)
    for _ in 0..<400 { simulation.step(reconnecting: false) }
    simulation.settle()
    simulation.expectNewest(exactly: false)
  }
}
