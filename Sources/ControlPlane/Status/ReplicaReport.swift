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

  /// - Parameter told: What matters most comes first; as much is taken as there is room for.
  package init(inOrder told: some Sequence<(ObjectKey, Line)>) {
    self.init()
    var room = Self.textLimit
    for (key, line) in told {
      var line = line
      line.refusal = line.refusal.clipped(toBytes: Self.refusalLimit)
      room -= JSONValue.object([key.description: line.json]).jsonText.utf8.count
      guard room >= 0, lines.count < Self.limit else {
        isCut = true
        return
      }
      lines[key] = line
    }
  }

  /// The most rules of a report.
  package static let limit = 500
  /// The most bytes of a refusal in it.
  package static let refusalLimit = 160
  /// The most bytes of its rules as text. The annotations of an object may have 256 KiB, and others may have some there.
  package static let textLimit = 200_000
}

extension ReplicaReport.Line {
  fileprivate var json: JSONValue {
    let numbers: [JSONValue] = [.integer(generation), .integer(Int64(upToDate)), .integer(Int64(concerned))]
    return .array(refusal.isEmpty ? numbers : numbers + [.string(refusal)])
  }
}

extension ReplicaReport {
  package var text: String {
    let rules = lines.map { ($0.key.description, $0.value.json) }
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
      let refusal = items.count > 3 ? (items[3].string ?? "").clipped(toBytes: Self.refusalLimit) : ""
      lines[key] = Line(generation: generation, upToDate: upToDate, concerned: concerned, refusal: refusal)
    }
  }

  /// No replica has more proxies than this.
  private static func count(_ value: JSONValue) -> Int? {
    value.integer.flatMap { (0...10_000_000).contains($0) ? Int($0) : nil }
  }
}
