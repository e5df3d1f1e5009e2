import EnvoyAPI
import EnvoyRendering
import Foundation
import MeshTranslation
import SwiftProtobuf
import Testing
import XDSResources

struct RouteGoldenTests {
  @Test(arguments: RouteExample.all) func configurationIsAsWrittenDown(_ example: RouteExample) throws {
    let resource = try example.inputs.plan().render()
    #expect(resource.type == .route)
    #expect(resource.name == example.inputs.name)
    let message = try Envoy_Config_Route_V3_RouteConfiguration(serializedBytes: resource.body)
    let text = EnvoyJSON.encode(message).text(pretty: true) + "\n"
    if ProcessInfo.processInfo.environment["MELTEMI_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        atPath: (example.goldenPath as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try text.write(toFile: example.goldenPath, atomically: true, encoding: .utf8)
      Issue.record("recorded \(example.name); run again without MELTEMI_RECORD")
      return
    }
    #expect(text == (try String(contentsOfFile: example.goldenPath, encoding: .utf8)))
  }

  @Test(arguments: RouteExample.all) func assembledBytesAreThoseOfTheWholeMessage(_ example: RouteExample) throws {
    let plan = example.inputs.plan()
    let whole: [UInt8] = try plan.message().deterministicBytes()
    #expect(try plan.render().body == whole)
  }

  @Test(arguments: RouteExample.all) func equalInputsGiveEqualBytes(_ example: RouteExample) throws {
    #expect(try example.inputs.plan().render().body == example.inputs.plan().render().body)
  }

  @Test func virtualHostsCanBeResourcesOfTheirOwn() throws {
    let plan = try #require(RouteExample.all.first { $0.name == "services" }).inputs.plan()
    let assembly = RouteConfigurationAssembly(name: plan.name, side: plan.side)
    let configuration = try assembly.onDemand().resource
    let message = try Envoy_Config_Route_V3_RouteConfiguration(serializedBytes: configuration.body)
    #expect(message.virtualHosts.isEmpty)
    #expect(message.vhds.configSource.configSourceSpecifier == .ads(Envoy_Config_Core_V3_AggregatedConfigSource()))
    #expect(message.ignorePortInHostMatching)
    let member = try assembly.member(plan.virtualHosts[0]).resource
    #expect(member.name == "8080/cart.shop.svc.cluster.local:8080")
    #expect(member.type == .virtualHost)
    #expect(try Envoy_Config_Route_V3_VirtualHost(serializedBytes: member.body).name == member.name)
  }

  @Test func oneChangedVirtualHostLeavesTheOthersBytesAlone() throws {
    let plan = try #require(RouteExample.all.first { $0.name == "services" }).inputs.plan()
    let hosts = try plan.virtualHosts.map { try $0.render() }
    let before = try RouteConfigurationAssembly(name: plan.name).inline(hosts).resource
    var changed = plan.virtualHosts[1]
    changed.domains.append("new.example.com")
    let after = try RouteConfigurationAssembly(name: plan.name).inline([hosts[0], try changed.render(), hosts[2]]).resource
    #expect(before.version != after.version)
    #expect(try RouteConfigurationAssembly(name: plan.name).inline(hosts).resource == before)
  }
}
