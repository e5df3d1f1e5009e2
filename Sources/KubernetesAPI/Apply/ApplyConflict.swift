/// A field that an owner has, and that another wants to change.
package struct ApplyConflict: Hashable, Sendable {
  package var owner: ManagedFieldsEntry
  package var path: [PathElement]

  package init(owner: ManagedFieldsEntry, path: [PathElement]) {
    self.owner = owner
    self.path = path
  }

  /// The owner as messages name it.
  var ownerText: String {
    var text = JSONWriter.quoted(owner.manager)
    if !owner.subresource.isEmpty { text += " with subresource \(JSONWriter.quoted(owner.subresource))" }
    if owner.operation == .update { text += " using \(owner.apiVersion)" }
    return text
  }
}

extension Status {
  /// An applied configuration changes fields of others.
  package static func applyConflict(_ conflicts: [ApplyConflict]) -> Status {
    let causes = conflicts.map { conflict in
      Cause(
        reason: "FieldManagerConflict", message: "conflict with \(conflict.ownerText)", field: conflict.path.fieldPathText)
    }
    return Status(
      code: 409, reason: .conflict, message: message(of: conflicts), details: Details(causes: causes))
  }

  private static func message(of conflicts: [ApplyConflict]) -> String {
    if conflicts.count == 1 {
      return "Apply failed with 1 conflict: conflict with \(conflicts[0].ownerText): \(conflicts[0].path.fieldPathText)"
    }
    var lines: [String] = []
    var last: ManagedFieldsEntry?
    for conflict in conflicts {
      if conflict.owner != last { lines.append("conflicts with \(conflict.ownerText):") }
      last = conflict.owner
      lines.append("- \(conflict.path.fieldPathText)")
    }
    return "Apply failed with \(conflicts.count) conflicts: \(lines.joined(separator: "\n"))"
  }
}
