extension FieldContract {
  static let peerAuthentication: [FieldContract] = {
    var writer = ContractWriter("PeerAuthentication", spec: "{}", .translated(shownBy: "PeerPolicyTests.precedence"))
    writer.selector()
    writer.with(.translated(shownBy: "InboundTLSTests.modeAndProtocolDecideTheChains")) { writer in
      writer.container("mtls", "{mtls: @}", "{mode: STRICT}")
      writer.scalar("mtls.mode", "{mtls: {mode: @}}", "PERMISSIVE")
    }
    let ports = "selector: {matchLabels: {app: a}}, portLevelMtls:"
    writer.container("portLevelMtls", "{\(ports) @}", "{8080: {mode: STRICT}}")
    writer.container("portLevelMtls{}", "{\(ports) {8080: @}}", "{mode: STRICT}", key: "8080")
    writer.scalar("portLevelMtls{}.mode", "{\(ports) {8080: {mode: @}}}", "DISABLE", key: "8080")
    return writer.fields
  }()
}
