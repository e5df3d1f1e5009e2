import MeshAPI
import MeshAdmission
import Testing

/// What Telemetry, WasmPlugin, TrafficExtension and ProxyConfig objects mean, and what is wrong with some.
struct ExtensionRulesTests {
  private static func document(_ kind: String, _ spec: String) -> String {
    let version =
      switch kind {
      case "Telemetry": "telemetry.istio.io/v1"
      case "ProxyConfig": "networking.istio.io/v1beta1"
      default: "extensions.istio.io/v1alpha1"
      }
    return "apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: a, namespace: shop}\nspec: \(spec)\n"
  }

  private static let script = "lua: {inlineCode: 'function envoy_on_request(handle) end'}"

  @Test(arguments: [
    ("Telemetry", "{selector: {matchLabels: {a: b}}, targetRef: {kind: Service, name: a}}", "spec.targetRef", "conflict"),
    ("Telemetry", "{targetRefs: [{kind: Pod, name: a}]}", "spec.targetRefs[0].kind", "invalid-value"),
    ("Telemetry", "{targetRefs: [{kind: Service, name: a, namespace: b}]}", "spec.targetRefs[0].namespace", "invalid-value"),
    (
      "Telemetry", "{accessLogging: [{filter: {expression: 'response.code >= (400'}}]}",
      "spec.accessLogging[0].filter.expression", "invalid-value"
    ),
    ("Telemetry", "{accessLogging: [{match: {mode: UNDEFINED}}]}", "spec.accessLogging[0].match.mode", "invalid-value"),
    (
      "Telemetry", "{metrics: [{overrides: [{tagOverrides: {a: {operation: UPSERT}}}]}]}",
      "spec.metrics[0].overrides[0].tagOverrides[a].value", "required"
    ),
    (
      "Telemetry", "{metrics: [{overrides: [{tagOverrides: {a: {operation: REMOVE, value: b}}}]}]}",
      "spec.metrics[0].overrides[0].tagOverrides[a].value", "conflict"
    ),
    (
      "Telemetry", "{metrics: [{overrides: [{match: {metric: REQUEST_COUNT, customMetric: a}}]}]}",
      "spec.metrics[0].overrides[0].match.customMetric", "conflict"
    ),
    ("Telemetry", "{tracing: [{customTags: {a: {}}}]}", "spec.tracing[0].customTags[a]", "required"),
    (
      "Telemetry", "{tracing: [{customTags: {a: {literal: {value: b}, header: {name: c}}}}]}",
      "spec.tracing[0].customTags[a].header", "conflict"
    ),
    ("Telemetry", "{tracing: [{randomSamplingPercentage: 101}]}", "spec.tracing[0].randomSamplingPercentage", "out-of-range"),
    ("Telemetry", "{tracing: [{providers: [{name: ''}]}]}", "spec.tracing[0].providers[0].name", "required"),
    ("WasmPlugin", "{}", "spec.url", "required"),
    ("WasmPlugin", "{url: 'ftp://a/b'}", "spec.url", "invalid-value"),
    ("WasmPlugin", "{url: 'https://me:secret@a.com/b'}", "spec.url", "invalid-value"),
    ("WasmPlugin", "{url: a, sha256: ABC}", "spec.sha256", "invalid-value"),
    ("WasmPlugin", "{url: a, pluginName: ''}", "spec.pluginName", "required"),
    ("WasmPlugin", "{url: a, vmConfig: {env: [{name: A, valueFrom: HOST, value: b}]}}", "spec.vmConfig.env[0].value", "conflict"),
    ("WasmPlugin", "{url: a, vmConfig: {env: [{name: A}, {name: A}]}}", "spec.vmConfig.env[1]", "duplicate-name"),
    ("WasmPlugin", "{url: a, match: [{ports: [{}]}]}", "spec.match[0].ports[0].number", "required"),
    ("WasmPlugin", "{url: a, phase: UNSPECIFIED}", "spec.phase", "invalid-value"),
    ("TrafficExtension", "{}", "spec", "required"),
    ("TrafficExtension", "{\(script), wasm: {url: a}}", "spec.lua", "conflict"),
    ("TrafficExtension", "{lua: {}}", "spec.lua.inlineCode", "required"),
    ("ProxyConfig", "{concurrency: -1}", "spec.concurrency", "out-of-range"),
    ("ProxyConfig", "{environmentVariables: {'A=': b}}", "spec.environmentVariables[A=]", "invalid-value"),
  ])
  func refuses(kind: String, spec: String, path: String, code: String) {
    let result = admit(Self.document(kind, spec))
    let errors = result.diagnostics.map(\.diagnostic).filter { $0.severity == .error }
    #expect(errors.map { "\($0.path) \($0.code.rawValue)" } == ["\(path) \(code)"])
    #expect(result.objects.isEmpty)
    #expect(!errors.contains { $0.message.contains("secret") })
  }

