import MeshAPI

/// Turns the bytes of files into defaulted, validated objects and diagnostics.
///
/// Nothing here throws on what a user wrote: mistakes become diagnostics with file, line and field, and one bad object
/// leaves the others alone.
package struct Admission: Sendable {
  package let options: AdmissionOptions

  package init(options: AdmissionOptions = AdmissionOptions()) {
    self.options = options
  }

  /// Admits what a file holds: YAML documents or JSON, single objects or lists of them.
  ///
  /// - Parameter file: The file's name as diagnostics should call it.
  package func admit(_ bytes: [UInt8], file: String) -> AdmissionResult {
    var result = AdmissionResult()
    let documents = readDocuments(bytes, file: file, result: &result)
    guard result.isReadable else { return result }
    var values: [DocumentValue] = []
    for document in documents { expand(document, into: &values, file: file, result: &result) }
    guard values.count <= options.limits.objects else {
      let value = values[options.limits.objects]
      refuse(
        TextProblem(
          message: "the file holds \(values.count) objects; at most \(options.limits.objects) are accepted",
          line: Int(value.line), column: Int(value.column), suggestion: "split the file", isLimit: true),
        file: file, result: &result)
      return result
    }
    let admission = ObjectAdmission(options: options, file: file)
    var seen: [ObjectKey: Int] = [:]
    for value in values {
      let (outcome, diagnostics) = admission.admit(value)
      result.diagnostics += diagnostics.prefix(max(0, options.limits.diagnostics - result.diagnostics.count))
      switch outcome {
      case .admitted(let object): add(object, seen: &seen, file: file, result: &result)
      case .refused(let object): result.refused.append(object)
      case .ignored(let object): result.ignored.append(object)
      }
    }
    result.diagnostics = Self.sorted(result.diagnostics)
    if result.diagnostics.count >= options.limits.diagnostics {
      let end = Diagnostic(.note, .limit, object: "", message: "further problems of this file are not listed")
      result.diagnostics.append(LocatedDiagnostic(end, file: file))
    }
    return result
  }

  // MARK: Text

  /// The root values of all documents; problems with the text are reported and make the file unreadable.
  func readDocuments(_ bytes: [UInt8], file: String, result: inout AdmissionResult) -> [DocumentValue] {
    let limits = options.limits
    guard bytes.count <= limits.fileSize else {
      refuse(
        TextProblem(
          message: "the file has \(bytes.count) bytes; at most \(limits.fileSize) are accepted", line: 1, column: 1,
          suggestion: "split the file", isLimit: true),
        file: file, result: &result)
      return []
    }
    var values: [DocumentValue] = []
    do throws(TextProblem) {
      let text = try SourceText(bytes)
      // Objects inside of lists stand two levels deeper.
      var reader = DocumentReader(valueBudget: limits.values, maximumDepth: limits.depth + 2)
      for document in text.documents() {
        do throws(TextProblem) {
          values += try reader.read(document)
        } catch {
          refuse(error, file: file, result: &result)
        }
      }
    } catch {
      refuse(error, file: file, result: &result)
    }
    return values
  }

  private func refuse(_ problem: TextProblem, file: String, result: inout AdmissionResult) {
    result.isReadable = false
    let code: Diagnostic.Code = problem.isLimit ? .limit : problem.isDuplicateKey ? .duplicateKey : .syntax
    let diagnostic = Diagnostic(
      .error, code, object: "", message: problem.message, suggestion: problem.suggestion)
    result.diagnostics.append(
      LocatedDiagnostic(diagnostic, file: file, line: problem.line, column: problem.line == nil ? nil : problem.column ?? 1))
  }

  // MARK: Lists

  /// Takes `kind: List` (and `VirtualServiceList` ...) apart.
  private func expand(
    _ value: DocumentValue, into values: inout [DocumentValue], file: String, result: inout AdmissionResult
  ) {
    guard let kind = value["kind"]?.string, kind.hasSuffix("List"), case .list(let items)? = value["items"]?.content else {
      values.append(value)
      return
    }
    let itemKind = String(kind.dropLast(4))
    for item in items {
      var item = item
      if !itemKind.isEmpty, case .mapping(var entries) = item.content, item["kind"] == nil {
        // An API server leaves these two out of a typed list's items.
        for (key, text) in [("apiVersion", value["apiVersion"]?.string ?? ""), ("kind", itemKind)] {
          let field = DocumentValue(.string(text), line: item.line, column: item.column)
          if item[key] == nil { entries.append(DocumentEntry(key: key, line: item.line, column: item.column, value: field)) }
        }
        item.content = .mapping(entries)
      }
      values.append(item)
    }
  }

  // MARK: Order

  private func add(
    _ object: AdmittedObject, seen: inout [ObjectKey: Int], file: String, result: inout AdmissionResult
  ) {
    let key = object.object.key
    guard let earlier = seen[key] else {
      seen[key] = result.objects.count
      result.objects.append(object)
      return
    }
    let diagnostic = Diagnostic(
      .warning, .duplicateName, object: key.description, path: "metadata.name",
      message: "the file holds this object twice (first on line \(result.objects[earlier].line)); this one counts")
    result.diagnostics.append(object.locate(diagnostic, file: file))
    result.objects[earlier] = object
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
