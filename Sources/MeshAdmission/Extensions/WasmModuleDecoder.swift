import MeshAPI

/// Reads where a WebAssembly module comes from and what it is told.
enum WasmModuleDecoder {
  private static let maximumName = 256
  private static let maximumSecretName = 253
  private static let maximumVariables = 256
  private static let maximumValue = 2048
  /// Bytes of the configuration of one module.
  private static let maximumConfiguration = 256 << 10

  static func decode(_ fields: FieldReader) -> WasmModule? {
    let url = fields.requiredString("url")
    if let url, let problem = location(url) {
      fields.report(problem.severity, problem.code, "url", problem.message, suggestion: problem.suggestion)
    }
    var module = WasmModule(url: url ?? "")
    module.kind = fields.choice("type", WasmModule.Kind.allCases) ?? .unspecified
    module.sha256 = digest(fields)
    module.pullPolicy = fields.choice("imagePullPolicy", WasmModule.PullPolicy.allCases) ?? .unspecified
    module.pullSecret = bounded("imagePullSecret", maximumSecretName, fields)
    module.verificationKey = fields.string("verificationKey")
    module.configuration = configuration(fields)
    module.rootID = bounded("pluginName", maximumName, fields)
    module.failStrategy = fields.choice("failStrategy", WasmModule.FailStrategy.allCases) ?? .close
    module.environment = fields.object("vmConfig") { environment($0) } ?? []
    return url == nil ? nil : module
  }

  /// The message does not repeat the URL, since it may hold credentials.
  private static func location(_ url: String) -> RuleProblem? {
    let suggestion = "write oci://IMAGE, https://HOST/PATH or file:///PATH"
    guard url.utf8.count <= 2048 else { return RuleProblem(.limit, "the URL is longer than 2048 characters") }
    guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return RuleProblem("the URL holds a character that must be escaped")
    }
    let mark = url.firstRange(of: "://")
    let place = mark.map { url[$0.upperBound...] } ?? url[...]
    if let end = place.firstIndex(of: "/"), place[..<end].contains("@") {
      return RuleProblem("credentials do not belong into a URL", suggestion: "name a Secret in imagePullSecret")
    }
    guard let mark else { return nil }
    switch url[..<mark.lowerBound].lowercased() {
    case "http", "https": return URLRules.http(url)
    case "file", "oci":
      return url[mark.upperBound...].isEmpty ? RuleProblem("the URL names nothing", suggestion: suggestion) : nil
    default: return RuleProblem("a module is not fetched by this scheme", suggestion: suggestion)
    }
  }

  private static func digest(_ fields: FieldReader) -> String? {
    guard let text = fields.string("sha256") else { return nil }
    let isDigest = text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isDigest else {
      fields.report(.error, .invalidValue, "sha256", "must be 64 lower-case hexadecimal digits")
      return nil
    }
    return text
  }

  private static func bounded(_ name: String, _ limit: Int, _ fields: FieldReader) -> String? {
    fields.outline?.note(name, .text(FieldSchema.Text(minimumLength: 1, maximumLength: limit)))
    guard let text = fields.string(name, allowEmpty: true) else { return nil }
    if text.isEmpty {
      fields.report(.error, .required, name, "\(name) must not be empty", suggestion: "remove it")
    } else if text.utf8.count > limit {
      fields.report(.error, .limit, name, "\(name) is longer than \(limit) characters")
    }
    return text
  }

  private static func configuration(_ fields: FieldReader) -> HiddenText? {
    guard let value = fields.freeForm("pluginConfig") else { return nil }
    let text = JSONText.of(value)
    if text.utf8.count > maximumConfiguration {
      fields.report(.error, .limit, "pluginConfig", "more than \(maximumConfiguration) bytes as JSON")
    }
    return HiddenText(text)
  }

  // MARK: Environment

  private static func environment(_ fields: FieldReader) -> [WasmModule.Variable] {
    let variables = fields.objects("env") { variable($0) }
    fields.checkSize(of: "env", atMost: maximumVariables, "variables")
    var seen: Set<String> = []
    for (index, item) in (fields.items("env") ?? []).enumerated() {
      guard let name = item["name"]?.string, !name.isEmpty, !seen.insert(name).inserted else { continue }
      fields.report(.error, .duplicateName, "env", item: index, "the variable \"\(name)\" is given twice")
    }
    return variables
  }

  private static func variable(_ fields: FieldReader) -> WasmModule.Variable? {
    let name = fields.requiredString("name")
    let value = fields.string("value")
    let source = fields.choice("valueFrom", WasmModule.Variable.Source.allCases) ?? .inline
    if let name, name.utf8.count > maximumName {
      fields.report(.error, .limit, "name", "a name is longer than \(maximumName) characters")
    }
    if let value, value.utf8.count > maximumValue {
      fields.report(.error, .limit, "value", "a value is longer than \(maximumValue) characters")
    }
    if source == .host, value != nil {
      fields.report(
        .error, .conflict, "value", "a variable of the proxy's own environment has its value there", suggestion: "remove value")
    }
    return name.map { WasmModule.Variable(name: $0, value: source == .host ? nil : HiddenText(value ?? "")) }
  }
}
