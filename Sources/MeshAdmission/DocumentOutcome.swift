import MeshAPI

/// What became of one document, with all lines counted from the document's own start, so that it holds wherever the
/// document stands in its file.
struct DocumentOutcome: Sendable {
  enum Content: Sendable {
    case objects([ObjectOutcome])
    case broken(TextProblem)
  }
  var content: Content
  /// How many values it took, aliases expanded.
  var values: Int

  /// nil where the outcome depends on the rest of the file, as a limit that was reached does.
  var ifIndependent: DocumentOutcome? {
    if case .broken(let problem) = content, problem.isLimit { nil } else { self }
  }
}

/// What became of one object.
struct ObjectOutcome: Sendable {
  enum Verdict: Sendable {
    case admitted(AdmittedObject)
    case refused(RefusedObject)
    case ignored(IgnoredObject)
  }
  var verdict: Verdict
  var diagnostics: [LocatedDiagnostic]

  /// The same, `lines` further down.
  func moved(by lines: Int) -> ObjectOutcome {
    guard lines != 0 else { return self }
    var result = self
    switch verdict {
    case .admitted(let object): result.verdict = .admitted(object.moved(by: lines))
    case .refused(let object):
      result.verdict = .refused(RefusedObject(key: object.key, name: object.name, line: object.line + lines))
    case .ignored(let object):
      result.verdict = .ignored(
        IgnoredObject(apiVersion: object.apiVersion, kind: object.kind, name: object.name, line: object.line + lines))
    }
    for index in result.diagnostics.indices { result.diagnostics[index].line? += lines }
    return result
  }
}

/// What the last admission of a file found, kept so that the next one looks only at the documents that changed.
///
/// The memory belongs to one file of one source and to one `Admission`.
package struct AdmissionMemory: Sendable {
  var documents: [(bytes: ArraySlice<UInt8>, outcome: DocumentOutcome)] = []
  var file = ""
  /// How many documents were read for the last answer; the others were remembered.
  package internal(set) var documentsRead = 0

  package init() {}

  /// What is remembered for each of `documents`: unchanged ones at the start and at the end of the file are known again.
  func outcomes(for current: [SourceDocument], file: String) -> [DocumentOutcome?] {
    var outcomes = [DocumentOutcome?](repeating: nil, count: current.count)
    guard file == self.file else { return outcomes }
    let shared = min(current.count, documents.count)
    var start = 0
    while start < shared, current[start].bytes == documents[start].bytes {
      outcomes[start] = documents[start].outcome.ifIndependent
      start += 1
    }
    var end = 0
    while end < shared - start {
      let (new, old) = (current.count - 1 - end, documents.count - 1 - end)
      guard current[new].bytes == documents[old].bytes else { break }
      outcomes[new] = documents[old].outcome.ifIndependent
      end += 1
    }
    return outcomes
  }
}
