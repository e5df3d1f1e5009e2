import MeshAPI

/// Finds rules of one VirtualService that never get anything, because earlier ones take it all.
struct UnreachableRulesAnalyzer {
  let object: Object<VirtualService>

  func findings() -> [Diagnostic] {
    check("http", object.spec.http.map { $0.match.map(\.conditions) }, isAll: \.takesEverything) { $0.covers($1) }
      + check("tls", object.spec.tls.map(\.match), isAll: { $0.takesEverything && $0.sniHosts.isEmpty }, covers: ==)
      + check("tcp", object.spec.tcp.map(\.match), isAll: \.takesEverything, covers: ==)
  }

  /// Earlier matches that a match is compared with, beside those that are equal to it: the work must not grow with the square of a
  /// rule's length.
  fileprivate static let lookBack = 200

  /// Matches that were seen, and the rules that they stand in.
  private struct Seen<Match: Hashable> {
    var first: [Match: Int] = [:]
    var matches: [(match: Match, rule: Int)] = []

    func rule(takingAllOf match: Match, _ covers: (Match, Match) -> Bool) -> Int? {
      first[match] ?? matches.first { covers($0.match, match) }?.rule
    }

    mutating func insert(_ match: Match, rule: Int) {
      guard first[match] == nil else { return }
      first[match] = rule
      if matches.count < UnreachableRulesAnalyzer.lookBack { matches.append((match, rule)) }
    }
  }

  /// - Parameter rules: the matches of each rule; a rule without any takes everything.
  private func check<Match: Hashable>(
    _ list: String, _ rules: [[Match]], isAll: (Match) -> Bool, covers: (Match, Match) -> Bool
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var seen = Seen<Match>()
    var all: Int?
    for (index, matches) in rules.enumerated() {
      let path = "spec.\(list)[\(index)]"
      if let all {
        findings.append(unreachable(path, "spec.\(list)[\(all)] takes everything that comes this far"))
        continue
      }
      let taken = matches.map { seen.rule(takingAllOf: $0, covers) }
      if !matches.isEmpty, !taken.contains(nil) {
        let earlier = Set(taken.compactMap { $0 }).sorted().map { "spec.\(list)[\($0)]" }
        let verb = earlier.count == 1 ? "takes" : "take"
        findings.append(unreachable(path, "\(earlier.joined(separator: " and ")) \(verb) all of it before"))
        continue
      }
      for (position, match) in matches.enumerated() {
        let earlier = taken[position] ?? seen.rule(takingAllOf: match, covers)
        if let earlier { findings.append(ineffective("\(path).match[\(position)]", in: index, takenBy: earlier, list)) }
        seen.insert(match, rule: index)
      }
      if matches.isEmpty || matches.contains(where: isAll) { all = index }
    }
    return findings
  }

  private func unreachable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .warning, "unreachable-rule", object: object.key.description, path: path, message: "never used: \(reason)",
      suggestion: "put the more special rule first, or remove one of them")
  }

  private func ineffective(_ path: String, in rule: Int, takenBy earlier: Int, _ list: String) -> Diagnostic {
    Diagnostic(
      .note, "ineffective-match", object: object.key.description, path: path,
      message: earlier == rule
        ? "an earlier match of the rule takes all of it" : "spec.\(list)[\(earlier)] takes all of it before",
      suggestion: "remove it")
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
    guard takesAllPaths else { return false }
    (rest.uri, rest.ignoreUriCase, rest.matchesSegments) = (nil, false, false)
    return rest == HTTPMatchRequest()
  }
}

extension ConnectionMatch {
  /// Whether there is no connection that it leaves out.
  fileprivate var takesEverything: Bool { self == ConnectionMatch() }
}
