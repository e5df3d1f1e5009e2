import ControlPlane
import MeshTestSupport
import ServiceLifecycle
import Testing

/// Addresses that are taken end a start with one error that names the address.
@Suite(.timeLimit(.minutes(1))) struct TakenPortTests {
  @Test(arguments: ["http", "xds"])
  func takenAddressIsNamed(face: String) async throws {
    try await withControlPlane([:]) { running in
      var configuration = ControlPlaneConfiguration(directories: [running.folder("config")])
      configuration.httpPort = face == "http" ? running.addresses.http.port : 0
      configuration.xdsPort = face == "xds" ? running.addresses.xds.port : 0
      let taken = face == "http" ? running.addresses.http : running.addresses.xds
      let log = LogRecorder()
      let second = try ControlPlane(configuration: configuration, logger: log.logger)
      do {
        try await ServiceGroup(services: second.services, logger: log.logger).run()
        Issue.record("two control planes listen on \(taken)")
      } catch {
        #expect("\(error)".contains("cannot listen on \(taken)"), "\(error)")
      }
      // Being stopped is nothing that a server should report as an error.
      #expect(!log.text.contains("Waiting on child channel") && !log.text.contains("Server shutdown error"))
    }
  }
}
