import KubernetesAPI

/// A write that somebody asks for, as those see it who let it pass or not.
struct ObjectChange: Sendable {
  enum Operation: String, Sendable {
    case create = "CREATE"
    case update = "UPDATE"
    case delete = "DELETE"
    /// An update by server-side apply, whose fields belong to the one who applies.
    case apply = "APPLY"
  }
  var request: ResourceRequest
  var operation: Operation
  /// What is there; nil for a creation.
  var old: JSONValue?
  /// Fields that the request gave more than once.
  var duplicates: [FieldPath]
  var isDryRun: Bool
  var fieldManager: String
  var fieldValidation: WriteOptions.FieldValidation

  /// - Parameter options: nil for a deletion.
  init(
    request: ResourceRequest, options: WriteOptions?, operation: Operation, old: JSONValue?, duplicates: [FieldPath],
    isDryRun: Bool = false
  ) {
    self.request = request
    self.operation = operation
    self.old = old
    self.duplicates = duplicates
    self.isDryRun = options?.isDryRun ?? isDryRun
    fieldManager = options?.fieldManager ?? "unknown"
    fieldValidation = options?.fieldValidation ?? .ignore
  }
}

/// What a client is to be told though its request was granted. Bounded, as headers are.
struct WarningList: Sendable {
  private(set) var texts: [String] = []
  private static let most = 50
  private static let longest = 1024

  mutating func add(_ text: String) {
    guard texts.count < Self.most else { return }
    let short = text.utf8.count > Self.longest ? "\(text.prefix(Self.longest / 4))..." : text
    if !texts.contains(short) { texts.append(short) }
  }
}
