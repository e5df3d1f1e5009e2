import MeshAPI

/// Puts the outcomes of a file's objects together.
struct ResultAssembly {
  private let file: String
  private let limits: AdmissionOptions.Limits
  private var result = AdmissionResult()
  private var places: [ObjectKey: Int] = [:]
  private var count = 0
  /// The place of the first object beyond the limit.
  private var excess: Int?

  init(file: String, limits: AdmissionOptions.Limits) {
    self.file = file
    self.limits = limits
  }

  mutating func add(_ outcome: ObjectOutcome) {
    count += 1
    result.diagnostics += outcome.diagnostics.prefix(max(0, limits.diagnostics - result.diagnostics.count))
    let line: Int
    switch outcome.verdict {
    case .admitted(let object):
      line = object.line
      add(object)
    case .refused(let object):
      line = object.line
      result.refused.append(object)
    case .ignored(let object):
      line = object.line
      result.ignored.append(object)
    }
    if count == limits.objects + 1 { excess = line }
  }

  private mutating func add(_ object: AdmittedObject) {
    let key = object.object.key
    guard let place = places[key] else {
      places[key] = result.objects.count
      result.objects.append(object)
      return
    }
    let diagnostic = Diagnostic(
      .warning, .duplicateName, object: key.description, path: "metadata.name",
      message: "the file holds this object twice (first on line \(result.objects[place].line)); this one counts")
    result.diagnostics.append(object.locate(diagnostic, file: file))
    result.objects[place] = object
  }

  func finish() -> AdmissionResult {
    if let excess { return tooManyObjects(line: excess) }
    var result = result
    result.diagnostics = Self.sorted(result.diagnostics)
    if result.diagnostics.count >= limits.diagnostics {
      let end = Diagnostic(.note, .limit, object: "", message: "further problems of this file are not listed")
      result.diagnostics.append(LocatedDiagnostic(end, file: file))
    }
    return result
  }

  private func tooManyObjects(line: Int) -> AdmissionResult {
    let diagnostic = Diagnostic(
      .error, .limit, object: "", message: "the file holds \(count) objects; at most \(limits.objects) are accepted",
      suggestion: "split the file")
    var result = AdmissionResult()
    result.isReadable = false
    result.diagnostics = [LocatedDiagnostic(diagnostic, file: file, line: line, column: 1)]
    return result
  }

  /// By place, then by what they say.
  static func sorted(_ diagnostics: [LocatedDiagnostic]) -> [LocatedDiagnostic] {
    diagnostics.sorted { left, right in
      let (a, b) = (left.diagnostic, right.diagnostic)
      let places = (left.line ?? 0, left.column ?? 0)
      let others = (right.line ?? 0, right.column ?? 0)
      if places != others { return places < others }
      return (a.severity, a.path, a.code.rawValue, a.message) < (b.severity, b.path, b.code.rawValue, b.message)
    }
  }
}
