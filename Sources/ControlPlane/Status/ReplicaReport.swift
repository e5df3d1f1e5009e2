import KubernetesAPI
package import MeshAPI

/// What a replica that does not write says of the rules and of the proxies that are connected to it.
package struct ReplicaReport: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    /// Of the rule, as the replica has it.
    package var generation: Int64
    package var upToDate: Int
    package var concerned: Int
    /// What one of its proxies says that does not take the rule; empty where none does.
    package var refusal: String

    package init(generation: Int64, upToDate: Int, concerned: Int, refusal: String = "") {
      self.generation = generation
      self.upToDate = upToDate
      self.concerned = concerned
      self.refusal = refusal
    }
  }

  /// Rules that are on their way, or arrived lately; of others there is nothing to say.
  package var lines: [ObjectKey: Line]
  /// Whether there was more to say than has room.
  package var isCut: Bool

  package init(lines: [ObjectKey: Line] = [:], isCut: Bool = false) {
    self.lines = lines
    self.isCut = isCut
  }

  /// The most rules of a report: it has to fit into an annotation.
  package static let limit = 500
  /// The most bytes of a refusal in it.
  package static let refusalLimit = 160
}

extension ReplicaReport {
  package var text: String {
    let rules = lines.map { key, line -> (String, JSONValue) in
      let numbers: [JSONValue] = [
        .integer(line.generation), .integer(Int64(line.upToDate)), .integer(Int64(line.concerned)),
      ]
      return (key.description, .array(line.refusal.isEmpty ? numbers : numbers + [.string(line.refusal)]))
    }
    let value: JSONValue = ["isCut": .bool(isCut), "rules": .object(Dictionary(rules) { first, _ in first })]
    return value.jsonText
  }

  /// nil for what is no report.
  package init?(_ text: String) {
    guard let value = try? JSONParser.parse(Array(text.utf8), limits: JSONLimits(bytes: 1 << 18)),
      let rules = value["rules"]?.object, rules.count <= Self.limit
    else { return nil }
    self.init(isCut: value["isCut"]?.bool ?? false)
    for (name, line) in rules {
      guard let key = ObjectKey(name), let items = line.array, items.count >= 3, let generation = items[0].integer,
        let upToDate = Self.count(items[1]), let concerned = Self.count(items[2]), upToDate <= concerned
      else { return nil }
      let refusal = items.count > 3 ? String((items[3].string ?? "").prefix(Self.refusalLimit)) : ""
      lines[key] = Line(generation: generation, upToDate: upToDate, concerned: concerned, refusal: refusal)
    }
  }

  /// No replica has more proxies than this.
  private static func count(_ value: JSONValue) -> Int? {
    value.integer.flatMap { (0...10_000_000).contains($0) ? Int($0) : nil }
  }
}
