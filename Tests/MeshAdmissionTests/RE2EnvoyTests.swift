import EnvoyAPI
import MeshTestSupport
import SwiftProtobuf
import Testing
import XDSResources

@testable import MeshAdmission

/// What admission says of regular expressions is what the real Envoy says of them.
@Suite struct RE2EnvoyTests {
  @Test(.needsEnvoy) func envoyTakesWhatIsAccepted() throws {
    // An empty expression is refused before RE2 sees it.
    let candidates = try RE2SyntaxTests.accepted.filter { !$0.isEmpty }.map(Self.candidate)
    for rejection in try EnvoyValidation(envoy: TestEnvoy.require()).rejections(of: candidates) {
      Issue.record("\(rejection)")
    }
  }

  @Test(.needsEnvoy) func envoyRefusesWhatIsRefused() throws {
    let envoy = EnvoyValidation(envoy: try TestEnvoy.require())
    for (expression, _, _) in RE2SyntaxTests.refused {
      #expect(try envoy.rejections(of: [Self.candidate(expression)]).count == 1, "Envoy takes \(expression)")
    }
  }

  /// The sizes that estimates are compared with are Envoy's own.
  @Test(.needsEnvoy) func envoyCountsAsMeasured() throws {
    let envoy = EnvoyValidation(envoy: try TestEnvoy.require(), regexProgramSize: 0)
    for (expression, measured) in RE2SyntaxTests.measured {
      let reason = try envoy.rejections(of: [Self.candidate(expression)]).first?.reason ?? ""
      #expect(reason.contains("program size of \(measured) >"), "\(expression): \(reason)")
    }
  }

  /// A virtual host with one route that matches by the expression.
  private static func candidate(_ expression: String) throws -> EnvoyValidation.Candidate {
    var route = Envoy_Config_Route_V3_Route()
    route.match.safeRegex.regex = expression
    route.directResponse.status = 200
    var host = Envoy_Config_Route_V3_VirtualHost()
    host.name = "test"
    host.domains = ["*"]
    host.routes = [route]
    return EnvoyValidation.Candidate(
      expression, Resource(type: .virtualHost, name: "test", body: try host.serializedBytes()))
  }
}
