extension FieldContract {
  /// Why extensions shape nothing.
  static let extensionsComeLater = Standing.validated(
    because: "extensions of proxies are not there yet; each object is warned about")

  static let wasmPlugin: [FieldContract] = {
    var writer = ContractWriter("WasmPlugin", spec: "{url: 'oci://a/b:v1'}", extensionsComeLater)
    let rest = ", url: 'oci://a/b:v1'"
    writer.selector(rest)
    writer.targets(rest)
    placement(&writer, rest)
    wasmModule(&writer)
    return writer.fields
  }()

  /// The fields that say where among the filters an extension stands, with `rest` of the spec behind them.
  static func placement(_ writer: inout ContractWriter, _ rest: String) {
    writer.scalar("phase", "{phase: @\(rest)}", "AUTHN")
    writer.scalar("priority", "{priority: @\(rest)}", "-1")
    writer.list("match", "{match: @\(rest)}", item: "{mode: CLIENT}")
    writer.at("match[]", "{match: [@]\(rest)}") { writer in
      writer.scalar("mode", "{mode: @}", "SERVER")
      writer.list("ports", "{ports: @}", item: "{number: 80}")
      writer.scalar("ports[].number", "{ports: [{number: @}]}", "80")
    }
  }

  static func wasmModule(_ writer: inout ContractWriter) {
    func module(_ field: String) -> String { "{url: 'oci://a/b:v1', \(field)}" }
    writer.scalar("url", "{url: @}", "'https://a.com/b.wasm'")
    writer.scalar("failStrategy", module("failStrategy: @"), "FAIL_OPEN")
    writer.scalar("imagePullPolicy", module("imagePullPolicy: @"), "Always")
    writer.scalar("imagePullSecret", module("imagePullSecret: @"), "a")
    writer.container("pluginConfig", module("pluginConfig: @"), "{a: [1, {b: null}]}")
    writer.scalar("pluginName", module("pluginName: @"), "a")
    writer.scalar("sha256", module("sha256: @"), String(repeating: "0a", count: 32))
    writer.scalar("type", module("type: @"), "NETWORK")
    writer.scalar("verificationKey", module("verificationKey: @"), "a")
    writer.container("vmConfig", module("vmConfig: @"), "{env: [{name: A, value: b}]}")
    writer.list("vmConfig.env", module("vmConfig: {env: @}"), item: "{name: A, value: b}")
    writer.at("vmConfig.env[]", module("vmConfig: {env: [@]}")) { writer in
      writer.scalar("name", "{name: @}", "A")
      writer.scalar("value", "{name: A, value: @}", "b")
      writer.scalar("valueFrom", "{name: A, valueFrom: @}", "HOST")
    }
  }
}
