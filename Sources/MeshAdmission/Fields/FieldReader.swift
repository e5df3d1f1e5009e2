import MeshAPI

/// Reads the fields of one mapping.
///
/// Each decoder asks for the fields that it knows; what nobody asked for is reported as unknown when reading ends, and what
/// was asked for makes up the canonical form from which an object's digest is taken. Wrong types are reported here and read
/// as absent, so that a decoder goes on and finds all mistakes of an object.
///
/// A reader may also have no mapping, and describe what it is asked for (``FieldOutline``).
final class FieldReader {
  /// What became of one entry.
  private enum Use {
    case unread
    case whole
    case canonical([UInt8])
    /// Read, but no part of the object's content.
    case skipped
  }
  /// How a mapping, and all in it, is looked at. Where it says who may do what or what is encrypted, a mistyped field or one without
  /// a value would silently open what it was to close: there such mistakes are errors, strict or not.
  enum Care: Comparable {
    case usual
    /// Unknown fields are errors.
    case names
    /// Fields and labels without a value are errors, too.
    case values
  }
  let report: ObjectReport
  let path: FieldPath
  /// Where messages about the mapping itself point.
  let place: (line: Int, column: Int)
  let entries: [DocumentEntry]
  /// Takes down what is asked for; nil unless that is what the reader is for.
  let outline: FieldOutline?
  private(set) var care: Care
  private var uses: [Use]
  private var known: [String] = []

  init(
    _ entries: [DocumentEntry], path: FieldPath, place: (line: Int, column: Int), report: ObjectReport, care: Care = .usual
  ) {
    self.entries = entries
    self.care = care
    self.path = path
    self.place = place
    self.report = report
    self.outline = nil
    self.uses = Array(repeating: .unread, count: entries.count)
  }

  /// A reader without a mapping, in which nothing is given.
  init(describing outline: FieldOutline) {
    self.entries = []
    self.care = .usual
    self.path = .root()
    self.place = (0, 0)
    self.report = ObjectReport(object: "", file: "", options: AdmissionOptions())
    self.outline = outline
    self.uses = []
  }

  /// Has this mapping looked at with more care; to be called before anything in it is read.
  func take(_ care: Care) { self.care = max(self.care, care) }

  // MARK: Entries

  /// The entry of a field, marked as read; nil where it is absent or null.
  func entry(_ name: String) -> DocumentEntry? {
    known.append(name)
    outline?.ask(name)
    guard let index = entries.firstIndex(where: { $0.key == name }) else { return nil }
    if case .unread = uses[index] { uses[index] = .whole }
    return entries[index].value.isNull ? nil : entries[index]
  }

  /// Whether a field is given (and not null); does not mark it as read.
  func has(_ name: String) -> Bool {
    entries.contains { $0.key == name && !$0.value.isNull }
  }

  /// Whether a field says anything; tools that write out every field leave texts empty. Marks it as read.
  func isGiven(_ name: String) -> Bool {
    switch entry(name)?.value.content {
    case nil: false
    case .string(let text)?: !text.isEmpty
    case .list(let items)?: !items.isEmpty
    case .bool(let value, _)?: value
    default: true
    }
  }

  /// Names fields that the kind has; where nobody read them, a mesh has no use for them.
  func skip(_ names: String...) {
    known += names
    for name in names { outline?.ask(name) }
    for index in entries.indices where names.contains(entries[index].key) {
      if case .unread = uses[index] { uses[index] = .skipped }
    }
  }

  /// Leaves all further fields alone, neither read nor reported: for objects of which a mesh reads a small part.
  func skipRest() {
    outline?.open()
    for index in entries.indices {
      if case .unread = uses[index] { uses[index] = .skipped }
    }
  }

  /// Replaces what an entry adds to the object's canonical form.
  func setCanonical(_ bytes: [UInt8], of name: String) {
    if let index = entries.firstIndex(where: { $0.key == name }) { uses[index] = .canonical(bytes) }
  }

  // MARK: Ending

