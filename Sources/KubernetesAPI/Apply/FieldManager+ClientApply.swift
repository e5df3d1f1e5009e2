// Objects that kubectl applied from the client, before it applies them on the server.
extension FieldManager {
  /// Where kubectl keeps what it last applied from the client.
  static let lastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration"
  /// Under which name kubectl applies on the server. Who uses another name takes nothing over.
  private static let clientManager = "kubectl"
  /// The most bytes of a configuration that the annotation keeps.
  private static let lastAppliedLimit = 256 << 10

  /// The fields that kubectl applied from the client and that nobody changed since: it takes them over without a conflict.
  func fieldsAppliedByClient(_ live: JSONValue, _ writer: Writer) -> FieldSet {
    guard writer.manager == Self.clientManager, let text = Self.lastApplied(live),
      let config = try? JSONParser.parse(Array(text.utf8), limits: .request)
    else { return FieldSet() }
    let comparison = FieldComparison(from: config, to: live, schema)
    return FieldSet(of: config, schema).subtracting(comparison.changed).subtracting(comparison.removed)
  }

  /// Keeps the annotation true, where there is one: a later apply from the client starts from it.
  func noteClientApply(_ config: JSONValue, in object: inout JSONValue, _ writer: Writer) {
    guard writer.manager == Self.clientManager, writer.subresource.isEmpty, Self.lastApplied(object) != nil else { return }
    var kept = config
    kept.metadata.annotations[Self.lastAppliedAnnotation] = nil
    let text = kept.jsonText + "\n"
    object.metadata.annotations[Self.lastAppliedAnnotation] = text.utf8.count <= Self.lastAppliedLimit ? text : nil
  }

  private static func lastApplied(_ object: JSONValue) -> String? {
    guard let text = object["metadata"]?["annotations"]?[lastAppliedAnnotation]?.string, !text.isEmpty else { return nil }
    return text
  }
}
