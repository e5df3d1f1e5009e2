import MeshAPI

/// Finds rules of one VirtualService that never get anything, because earlier ones take it all.
struct UnreachableRulesAnalyzer {
  let object: Object<VirtualService>

  func findings() -> [Diagnostic] {
    check("http", object.spec.http.map { $0.match.map(\.conditions) }, isAll: \.takesEverything)
      + check("tls", object.spec.tls.map(\.match), isAll: { $0.takesEverything && $0.sniHosts.isEmpty })
      + check("tcp", object.spec.tcp.map(\.match), isAll: \.takesEverything)
  }

  /// - Parameter rules: the matches of each rule; a rule without any takes everything.
  private func check<Match: Hashable>(_ list: String, _ rules: [[Match]], isAll: (Match) -> Bool) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var first: [Match: Int] = [:]
    var all: Int?
    for (index, matches) in rules.enumerated() {
      let path = "spec.\(list)[\(index)]"
      if let all {
        findings.append(unreachable(path, "spec.\(list)[\(all)] takes everything that comes this far"))
        continue
      }
      let repeated = matches.enumerated().filter { first[$0.element] != nil }
      if !matches.isEmpty, repeated.count == matches.count {
        let earlier = Set(repeated.compactMap { first[$0.element] }).sorted().map { "spec.\(list)[\($0)]" }
        findings.append(unreachable(path, "\(earlier.joined(separator: " and ")) matches the same before it"))
        continue
      }
      for (position, match) in repeated {
        let earlier = first[match] ?? 0
        findings.append(
          Diagnostic(
            .note, "ineffective-match", object: object.key.description, path: "\(path).match[\(position)]",
            message: earlier == index
              ? "the rule matches the same twice" : "spec.\(list)[\(earlier)] matches the same before it",
            suggestion: "remove it"))
      }
      for match in matches where first[match] == nil { first[match] = index }
      if matches.isEmpty || matches.contains(where: isAll) { all = index }
    }
    return findings
  }

  private func unreachable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .warning, "unreachable-rule", object: object.key.description, path: path, message: "never used: \(reason)",
      suggestion: "put the more special rule first, or remove one of them")
  }
}

extension HTTPMatchRequest {
  /// The match without what only names it.
  fileprivate var conditions: HTTPMatchRequest {
    var match = self
    (match.name, match.statPrefix) = (nil, nil)
    return match
  }

  /// Whether there is no request that it leaves out.
  fileprivate var takesEverything: Bool {
    var rest = conditions
    guard uri == nil || uri == .prefix("/") || uri == .regex(".*") || uri == .regex("/.*") else { return false }
    (rest.uri, rest.ignoreUriCase) = (nil, false)
    return rest == HTTPMatchRequest()
  }
}

extension ConnectionMatch {
  /// Whether there is no connection that it leaves out.
  fileprivate var takesEverything: Bool { self == ConnectionMatch() }
}
