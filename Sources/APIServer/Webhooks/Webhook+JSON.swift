import Foundation
import KubernetesAPI
import NIOSSL

extension Webhook {
  /// The webhooks of a configuration, in its order.
  /// - Throws: the fields that are wrong.
  static func read(_ object: JSONValue, role: Role) throws(FieldErrors) -> [Webhook] {
    var reader = WebhookReader(configuration: object.metadata.name ?? "", role: role)
    var result: [Webhook] = []
    for (index, json) in (object["webhooks"]?.array ?? []).enumerated() {
      if let webhook = reader.webhook(json, FieldPath("webhooks").index(index)) { result.append(webhook) }
    }
    guard reader.errors.isEmpty else { throw FieldErrors(errors: reader.errors) }
    return result
  }
}

/// Reads webhooks and collects what is wrong with them, beyond what the kind's schema says.
private struct WebhookReader {
  let configuration: String
  let role: Webhook.Role
  var errors: [FieldError] = []

  init(configuration: String, role: Webhook.Role) {
    self.configuration = configuration
    self.role = role
  }

  /// nil where something is wrong that leaves nothing to ask.
  mutating func webhook(_ json: JSONValue, _ path: FieldPath) -> Webhook? {
    let name = json["name"]?.string ?? ""
    checkName(name, path.field("name"))
    checkVersions(json["admissionReviewVersions"], path.field("admissionReviewVersions"))
    checkSideEffects(json["sideEffects"], path.field("sideEffects"))
    if json["matchConditions"]?.array?.isEmpty == false {
      errors.append(
        .forbidden(path.field("matchConditions"), "conditions are written in CEL, which this server does not evaluate"))
    }
    let timeout = json["timeoutSeconds"]?.integer ?? 10
    if !(1...30).contains(timeout) {
      errors.append(.invalid(path.field("timeoutSeconds"), .integer(timeout), "must be from 1 to 30 seconds"))
    }
    let rules = (json["rules"]?.array ?? []).enumerated().map { rule($1, path.field("rules").index($0)) }
    let client = path.field("clientConfig")
    let target = target(json["clientConfig"] ?? [:], client)
    let roots = roots(json["clientConfig"]?["caBundle"], client.field("caBundle"))
    let namespaces = selector(json["namespaceSelector"], path.field("namespaceSelector"))
    let objects = selector(json["objectSelector"], path.field("objectSelector"))
    guard let target else { return nil }
    return Webhook(
      configuration: configuration, name: name, role: role, rules: rules, target: target, roots: roots,
      ignoresFailure: json["failurePolicy"]?.string == "Ignore", matchesEquivalents: json["matchPolicy"]?.string != "Exact",
      namespaceSelector: namespaces, objectSelector: objects, timeoutSeconds: timeout,
      isReinvoked: role == .mutating && json["reinvocationPolicy"]?.string == "IfNeeded")
  }

  private mutating func checkName(_ name: String, _ path: FieldPath) {
    guard !name.isEmpty else { return errors.append(.required(path)) }
    let problems = NameRules.dns1123Subdomain(name)
    errors += problems.map { .invalid(path, .string(name), $0) }
    if problems.isEmpty, name.split(separator: ".").count < 3 {
      errors.append(.invalid(path, .string(name), "must be a domain name of three parts or more, as in policy.example.com"))
    }
  }

  private mutating func checkVersions(_ json: JSONValue?, _ path: FieldPath) {
    let versions = (json?.array ?? []).compactMap(\.string)
    guard !versions.isEmpty else { return errors.append(.required(path, "must name v1")) }
    if !versions.contains("v1") {
      errors.append(.invalid(path, json, "must name v1: it is the only version of AdmissionReview that this server sends"))
    }
  }

  private mutating func checkSideEffects(_ json: JSONValue?, _ path: FieldPath) {
    guard let text = json?.string else { return errors.append(.required(path, "must be None or NoneOnDryRun")) }
    guard text != "None", text != "NoneOnDryRun" else { return }
    errors.append(.notSupported(path, .string(text), supported: ["None", "NoneOnDryRun"]))
  }

  private mutating func selector(_ json: JSONValue?, _ path: FieldPath) -> LabelSelector {
    guard let json, !json.isNull else { return .everything }
    do throws(SelectorError) {
      return try LabelSelector(json: json)
    } catch {
      errors.append(.invalid(path, json, error.message))
      return .everything
    }
  }

  // MARK: Rules

