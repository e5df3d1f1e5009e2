extension FieldContract {
  static let trafficExtension: [FieldContract] = {
    let script = "lua: {inlineCode: 'function envoy_on_request(handle) end'}"
    var writer = ContractWriter("TrafficExtension", spec: "{\(script)}", extensionsComeLater)
    writer.selector(", \(script)")
    writer.targets(", \(script)", hasSingle: false)
    placement(&writer, ", \(script)")
    writer.container("lua", "{lua: @}", "{inlineCode: 'function envoy_on_request(handle) end'}")
    writer.scalar("lua.inlineCode", "{lua: {inlineCode: @}}", "'function envoy_on_response(handle) end'")
    writer.container("wasm", "{wasm: @}", "{url: 'oci://a/b:v1'}")
    writer.at("wasm", "{wasm: @}") { wasmModule(&$0) }
    return writer.fields
  }()
}