  /// Reports unknown fields and returns the canonical form of what was read.
  func finish() -> [UInt8] {
    var parts: [(key: String, bytes: [UInt8])] = []
    for (index, entry) in entries.enumerated() {
      if care == .values, entry.value.isNull, known.contains(entry.key) { reportNull(entry) }
      switch uses[index] {
      case .unread: reportUnknown(entry)
      case .skipped: break
      case .whole:
        if !entry.value.isNull { parts.append((entry.key, CanonicalForm.bytes(of: entry.value))) }
      case .canonical(let bytes): parts.append((entry.key, bytes))
      }
    }
    return CanonicalForm.mapping(parts)
  }

  private func reportUnknown(_ entry: DocumentEntry) {
    let suggestion = NameSuggestion.nearest(to: entry.key, among: known).map { "did you mean \"\($0)\"?" }
    report.add(
      care >= .names || report.options.strict ? .error : .warning, .unknownField, path: path.field(entry.key).text,
      line: Int(entry.line),
      column: Int(entry.column), message: "unknown field \"\(entry.key)\"", suggestion: suggestion)
  }

  private func reportNull(_ entry: DocumentEntry) {
    report.add(
      .error, .required, path: path.field(entry.key).text, line: Int(entry.line), column: Int(entry.column),
      message: "\"\(entry.key)\" has no value, which here is hardly meant", suggestion: "give it one, or remove it")
  }

  // MARK: Diagnostics

  /// Reports about a field of this mapping, or about the mapping where the field is absent.
  func report(
    _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ name: String? = nil, item: Int? = nil,
    _ message: String, suggestion: String? = nil
  ) {
    var path = self.path
    var place = self.place
    if let name {
      path = path.field(name)
      if let entry = entries.first(where: { $0.key == name }) {
        place = entry.place
        if let item, case .list(let items) = entry.value.content, items.indices.contains(item) {
          place = (Int(items[item].line), Int(items[item].column))
        }
      }
      if let item { path = path.item(item) }
    }
    report.add(
      severity, code, path: path.text, line: place.line, column: place.column, message: message, suggestion: suggestion)
  }

  /// Reports about one key of a mapping field (a label, a header).
  func report(
    _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ name: String, key: String, _ message: String,
    suggestion: String? = nil
  ) {
    var place = self.place
    if let entry = entries.first(where: { $0.key == name }) {
      place = entry.place
      if let inner = entry.value.entries?.first(where: { $0.key == key }) { place = inner.place }
    }
    report.add(
      severity, code, path: path.field(name).key(key).text, line: place.line, column: place.column, message: message,
      suggestion: suggestion)
  }

  func wrongType(_ value: DocumentValue, at path: FieldPath, expected: String, suggestion: String? = nil) {
    report.add(
      .error, .wrongType, path: path.text, line: Int(value.line), column: Int(value.column),
      message: "must be \(expected), not \(value.typeDescription)", suggestion: suggestion)
  }

  /// Reports that a field must be given.
  ///
  /// - Parameter isConditional: Whether it need not be given where another field says something else, so that a schema cannot ask
  ///   for it.
  func missing(_ name: String, isConditional: Bool = false, suggestion: String? = nil) {
    if !isConditional { outline?.require(name) }
    report(.error, .required, name, "\(name) must be given", suggestion: suggestion)
  }

  /// Warns of a field that Istio keeps for older objects, if it is given.
  ///
  /// - Returns: whether it is given.
  @discardableResult
  func deprecated(_ name: String, _ effect: String = "", suggestion: String) -> Bool {
    outline?.mark(name, .deprecated(suggestion))
    guard has(name) else { return false }
    report(.warning, .deprecated, name, "\(name) is deprecated\(effect)", suggestion: suggestion)
    return true
  }

  /// Refuses fields that Istio has and this version does not do yet, if they are given.
  func notSupported(_ names: String...) {
    refuse(names, suggestion: "remove it")
  }

  /// Refuses fields that ask for encryption: who removed only them would get plain text without asking for it.
  func encryptionNotSupported(_ names: String...) {
    refuse(names, suggestion: "leave the whole object out until it is: without this field, traffic would be plain text")
  }

  private func refuse(_ names: [String], suggestion: String) {
    refuse(names, "not supported yet", suggestion: suggestion)
  }

  /// Refuses fields, for a reason, if they are given.
  func refuse(_ names: [String], _ reason: String, suggestion: String) {
    for name in names {
      outline?.mark(name, .refused(reason))
      guard entry(name) != nil else { continue }
      report(.error, .notSupported, name, reason, suggestion: suggestion)
    }
  }
}