  private mutating func rule(_ json: JSONValue, _ path: FieldPath) -> Webhook.Rule {
    let operations = texts(json, "operations", path)
    for (index, name) in operations.enumerated() where !Self.operations.contains(name) {
      errors.append(.notSupported(path.field("operations").index(index), .string(name), supported: Self.operations))
    }
    let resources = texts(json, "resources", path)
    checkResources(resources, path.field("resources"))
    return Webhook.Rule(
      operations: Set(operations), groups: Set(texts(json, "apiGroups", path)),
      versions: Set(texts(json, "apiVersions", path, mayBeEmptyText: false)), resources: resources,
      scope: json["scope"]?.string.flatMap(Webhook.Rule.Scope.init) ?? .all)
  }

  private static let operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"]

  /// A list that names something; `*` stands alone.
  private mutating func texts(
    _ json: JSONValue, _ field: String, _ path: FieldPath, mayBeEmptyText: Bool = true
  ) -> [String] {
    let path = path.field(field)
    let texts = (json[field]?.array ?? []).compactMap(\.string)
    if texts.isEmpty { errors.append(.required(path)) }
    if field != "resources", texts.count > 1, texts.contains("*") {
      errors.append(.invalid(path, json[field], "where * stands, nothing else may stand"))
    }
    if !mayBeEmptyText {
      for (index, text) in texts.enumerated() where text.isEmpty { errors.append(.required(path.index(index))) }
    }
    return texts
  }

  private mutating func checkResources(_ resources: [String], _ path: FieldPath) {
    for (index, text) in resources.enumerated() {
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.contains(where: \.isEmpty) {
        errors.append(
          .invalid(path.index(index), .string(text), "must be RESOURCE or RESOURCE/SUBRESOURCE, or have * for one of them"))
      }
    }
    if resources.count > 1, resources.contains("*/*") {
      errors.append(.invalid(path, .array(resources.map { .string($0) }), "where */* stands, nothing else may stand"))
    }
    if resources.contains("*"), resources.contains(where: { $0 != "*" && !$0.contains("/") }) {
      errors.append(
        .invalid(path, .array(resources.map { .string($0) }), "where * stands, no other resource without a subresource may stand")
      )
    }
  }

  // MARK: Client configurations

  private mutating func target(_ json: JSONValue, _ path: FieldPath) -> Webhook.Target? {
    let (url, service) = (json["url"]?.string, json["service"].flatMap { $0.isNull ? JSONValue?.none : $0 })
    switch (url, service) {
    case (let url?, nil): return address(url, path.field("url"))
    case (nil, let service?): return reference(service, path.field("service"))
    default:
      errors.append(.required(path, "exactly one of url or service is required"))
      return nil
    }
  }

  private mutating func address(_ text: String, _ path: FieldPath) -> Webhook.Target? {
    let problem: String? =
      if let parts = URLComponents(string: text) {
        if parts.scheme != "https" {
          "must start with https://"
        } else if parts.host?.isEmpty ?? true {
          "must name a host"
        } else if parts.user != nil || parts.password != nil {
          "must not hold a user or a password"
        } else if parts.query != nil {
          "must not have a query"
        } else if parts.fragment != nil {
          "must not have a fragment"
        } else {
          nil
        }
      } else {
        "must be a URL"
      }
    guard let problem else { return .url(text) }
    errors.append(.invalid(path, .string(text), problem))
    return nil
  }

  private mutating func reference(_ json: JSONValue, _ path: FieldPath) -> Webhook.Target? {
    let count = errors.count
    let (namespace, name) = (json["namespace"]?.string ?? "", json["name"]?.string ?? "")
    for (field, text) in [("namespace", namespace), ("name", name)] {
      guard !text.isEmpty else {
        errors.append(.required(path.field(field)))
        continue
      }
      errors += NameRules.dns1123Label(text).map { .invalid(path.field(field), .string(text), $0) }
    }
    let port = json["port"]?.integer ?? 443
    if !(1...65535).contains(port) { errors.append(.invalid(path.field("port"), .integer(port), "must be from 1 to 65535")) }
    let route = json["path"]?.string ?? "/"
    let isPlain = route.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    if !route.hasPrefix("/") || route.contains("//") || !isPlain {
      errors.append(.invalid(path.field("path"), .string(route), "must be a path of a URL, starting with one /"))
    }
    guard errors.count == count else { return nil }
    return .service(Webhook.ServiceReference(namespace: namespace, name: name, port: Int(port), path: route))
  }

  private mutating func roots(_ json: JSONValue?, _ path: FieldPath) -> [NIOSSLCertificate]? {
    guard let text = json?.string, !text.isEmpty else { return nil }
    // Only the encoding of what was given is told, never what it holds.
    guard let pem = Data(base64Encoded: text) else {
      errors.append(.invalid(path, nil, "must be certificates in PEM, in base64"))
      return nil
    }
    do {
      let roots = try NIOSSLCertificate.fromPEMBytes(Array(pem))
      if !roots.isEmpty { return roots }
    } catch {}
    errors.append(.invalid(path, nil, "holds no certificates in PEM that can be read"))
    return nil
  }
}
