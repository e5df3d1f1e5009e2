package import MeshAPI

/// Turns the bytes of files into defaulted, validated objects and diagnostics.
///
/// Nothing here throws on what a user wrote: mistakes become diagnostics with file, line and field, and one bad object
/// leaves the others alone.
package struct Admission: Sendable {
  package let options: AdmissionOptions

  private let envoyValues: (any EnvoyPatchReading)?

  /// - Parameter envoyValues: reads what EnvoyFilters put into Envoy's configuration; without it they are refused.
  package init(options: AdmissionOptions = AdmissionOptions(), envoyValues: (any EnvoyPatchReading)? = nil) {
    self.options = options
    self.envoyValues = envoyValues
  }

  /// Admits what a file holds: YAML documents or JSON, single objects or lists of them.
  ///
  /// - Parameter file: The file's name as diagnostics should call it.
  package func admit(_ bytes: [UInt8], file: String) -> AdmissionResult {
    var memory = AdmissionMemory()
    return admit(bytes, file: file, memory: &memory)
  }

  /// Admits a file that was admitted before: only the documents that changed since are read. The answer is the same as
  /// without a memory.
  package func admit(_ bytes: [UInt8], file: String, memory: inout AdmissionMemory) -> AdmissionResult {
    let documents: [SourceDocument]
    do throws(TextProblem) {
      documents = try self.documents(of: bytes)
    } catch {
      return unreadable([located(error, file: file, linesBefore: 0)])
    }
    let outcomes = read(documents, file: file, memory: &memory)
    let problems = zip(documents, outcomes).compactMap { document, outcome -> LocatedDiagnostic? in
      guard case .broken(let problem) = outcome.content else { return nil }
      return located(problem, file: file, linesBefore: document.linesBefore)
    }
    guard problems.isEmpty else { return unreadable(problems) }
    return assemble(documents, outcomes, file: file)
  }

  // MARK: Documents

  /// A file with more broken documents than this is not read to its end.
  private static let maximumBrokenDocuments = 20

  /// The documents of a file that is not too large.
  func documents(of bytes: [UInt8]) throws(TextProblem) -> [SourceDocument] {
    guard bytes.count <= options.limits.fileSize else {
      throw TextProblem(
        message: "the file has \(bytes.count) bytes; at most \(options.limits.fileSize) are accepted", line: 1, column: 1,
        suggestion: "split the file", isLimit: true)
    }
    return try SourceText.documents(of: bytes)
  }

  /// The root values of a document, and how many values it took; lines count from its start.
  func values(of document: SourceDocument, budget: Int) throws(TextProblem) -> (roots: [DocumentValue], count: Int) {
    // Objects inside of lists stand two levels deeper.
    var reader = DocumentReader(valueBudget: budget, maximumDepth: options.limits.depth + 2)
    let roots = try reader.read(SourceText.text(of: document))
    return (roots, budget - reader.valueBudget)
  }

  /// What becomes of each document; the list ends early where the file is hopeless.
  private func read(_ documents: [SourceDocument], file: String, memory: inout AdmissionMemory) -> [DocumentOutcome] {
    let remembered = memory.outcomes(for: documents, file: file)
    var budget = options.limits.values
    var broken = 0
    memory = AdmissionMemory()
    memory.file = file
    for (document, known) in zip(documents, remembered) {
      let outcome: DocumentOutcome
      if let known, known.values <= budget {
        outcome = known
      } else {
        outcome = read(document, file: file, budget: budget)
        memory.documentsRead += 1
      }
      budget -= outcome.values
      memory.documents.append((document.bytes, outcome))
      if case .broken(let problem) = outcome.content {
        broken += 1
        // The rest would be of the same kind.
        if problem.isLimit || broken >= Self.maximumBrokenDocuments { break }
      }
    }
    return memory.documents.map(\.outcome)
  }

  private func read(_ document: SourceDocument, file: String, budget: Int) -> DocumentOutcome {
    do throws(TextProblem) {
      let (roots, count) = try values(of: document, budget: budget)
      let admission = ObjectAdmission(options: options, envoyValues: envoyValues, file: file)
      let objects = roots.flatMap(ObjectList.items).map(admission.admit)
      return DocumentOutcome(content: .objects(objects), values: count)
    } catch {
      return DocumentOutcome(content: .broken(error), values: 0)
    }
  }

  // MARK: Answers

  private func assemble(_ documents: [SourceDocument], _ outcomes: [DocumentOutcome], file: String) -> AdmissionResult {
    var assembly = ResultAssembly(file: file, limits: options.limits)
    for (document, outcome) in zip(documents, outcomes) {
      guard case .objects(let objects) = outcome.content else { continue }
      for object in objects { assembly.add(object.moved(by: document.linesBefore)) }
    }
    return assembly.finish()
  }

  private func unreadable(_ problems: [LocatedDiagnostic]) -> AdmissionResult {
    var result = AdmissionResult()
    result.isReadable = false
    result.diagnostics = problems
    return result
  }

  func located(_ problem: TextProblem, file: String, linesBefore: Int) -> LocatedDiagnostic {
    let code: Diagnostic.Code = problem.isLimit ? .limit : problem.isDuplicateKey ? .duplicateKey : .syntax
    let first = problem.firstLine.map { " (first on line \($0 + linesBefore))" } ?? ""
    let diagnostic = Diagnostic(
      .error, code, object: "", message: problem.message + first, suggestion: problem.suggestion)
    return LocatedDiagnostic(
      diagnostic, file: file, line: problem.line.map { $0 + linesBefore },
      column: problem.line == nil ? nil : problem.column ?? 1)
  }
}
