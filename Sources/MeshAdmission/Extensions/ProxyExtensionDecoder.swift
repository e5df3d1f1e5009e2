import MeshAPI

/// Reads the `spec` of a WasmPlugin or a TrafficExtension.
enum ProxyExtensionDecoder {
  /// Istio's bound for a script.
  private static let maximumScript = 65_536

  static func wasmPlugin(_ spec: FieldReader) -> ProxyExtension? {
    let module = WasmModuleDecoder.decode(spec)
    let phase = spec.choice("phase", ["UNSPECIFIED_PHASE", "AUTHN", "AUTHZ", "STATS"].map(PhaseName.init))
    let value = common(spec, code: module.map { .wasm($0) }, hasSingleTarget: true)
    return value.map { value in
      var value = value
      value.phase = phase.flatMap { ProxyExtension.Phase(rawValue: $0.rawValue) } ?? .unspecified
      return value
    }
  }

  static func trafficExtension(_ spec: FieldReader) -> ProxyExtension? {
    let module = spec.object("wasm") { WasmModuleDecoder.decode($0) }
    let script = spec.object("lua") { self.script($0) }
    if spec.has("wasm"), spec.has("lua") {
      spec.report(.error, .conflict, "lua", "lua and wasm exclude each other", suggestion: "write one object for each")
    } else if !spec.has("wasm"), !spec.has("lua") {
      spec.report(.error, .required, nil, "wasm or lua must be given")
    }
    let phase = spec.choice("phase", ProxyExtension.Phase.allCases)
    let value = common(spec, code: module.map { .wasm($0) } ?? script.map { .lua($0) }, hasSingleTarget: false)
    return value.map { value in
      var value = value
      value.phase = phase ?? .unspecified
      return value
    }
  }

  private struct PhaseName: RawRepresentable {
    var rawValue: String
  }

  private static func common(_ spec: FieldReader, code: ProxyExtension.Code?, hasSingleTarget: Bool) -> ProxyExtension? {
    let (selector, targets) = PolicyTargetDecoder.decode(spec, hasSingle: hasSingleTarget)
    let priority = spec.integer("priority", in: Int(Int32.min)...Int(Int32.max))
    let matches = spec.objects("match") { match($0) }
    return code.map { code in
      var value = ProxyExtension(code: code)
      (value.selector, value.targets, value.matches) = (selector, targets, matches)
      value.priority = Int32(priority ?? 0)
      return value
    }
  }

  private static func match(_ fields: FieldReader) -> ProxyExtension.Match {
    let mode = fields.choice("mode", TrafficMode.allCases) ?? .clientAndServer
    let ports = fields.objects("ports") { port in
      if !port.has("number") { port.missing("number") }
      return port.port("number")
    }
    return ProxyExtension.Match(mode: mode, ports: ports)
  }

  private static func script(_ fields: FieldReader) -> String? {
    guard let code = fields.requiredString("inlineCode") else { return nil }
    if code.utf8.count > maximumScript {
      fields.report(
        .error, .limit, "inlineCode", "the script has \(code.utf8.count) bytes; at most \(maximumScript) are accepted")
    }
    if !code.contains("envoy_on_request"), !code.contains("envoy_on_response") {
      fields.report(
        .warning, .suspicious, "inlineCode",
        "the script defines neither envoy_on_request nor envoy_on_response, so it is never called")
    }
    return code
  }
}
