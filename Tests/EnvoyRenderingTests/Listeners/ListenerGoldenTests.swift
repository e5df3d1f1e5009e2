import EnvoyAPI
import EnvoyRendering
import Foundation
import MeshTestSupport
import MeshTranslation
import SwiftProtobuf
import Testing
import XDSResources

@Suite struct ListenerGoldenTests {
  @Test(arguments: ListenerExample.all) func listenersAreAsWrittenDown(_ example: ListenerExample) throws {
    #expect(!example.inputs.isEmpty)
    let text = try EnvoyGolden.text(of: example.inputs.map { try $0.plan().render() })
    let file = ListenerExample.goldens.appendingPathComponent("\(example.name).json")
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: ListenerExample.goldens, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(example.name); run again without MELTEMI_RECORD")
      return
    }
    #expect(try text == String(contentsOf: file, encoding: .utf8))
  }

  @Test(arguments: ListenerExample.all) func equalInputsGiveEqualBytes(_ example: ListenerExample) throws {
    for inputs in example.inputs {
      let (first, second) = (try inputs.plan().render(), try inputs.plan().render())
      #expect(first.body == second.body)
      #expect(first.version == second.version)
      #expect(first.type == .listener)
      #expect(first.name == inputs.plan().name)
    }
  }

  /// The two listeners that the demo's sidecars stand on.
  @Test func theDemosSidecarHasTwoListeners() throws {
    let example = try #require(ListenerExample.all.first { $0.name == "demo-sidecar" })
    let messages = try example.inputs.map {
      try Envoy_Config_Listener_V3_Listener(serializedBytes: $0.plan().render().body)
    }
    #expect(messages.map(\.name) == ["127.87.0.110_9080", "127.87.0.10_9080"])
    for message in messages {
      #expect(message.filterChains.count == 1)
      #expect(!message.hasBindToPort)
      #expect(message.listenerFilters.isEmpty)
      #expect(message.address.socketAddress.portValue == 9080)
    }
    let inbound = try #require(messages.last?.filterChains.first?.filters.first)
    let manager = try Envoy_Extensions_Filters_Network_HttpConnectionManager_V3_HttpConnectionManager(
      unpackingAny: inbound.typedConfig)
    #expect(manager.routeConfig.virtualHosts.first?.routes.first?.route.cluster == "inbound|9080||")
  }
}
