import MeshAPI
import MeshModel
import MeshState
import Testing

@Suite struct FactStoreTests {
  private let rules = SourceID(rank: 0, name: "directory:rules")
  private let platform = SourceID(rank: 1, name: "directory:platform")

  private func batch(_ source: SourceID, _ objects: MeshObject..., file: String = "a.yaml") -> FactBatch {
    FactBatch(
      source: source,
      upserts: objects.map { FactBatch.Upsert(object: $0, place: ObjectPlace(file: file, line: 3)) })
  }

  @Test func firstSourceWinsAndTheOtherIsWarnedAbout() throws {
    var store = FactStore()
    let (ours, theirs) = (Fixture.virtualService("v", host: "ours"), Fixture.virtualService("v", host: "theirs"))
    #expect(store.apply(batch(platform, theirs, file: "p.yaml")).upserts == [theirs])
    #expect(store.apply(batch(rules, ours, file: "r.yaml")).upserts == [ours])
    #expect(store.object(for: ours.key) == ours)
    let warning = try #require(store.diagnostics.first)
    #expect(store.diagnostics.count == 1)
    #expect(warning.diagnostic.code == .duplicateObject)
    #expect(warning.diagnostic.severity == .warning)
    #expect(warning.diagnostic.message.contains("directory:rules (r.yaml:3)"))
    #expect(warning.diagnostic.message.contains("directory:platform (p.yaml:3)"))
    #expect(warning.file == "p.yaml")
  }

  @Test func loserTakesOverWhenTheWinnerGoes() {
    var store = FactStore()
    let (ours, theirs) = (Fixture.virtualService("v", host: "ours"), Fixture.virtualService("v", host: "theirs"))
    _ = store.apply(batch(rules, ours))
    #expect(store.apply(batch(platform, theirs)).isEmpty)
    let changes = store.apply(FactBatch(source: rules, removals: [ours.key]))
    #expect(changes.upserts == [theirs])
    #expect(store.diagnostics.isEmpty)
    #expect(store.apply(FactBatch(source: platform, removals: [ours.key])).removals == [ours.key])
    #expect(store.keys.isEmpty)
  }

  /// A file of its own comes before the ConfigMap, whoever holds that; what is only a default comes last.
  @Test func oneMeshConfigIsInForce() {
    func config(_ domain: String) -> MeshConfig {
      var config = MeshConfig()
      config.trustDomain = domain
      return config
    }
    func map(_ domain: String) -> MeshObject {
      let spec = KubernetesConfigMap(meshConfig: config(domain))
      return .configMap(
        Object(
          key: KubernetesConfigMap.meshConfigKey, metadata: ObjectMetadata(name: "istio", namespace: "istio-system"), spec: spec,
          digest: ContentDigest(high: 1, low: UInt64(domain.utf8.count))))
    }
    var store = FactStore()
    #expect(store.apply(batch(rules, Fixture.virtualService("v", host: "a"))).meshConfig == nil)
    #expect(store.apply(FactBatch(source: rules, defaultMeshConfig: config("default"))).meshConfig == config("default"))
    #expect(store.apply(batch(platform, map("platform"))).meshConfig == config("platform"))
    #expect(store.apply(batch(rules, map("rules"))).meshConfig == config("rules"))
    let file = SourceID(rank: 2, name: "mesh-config")
    #expect(store.apply(FactBatch(source: file, meshConfig: config("file"))).meshConfig == config("file"))
    #expect(store.apply(FactBatch(source: rules, removals: [KubernetesConfigMap.meshConfigKey])).meshConfig == nil)
    #expect(store.everything.meshConfig == config("file"))
    var other = FactStore()
    #expect(other.apply(batch(rules, map("rules"))).meshConfig == config("rules"))
    let gone = FactBatch(source: rules, removals: [KubernetesConfigMap.meshConfigKey])
    #expect(other.apply(gone).meshConfig == MeshConfig())
  }

  @Test func sameContentChangesNothingButItsPlace() {
    var store = FactStore()
    let object = Fixture.virtualService("v", host: "a")
    _ = store.apply(batch(rules, object, file: "a.yaml"))
    #expect(store.apply(batch(rules, object, file: "b.yaml")).isEmpty)
    #expect(store.place(of: object.key)?.file == "b.yaml")
  }

  @Test func diagnosticsAndRefusalsAreReplacedOnlyWhenSaid() {
    var store = FactStore()
    let diagnostic = LocatedDiagnostic(Diagnostic(.error, "x", object: "o", message: "m"))
    let refused = RefusedFact(object: "o", place: nil, hasLastGood: false)
    _ = store.apply(FactBatch(source: rules, diagnostics: [diagnostic], refused: [refused]))
    _ = store.apply(batch(rules, Fixture.virtualService("v", host: "a")))
    #expect(store.diagnostics == [diagnostic])
    #expect(store.refused == [refused])
    _ = store.apply(FactBatch(source: rules, diagnostics: [], refused: []))
    #expect(store.diagnostics.isEmpty)
    #expect(store.refused.isEmpty)
  }

  @Test func meshConfigOfTheFirstSourceCounts() {
    var store = FactStore()
    var (ours, theirs) = (MeshConfig(), MeshConfig())
    (ours.trustDomain, theirs.trustDomain) = ("ours", "theirs")
    #expect(store.apply(FactBatch(source: platform, meshConfig: theirs)).meshConfig == theirs)
    #expect(store.apply(FactBatch(source: rules, meshConfig: ours)).meshConfig == ours)
    #expect(store.apply(FactBatch(source: platform, meshConfig: MeshConfig())).meshConfig == nil)
  }

  @Test func completeOnceEverySourceHasTold() {
    var store = FactStore(sources: [rules, platform])
    #expect(!store.isComplete)
    _ = store.apply(FactBatch(source: rules, isInitialSync: true))
    #expect(!store.isComplete)
    _ = store.apply(FactBatch(source: platform, isInitialSync: true))
    #expect(store.isComplete)
  }
}
