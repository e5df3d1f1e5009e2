import Foundation
import Logging
import MeshTestSupport
import Testing

@testable import MeshAgent

/// Envoy's discovery streams, handed through by the agent.
@Suite(.needsEnvoy, .timeLimit(.minutes(3)), .serialized) struct ForwardingLiveTests {
  private let recorded = LogRecorder.make()

  @Test(arguments: ["delta", "sotw"]) func streamsSurviveTheControlPlane(_ mode: String) async throws {
    _ = try TestEnvoy.require()
    try await withTemporaryDirectory { directory in
      let proxy = SelfCallingProxy(directory: directory)
      let first = try TestControlPlane(directory: directory)
      try proxy.configure(first.discovery)
      var options = first.options(directory: directory + "/proxy", port: 0)
      options.xdsMode = mode
      let port = LoopbackPort.free
      options.discoveryAddress = "127.0.0.1:\(port)"
      let agent = try Agent(options: options, environment: [:], logger: recorded.logger)
      let second = try TestControlPlane(directory: directory, port: port, authority: first.authority)
      let before = try TestControlPlane(directory: directory, port: port, authority: first.authority)
      try proxy.configure(before.discovery)
      try await withRunning([agent]) { _ in
        // The control plane comes after its proxies.
        _ = try await agent.reached(.initializing) { $0.certificate?.failures ?? 0 > 0 }
        let admin = try await before.run { _ in
          let admin = try #require(try await agent.waitUntilLive().adminURL)
          try await eventually("the first call") { try await SelfCallingProxy.call(adminURL: admin).body == "hello" }
          // A change arrives on the open stream.
          try proxy.configure(before.discovery, body: "changed", version: "2")
          try await eventually("the change") { try await SelfCallingProxy.call(adminURL: admin).body == "changed" }
          #expect(before.discovery.requests.elements.allSatisfy { $0.isDelta == (mode == "delta") })
          // A stream that the control plane ends is opened again.
          before.discovery.endStreams()
          await before.discovery.requests.wait { $0.contains { $0.stream == 2 } }
          return admin
        }
        // The control plane is gone: the proxy works on with what it has, and the status says so.
        _ = try await agent.reached(.live) { $0.controlPlaneFailure != nil && $0.controlPlaneStreams == 0 }
        #expect(try await SelfCallingProxy.call(adminURL: admin).body == "changed")
        try proxy.configure(second.discovery, body: "new", version: "3")
        try await second.run { _ in
          try await eventually("the configuration of the new control plane") {
            try await SelfCallingProxy.call(adminURL: admin).body == "new"
          }
          let requests = second.discovery.requests.elements
          let listeners = try #require(requests.first { $0.type == TestDiscovery.listenerType })
          #expect(listeners.showedCertificate)
          if mode == "delta" {
            // Envoy says what it has, so that it is not sent again.
            #expect(listeners.initial == ["inbound": "2", "outbound": "2"])
          }
          _ = try await agent.reached(.live) { $0.controlPlaneFailure == nil && $0.controlPlaneStreams > 0 }
        }
      }
    }
  }
}

/// A loopback port that was free a moment ago.
enum LoopbackPort {
  static var free: Int {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        _ = bind(descriptor, raw, length)
        _ = getsockname(descriptor, raw, &length)
      }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
