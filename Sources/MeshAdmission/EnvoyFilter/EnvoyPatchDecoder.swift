import MeshAPI

/// Reads one entry of `configPatches`.
///
/// What Istio's API forbids is an error of the object. A patch that Istio accepts and that could never do anything, or that Envoy would
/// refuse, is a warning, and that patch alone is left out.
struct EnvoyPatchDecoder {
  let values: any EnvoyPatchReading
  let index: Int

  func decode(_ fields: FieldReader) -> EnvoyFilter.Patch? {
    let applyTo = unlessUnset("applyTo", EnvoyFilter.ApplyTo.allCases, fields, example: "HTTP_FILTER")
    let match = fields.object("match") { EnvoyMatchDecoder(applyTo: applyTo).decode($0) }
    let isRead = !fields.has("match") || match != nil
    if !fields.has("patch") { fields.missing("patch", suggestion: "write patch: {operation: ..., value: {...}}") }
    let patch = fields.object("patch") { patch -> EnvoyFilter.Patch? in
      let operation = unlessUnset("operation", EnvoyFilter.Operation.allCases, patch, example: "MERGE")
      let filterClass = patch.choice("filterClass", FilterClass.allCases)
      let value = patch.freeForm("value")
      guard let applyTo, let operation else { return nil }
      if let filterClass, filterClass != .unspecified {
        patch.report(
          .warning, .suspicious, "filterClass", "filterClass has no effect, as in Istio",
          suggestion: "name a filter in match and use INSERT_BEFORE or INSERT_AFTER")
      }
      return self.patch(settled(operation, for: applyTo), applyTo, value, patch)
    }
    guard isRead, var patch else { return nil }
    match?.settle(&patch)
    return hasEffect(patch, fields) ? patch : nil
  }

  /// A choice that must be made; `INVALID` is Istio's word for none.
  private func unlessUnset<Choice: RawRepresentable>(
    _ name: String, _ choices: [Choice], _ fields: FieldReader, example: String
  ) -> Choice? where Choice.RawValue == String {
    let choice = fields.choice(name, choices, refused: ["INVALID"])
    if !fields.has(name) || fields.entry(name)?.value.string == "INVALID" {
      fields.missing(name, suggestion: "write for example \(example)")
    }
    return choice
  }

  // MARK: Patch

  /// Where nothing has a place of its own, a new one is added (Istio's reading).
  private func settled(_ operation: EnvoyFilter.Operation, for applyTo: EnvoyFilter.ApplyTo) -> EnvoyFilter.Operation {
    switch operation {
    case .insertBefore, .insertAfter, .insertFirst: return applyTo.hasOrder ? operation : .add
    default: return operation
    }
  }

  private enum FilterClass: String, CaseIterable {
    case unspecified = "UNSPECIFIED"
    case authentication = "AUTHN"
    case authorization = "AUTHZ"
    case statistics = "STATS"
  }

  private func patch(
    _ operation: EnvoyFilter.Operation, _ applyTo: EnvoyFilter.ApplyTo, _ value: DocumentValue?, _ fields: FieldReader
  ) -> EnvoyFilter.Patch? {
    guard let value else {
      // A value of the wrong type was reported as that.
      if fields.has("value") { return nil }
      if operation == .remove { return EnvoyFilter.Patch(operation, applyTo, index: index) }
      fields.missing("value", suggestion: "write what \(operation.rawValue) should put there")
      return nil
    }
    let report = values.read(DocumentJSON.bytes(of: value), for: applyTo)
    tell(report.issues, value, fields)
    guard let read = report.value else { return nil }
    if operation == .remove {
      fields.report(.warning, .suspicious, "value", "REMOVE takes no value; it has no effect", suggestion: "remove it")
    }
    if let problem = report.incomplete, operation.addsItsValue, applyTo.operations.contains(operation) {
      fields.report(.warning, .invalidValue, "value", "\(problem), so Envoy would refuse it; the patch is left out")
      return nil
    }
    return EnvoyFilter.Patch(operation, applyTo, value: operation == .remove ? nil : read, index: index)
  }

  private func tell(_ issues: [EnvoyPatchReport.Issue], _ value: DocumentValue, _ fields: FieldReader) {
    for issue in issues {
      var path = fields.path.field("value")
      var place = value
      for step in issue.path {
        switch step {
        case .member(let name):
          path = path.field(name)
          if let inner = place[name] { place = inner }
        case .index(let index):
          path = path.item(index)
          if case .list(let items) = place.content, items.indices.contains(index) { place = items[index] }
        }
      }
      let severity: Diagnostic.Severity = issue.isUnknownField && !fields.report.options.strict ? .warning : .error
      fields.report.add(
        severity, issue.isUnknownField ? .unknownField : .invalidValue, path: path.text, line: Int(place.line),
        column: Int(place.column), message: issue.message)
    }
  }

  // MARK: Effect

  /// Whether the patch can do anything; says why where it cannot.
  private func hasEffect(_ patch: EnvoyFilter.Patch, _ fields: FieldReader) -> Bool {
    guard let reason = ineffective(patch) else { return true }
    fields.report(.warning, .suspicious, nil, "\(reason.message); the patch is left out", suggestion: reason.suggestion)
    return false
  }

  private func ineffective(_ patch: EnvoyFilter.Patch) -> (message: String, suggestion: String?)? {
    let operations = patch.applyTo.operations
    if patch.applyTo == .bootstrap {
      return ("a proxy's bootstrap is made by its agent before it meets the control plane", "give the agent its options")
    }
    guard operations.contains(patch.operation) else {
      let names = operations.map(\.rawValue).joined(separator: ", ")
      return ("\(patch.operation.rawValue) does nothing to \(patch.applyTo.rawValue)", "use one of \(names)")
    }
    let named: (isGiven: Bool, field: String)? =
      switch patch.applyTo {
      case .listenerFilter: (patch.listener.listenerFilter != nil, "match.listener.listenerFilter")
      case .networkFilter: (patch.listener.chain.filter != nil, "match.listener.filterChain.filter")
      case .httpFilter: (patch.listener.chain.subFilter != nil, "match.listener.filterChain.filter.subFilter")
      default: nil
      }
    guard let named, !named.isGiven else { return nil }
    let needsName =
      patch.operation == .remove || patch.operation == .replace || (patch.operation.isMerge && patch.applyTo != .networkFilter)
    return needsName
      ? ("\(patch.operation.rawValue) of a \(patch.applyTo.rawValue) does nothing unless it is told which", "set \(named.field)")
      : nil
  }
}

extension EnvoyFilter.ApplyTo {
  /// Whether the order of what is patched matters, so that something new has a place.
  fileprivate var hasOrder: Bool {
    switch self {
    case .networkFilter, .httpFilter, .listenerFilter, .httpRoute: true
    default: false
    }
  }

  /// The operations that do something.
  fileprivate var operations: [EnvoyFilter.Operation] {
    switch self {
    case .listener, .filterChain, .cluster: [.merge, .mergeAndReplaceLists, .add, .remove]
    case .networkFilter, .httpFilter, .listenerFilter: EnvoyFilter.Operation.allCases
    case .routeConfiguration: [.merge, .mergeAndReplaceLists]
    case .virtualHost: [.merge, .mergeAndReplaceLists, .add, .remove, .replace]
    case .httpRoute: EnvoyFilter.Operation.allCases.filter { $0 != .replace }
    case .extensionConfig: [.add]
    case .bootstrap: []
    }
  }
}

extension EnvoyFilter.Operation {
  /// Whether the value stands for itself, so that it must be complete.
  fileprivate var addsItsValue: Bool { !isMerge && self != .remove }
}
