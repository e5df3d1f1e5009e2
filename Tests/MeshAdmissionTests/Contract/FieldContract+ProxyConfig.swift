extension FieldContract {
  static let proxyConfig: [FieldContract] = {
    var writer = ContractWriter(
      "ProxyConfig", spec: "{}",
      .validated(because: "it says how a proxy is started, before the control plane hears of it; its agent has options for that"))
    writer.selector()
    writer.scalar("concurrency", "{concurrency: @}", "2")
    writer.container("environmentVariables", "{environmentVariables: @}", "{A: b}")
    writer.scalar("environmentVariables{}", "{environmentVariables: {A: @}}", "b", key: "A")
    writer.with(.validated(because: "it is for what puts proxies into Pods, and the mesh puts none there")) { writer in
      writer.container("image", "{image: @}", "{imageType: debug}")
      writer.scalar("image.imageType", "{image: {imageType: @}}", "debug")
    }
    return writer.fields
  }()
}
