import ControlPlane
import Foundation
import MeshIdentity
import MeshTestSupport
import Testing

/// What keeps a control plane from starting, and that it says what to do.
@Suite("Start of the secured control plane", .timeLimit(.minutes(1))) struct StartTests {
  private func failure(
    meshConfig: String? = nil, _ configure: (inout ControlPlaneConfiguration, TestFolder) throws -> Void
  ) throws -> ControlPlaneError? {
    let folder = try TestFolder()
    try folder.write("config/.empty", "")
    var configuration = ControlPlaneConfiguration(directories: [folder("config")])
    if let meshConfig {
      try folder.write("mesh.yaml", meshConfig)
      configuration.meshConfigFile = folder("mesh.yaml")
    }
    configuration.security = SecurityConfiguration(stateDirectory: StateDirectory(path: folder("state")))
    try configure(&configuration, folder)
    do {
      _ = try ControlPlane(configuration: configuration, logger: LogRecorder().logger)
      return nil
    } catch let error as ControlPlaneError {
      return error
    }
  }

  @Test(
    "Plain text on the network is refused, unless it is allowed", arguments: ["0.0.0.0", "::", "10.0.0.1", "127.evil.example"])
  func plaintext(host: String) throws {
    let error = try failure { configuration, _ in configuration.xdsHost = host }
    #expect(error?.code == .plaintextOnNetwork)
    #expect(error?.message.contains("--allow-plaintext-xds-on-network") == true)
    let allowed = try failure { configuration, _ in
      configuration.xdsHost = host
      configuration.allowsPlaintextOnNetwork = true
    }
    #expect(allowed == nil)
  }

  @Test("Loopback is always allowed", arguments: ["127.0.0.1", "127.8.9.10", "::1"])
  func loopback(host: String) throws {
    #expect(try failure { configuration, _ in configuration.xdsHost = host } == nil)
  }

  @Test("The trust domains of option and mesh config must agree")
  func trustDomains() throws {
    let domain = try #require(TrustDomain("mesh.example"))
    let differs = try failure(meshConfig: "trustDomain: other.example\n") { configuration, _ in
      configuration.security?.trustDomain = domain
    }
    #expect(differs?.code == .trustDomainConflict)
    #expect(differs?.message.contains("mesh.example") == true && differs?.message.contains("other.example") == true)
    let agrees = try failure(meshConfig: "trustDomain: mesh.example\n") { configuration, _ in
      configuration.security?.trustDomain = domain
    }
    #expect(agrees == nil)
  }

  @Test("A mesh config that cannot be used is named, and nobody guesses the trust domain")
  func unusableMeshConfig() throws {
    let missing = try failure { configuration, folder in configuration.meshConfigFile = folder("nothing.yaml") }
    #expect(missing?.code == .meshConfig)
    #expect(missing?.message.contains("/nothing.yaml") == true)
    let refused = try failure(meshConfig: "trustDomain: [a, b]\n") { _, _ in }
    #expect(refused?.code == .meshConfig)
    #expect(refused?.message.contains("mesh.yaml:1") == true, "\(String(describing: refused))")
  }

  @Test("A trust domain that no mesh config says is that of the mesh")
  func trustDomainWithoutMeshConfig() async throws {
    try await withSecureControlPlane { configuration in
      configuration.security?.trustDomain = TrustDomain("mesh.example")
    } _: { site in
      let face = try await site.running.get("/debug/identityz").json
      #expect(face["trustDomain"] == "mesh.example")
    }
  }

  @Test("A trust domain that changes while the control plane runs waits for the next start, and this is said")
  func changedTrustDomain() async throws {
    try await withSecureControlPlane(meshConfig: "trustDomain: mesh.example\n") { site in
      try site.running.folder.write("mesh.yaml", "trustDomain: new.example\n")
      let configz = try await site.running.json(at: "/debug/configz") { configz in
        configz.items.contains { $0["meltemi"]["diagnostics"].items.contains { $0["code"] == "needs-restart" } }
      }
      let found = configz.items.flatMap { $0["meltemi"]["diagnostics"].items }.first { $0["code"] == "needs-restart" }
      #expect(found?["path"] == "trustDomain")
      let face = try await site.running.get("/debug/identityz").json
      #expect(face["trustDomain"] == "mesh.example")
    }
  }

  @Test("A ConfigMap says what the mesh is like, but not its trust domain, which had to be known before")
  func configMap() async throws {
    func map(_ settings: String) -> String {
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: |\n" + settings
    }
    try await withSecureControlPlane { site in
      func write(_ settings: String) throws { try site.running.folder.write("config/istio.yaml", map(settings)) }
      func told() async throws -> [DebugJSON] {
        try await site.running.get("/debug/configz").json.items.flatMap { $0["meltemi"]["diagnostics"].items }
      }
      try write("    trustDomain: other.example\n    trustDomainAliases: [old.example]\n    conectTimeout: 3s\n")
      _ = try await site.running.json(at: "/debug/identityz") { $0["trustDomainAliases"].items == ["old.example"] }
      let restart = try await told().first { $0["code"] == "needs-restart" }
      let unknown = try await told().first { $0["line"] == 8 }
      #expect(restart?["path"] == "data.mesh.trustDomain")
      #expect(unknown?["path"] == "data.mesh.conectTimeout")
      #expect(unknown?["suggestion"] == "did you mean \"connectTimeout\"?")
      try write("    trustDomainAliases: [older.example]\n")
      _ = try await site.running.json(at: "/debug/identityz") { $0["trustDomainAliases"].items == ["older.example"] }
      #expect(try await told().isEmpty)
      try site.running.folder.remove("config/istio.yaml")
      let face = try await site.running.json(at: "/debug/identityz") { $0["trustDomainAliases"].items.isEmpty }
      #expect(face["trustDomain"] == "cluster.local")
    }
  }

  @Test("A state directory that cannot be used is named")
  func stateDirectory() throws {
    let error = try failure { _, folder in try folder.write("state", "a file") }
    #expect(error?.code == .authority)
    #expect(error?.message.contains("/state") == true, "\(String(describing: error))")
  }

  @Test(
    "A state directory among the rules is refused, however it is written", arguments: ["config", "config/.state/deep", "link/x"])
  func stateAmongRules(name: String) throws {
    let error = try failure { configuration, folder in
      try FileManager.default.createSymbolicLink(atPath: folder("link"), withDestinationPath: folder("config"))
      configuration.security?.stateDirectory = StateDirectory(path: folder(name))
    }
    #expect(error?.code == .stateInConfiguration)
    #expect(error?.message.contains("--state-dir") == true)
    #expect(error?.message.contains("/config-state") == true, "\(String(describing: error))")
  }

  @Test("A state directory beside the rules is fine", arguments: ["config-state", "state/config", "."])
  func stateBesideRules(name: String) throws {
    let error = try failure { configuration, folder in
      configuration.security?.stateDirectory = StateDirectory(path: folder(name))
    }
    #expect(error == nil)
  }

  @Test("A file of issuers' roots that holds none is named")
  func issuerRoots() throws {
    let error = try failure { configuration, folder in
      try folder.write("roots.pem", "nothing")
      configuration.issuerRootsFile = folder("roots.pem")
    }
    #expect(error?.code == .issuerRoots)
    #expect(error?.message.contains("/roots.pem") == true)
  }

  @Test("An authority that is not there is named")
  func authorityFolder() throws {
    let error = try failure { configuration, folder in configuration.security?.authorityFolder = folder("nothing") }
    #expect(error?.code == .authority)
    #expect(error?.message.contains("/nothing") == true, "\(String(describing: error))")
  }

  @Test("An audit log that cannot be written is named")
  func auditLog() throws {
    let error = try failure { configuration, folder in configuration.security?.auditLogFile = folder("no/such/folder") }
    #expect(error?.code == .auditLog)
    #expect(error?.message.contains("/no/such/folder") == true)
  }

  @Test("The face of the identity shows roots and counts, and the audit log survives being moved away")
  func face() async throws {
    try await withSecureControlPlane { site in
      _ = try await site.certificate()
      let face = try await site.running.get("/debug/identityz").json
      #expect(face["authority"]["roots"][0]["sha256"].text?.count == 64)
      #expect(face["authority"]["rotation"] == "steady")
      #expect(face["servingCertificate"]["names"].texts.contains("istiod.istio-system.svc"))
      #expect(face["certificatesIssued"] == 1)
      let metrics = try await site.running.get("/metrics").body
      #expect(metrics.contains("\ncitadel_server_root_cert_expiry_seconds "))
      try FileManager.default.moveItem(atPath: site.auditFile, toPath: site.auditFile + ".1")
      _ = try await site.certificate()
      #expect(try site.auditLines().count == 1)
    }
  }
}
