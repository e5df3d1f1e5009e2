extension FieldContract {
  static let workloadGroup: [FieldContract] = {
    var writer = ContractWriter(
      "WorkloadGroup", spec: "{template: {}}",
      .validated(because: "proxies learn of the WorkloadEntries that are made for a group, not of the group"))
    writer.container("metadata", "{template: {}, metadata: @}", "{labels: {app: a}}")
    for name in ["labels", "annotations"] {
      writer.container("metadata.\(name)", "{template: {}, metadata: {\(name): @}}", "{app: a}")
      writer.scalar("metadata.\(name){}", "{template: {}, metadata: {\(name): {app: @}}}", "a")
    }
    writer.container("template", "{template: @}", "{serviceAccount: vm}")
    writer.at("template", "{template: @}") { $0.workload(address: nil, shownBy: [:]) }
    writer.container("probe", "{template: {}, probe: @}", "{tcpSocket: {port: 80}}")
    writer.at("probe", "{template: {}, probe: @}", probe)
    return writer.fields
  }()

  private static func probe(_ writer: inout ContractWriter) {
    let numbers = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"]
    for name in numbers { writer.scalar(name, "{tcpSocket: {port: 80}, \(name): @}", "3") }
    writer.container("tcpSocket", "{tcpSocket: @}", "{port: 80}")
    writer.scalar("tcpSocket.port", "{tcpSocket: {port: @}}", "80")
    writer.scalar("tcpSocket.host", "{tcpSocket: {port: 80, host: @}}", "127.0.0.1")
    writer.container("grpc", "{grpc: @}", "{port: 80}")
    writer.scalar("grpc.port", "{grpc: {port: @}}", "80")
    writer.scalar("grpc.service", "{grpc: {port: 80, service: @}}", "health")
    writer.container("exec", "{exec: @}", "{command: [ok]}")
    writer.texts("exec.command", "{exec: {command: @}}", "ok")
    writer.container("httpGet", "{httpGet: @}", "{port: 80}")
    writer.scalar("httpGet.port", "{httpGet: {port: @}}", "80")
    for (name, value) in [("host", "127.0.0.1"), ("path", "/ok"), ("scheme", "HTTPS")] {
      writer.scalar("httpGet.\(name)", "{httpGet: {port: 80, \(name): @}}", value)
    }
    writer.list("httpGet.httpHeaders", "{httpGet: {port: 80, httpHeaders: @}}", item: "{name: a, value: b}")
    writer.scalar("httpGet.httpHeaders[].name", "{httpGet: {port: 80, httpHeaders: [{name: @, value: b}]}}", "a")
    writer.scalar("httpGet.httpHeaders[].value", "{httpGet: {port: 80, httpHeaders: [{name: a, value: @}]}}", "b")
  }
}
