import EnvoyAPI
import Foundation
import MeshTestSupport
import SwiftProtobuf
import Testing
import XDSResources

/// Every golden must be something that the real Envoy takes.
@Suite struct EnvoyValidationTests {
  private static let goldens = ListenerExample.goldens.deletingLastPathComponent()

  @Test(.needsEnvoy) func envoyTakesEveryGolden() throws {
    let goldens = try EnvoyGolden.resources(below: Self.goldens)
    for folder in ["Clusters", "Endpoints", "Listeners", "Routes"] {
      #expect(goldens.contains { $0.label.hasPrefix(folder + "/") }, "no goldens of \(folder)")
    }
    for rejection in try EnvoyValidation(envoy: TestEnvoy.require()).rejections(of: goldens) {
      Issue.record("\(rejection)")
    }
  }

  /// What Envoy refuses is found, and told apart from what is good.
  @Test(.needsEnvoy) func rejectionsNameTheResource() throws {
    let good = try EnvoyGolden.resources(below: ListenerExample.goldens)
    var listener = Envoy_Config_Listener_V3_Listener()
    listener.name = "bad"
    listener.address.socketAddress.address = "nonsense"
    var cluster = Envoy_Config_Cluster_V3_Cluster()
    cluster.name = "worse"
    cluster.lbPolicy = .ringHash
    cluster.ringHashLbConfig.minimumRingSize = 9
    cluster.ringHashLbConfig.maximumRingSize = 8
    let candidates =
      good + [
        EnvoyValidation.Candidate("bad listener", try listener.asResource(.listener)),
        EnvoyValidation.Candidate("bad cluster", try cluster.asResource(.cluster)),
      ]
    let rejections = try EnvoyValidation(envoy: TestEnvoy.require()).rejections(of: candidates)
    #expect(rejections.map(\.label) == ["bad listener", "bad cluster"])
    #expect(rejections.first?.reason.contains("nonsense") == true)
  }

  /// What Envoy will take away one day is noticed before it does, save what is known.
  @Test(.needsEnvoy) func deprecatedFieldsAreRejections() throws {
    var known = Envoy_Config_Cluster_V3_Cluster()
    known.type = .strictDns
    known.respectDnsTtl = true
    var unknown = known
    unknown.maxRequestsPerConnection.value = 1
    let candidates = [
      EnvoyValidation.Candidate("known", try known.asResource(.cluster)),
      EnvoyValidation.Candidate("unknown", try unknown.asResource(.cluster)),
    ]
    let rejections = try EnvoyValidation(envoy: TestEnvoy.require()).rejections(of: candidates)
    #expect(rejections.map(\.label) == ["unknown"])
    #expect(rejections.first?.reason.contains("max_requests_per_connection") == true)
  }
}

extension Message {
  fileprivate func asResource(_ type: TypeURL) throws -> Resource {
    Resource(type: type, name: "test", body: try serializedBytes())
  }
}