  /// What has no effect yet says so.
  @Test(arguments: [
    ("Telemetry", "{accessLogging: [{providers: [{name: envoy}]}]}"), ("WasmPlugin", "{url: a}"),
    ("TrafficExtension", "{\(script)}"), ("ProxyConfig", "{concurrency: 2}"),
  ])
  func warnsWhereThereIsNoEffect(kind: String, spec: String) {
    let result = admit(Self.document(kind, spec))
    #expect(
      result.diagnostics.map { "\($0.diagnostic.severity) \($0.diagnostic.path) \($0.diagnostic.code.rawValue)" } == [
        "warning kind not-supported"
      ])
    #expect(result.objects.count == 1)
  }

  @Test func aWasmPluginIsATrafficExtension() throws {
    let module = "url: 'oci://a/b:v1', pluginConfig: {b: [1, true], a: \"x\\\"\"}, vmConfig: {env: [{name: A, valueFrom: HOST}]}"
    let common = "phase: AUTHN, priority: 3, match: [{mode: CLIENT, ports: [{number: 80}]}], selector: {matchLabels: {a: b}}"
    let objects = ["WasmPlugin": "{\(common), \(module)}", "TrafficExtension": "{\(common), wasm: {\(module)}}"].map {
      admit(Self.document($0.key, $0.value)).objects.map(\.object)
    }
    let specs = objects.flatMap { $0 }.compactMap { object -> ProxyExtension? in
      switch object {
      case .wasmPlugin(let object), .trafficExtension(let object): object.spec
      default: nil
      }
    }
    try #require(specs.count == 2)
    #expect(specs[0] == specs[1])
    #expect(specs[0].phase == .authentication)
    #expect(specs[0].priority == 3)
    #expect(specs[0].matches == [.init(mode: .client, ports: [80])])
    guard case .wasm(let wasm) = specs[0].code else { throw CancellationError() }
    #expect(wasm.configuration?.reveal() == #"{"a":"x\"","b":[1,true]}"#)
    #expect(wasm.environment == [.init(name: "A", value: nil)])
    #expect(wasm.failStrategy == .close)
  }

  @Test func telemetryHasDefaults() throws {
    let spec = """
      {tracing: [{customTags: {t: {header: {name: x-a, defaultValue: b}}}}], metrics: [{overrides: [{tagOverrides: {t: {value: a}}}]}],
      accessLogging: [{}]}
      """
    guard case .telemetry(let object)? = admit(Self.document("Telemetry", spec)).objects.first?.object else {
      throw CancellationError()
    }
    #expect(object.spec.tracing.first?.customTags == ["t": .header(name: "x-a", fallback: "b")])
    #expect(object.spec.tracing.first?.mode == .clientAndServer)
    #expect(object.spec.metrics.first?.overrides.first?.metric == .standard("ALL_METRICS"))
    #expect(object.spec.metrics.first?.overrides.first?.tags == ["t": .upsert("a")])
    #expect(object.spec.accessLogging.first?.disabled == nil)
  }
}
