import MeshAPI

/// Reads `headers`: operations on request and response headers.
enum HeadersDecoder {
  /// `isRoute`: on a whole rule, where Istio lets the authority be set; a single destination may set `host` as well.
  static func decode(_ fields: FieldReader, isRoute: Bool) -> Headers {
    Headers(
      request: fields.object("request") { operations($0, mayBeAuthority: true) } ?? Headers.Operations(),
      response: fields.object("response") { operations($0, mayBeAuthority: false) } ?? Headers.Operations())
  }

  private static func operations(_ fields: FieldReader, mayBeAuthority: Bool) -> Headers.Operations {
    let set = values("set", from: fields, mayBeAuthority: mayBeAuthority)
    let add = values("add", from: fields, mayBeAuthority: mayBeAuthority)
    let remove = fields.strings("remove") { HeaderRules.operationName($0, mayBeAuthority: false) }
    return Headers.Operations(set: set, add: add, remove: remove)
  }

  private static func values(_ name: String, from fields: FieldReader, mayBeAuthority: Bool) -> [String: String] {
    let values = fields.textMap(name) ?? [:]
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      let problems = [HeaderRules.operationName(key, mayBeAuthority: mayBeAuthority), HeaderValueRule.check(value)]
      for problem in problems.compactMap({ $0 }) {
        fields.report(problem.severity, problem.code, name, key: key, problem.message, suggestion: problem.suggestion)
      }
    }
    return values
  }
}
