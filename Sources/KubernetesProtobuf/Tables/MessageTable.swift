/// The messages of Kubernetes' API, with the fields that they have by number.
///
/// Source: the field numbers that Kubernetes publishes with its API (1.20 to 1.32). In the texts, each message is its name, a colon,
/// and fields of number, name and type (`FieldShape`); a line that begins with spaces goes on with the message before.
struct MessageTable: Sendable {
  typealias Fields = [Int: FieldShape]

  /// By group and name: `core.Pod`.
  private(set) var messages: [String: Fields] = [:]
  /// What of the texts could not be read; empty but for mistakes in them.
  private(set) var problems: [String] = []

  static let shared = MessageTable(texts: [
    ("meta", meta), ("core", core), ("core", pod), ("core", volume), ("apps", apps), ("batch", batch), ("networking", networking),
    ("discovery", discovery), ("coordination", coordination), ("rbac", role), ("authentication", authentication),
    ("authorization", authorization), ("policy", policy), ("scheduling", scheduling), ("storage", storage),
    ("autoscalingV1", autoscalingV1), ("autoscaling", autoscaling),
  ])

  init(texts: [(group: String, text: String)]) {
    for (group, text) in texts {
      var current = ""
      for line in text.split(separator: "\n") {
        var fields = line[...]
        if !line.hasPrefix(" ") {
          guard let end = line.firstIndex(of: ":") else {
            problems.append(String(line))
            continue
          }
          current = "\(group).\(line[..<end])"
          if messages.updateValue([:], forKey: current) != nil { problems.append(current) }
          fields = line[line.index(after: end)...]
        }
        for field in fields.split(separator: ",") { add(field, to: current, group: group) }
      }
    }
    for (name, fields) in messages {
      for case .message(let part) in fields.values.map(\.kind) where messages[part] == nil { problems.append("\(name): \(part)") }
    }
  }

  private mutating func add(_ field: Substring, to message: String, group: String) {
    let words = field.split(separator: " ")
    guard words.count == 3, let number = Int(words[0]), let shape = FieldShape(name: words[1], type: words[2], group: group),
      messages[message]?.updateValue(shape, forKey: number) == nil
    else {
      problems.append("\(message):\(field)")
      return
    }
  }

  /// The message of a kind; nil where the kind is not read in this form.
  func message(apiVersion: String, kind: String) -> String? {
    // Every group version has these as its own.
    if kind == "DeleteOptions" { return "meta.DeleteOptions" }
    guard let group = Self.groups[apiVersion] else { return nil }
    let name = "\(group).\(kind)"
    guard let fields = messages[name], fields.values.contains(where: { $0.name == "metadata" }) else { return nil }
    return name
  }

  private static let groups = [
    "v1": "core", "apps/v1": "apps", "batch/v1": "batch", "networking.k8s.io/v1": "networking",
    "discovery.k8s.io/v1": "discovery", "coordination.k8s.io/v1": "coordination", "rbac.authorization.k8s.io/v1": "rbac",
    "authentication.k8s.io/v1": "authentication", "authorization.k8s.io/v1": "authorization",
    "policy/v1": "policy", "scheduling.k8s.io/v1": "scheduling", "storage.k8s.io/v1": "storage",
    "autoscaling/v1": "autoscalingV1", "autoscaling/v2": "autoscaling",
  ]
}
