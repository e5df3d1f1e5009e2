/// Field errors, as many as are told, and the work that a check may still take.
struct ErrorCollector {
  /// The most errors that one answer tells.
  static let limit = 100
  private(set) var errors: [FieldError] = []
  private(set) var omitted = 0
  /// What is left of the work that the check may take.
  var steps = Int.max

  /// Whether the check has to end.
  var isExhausted: Bool { steps <= 0 }

  mutating func add(_ error: FieldError) {
    if errors.count < Self.limit { errors.append(error) } else { omitted += 1 }
  }

  mutating func add(contentsOf other: [FieldError]) { for error in other { add(error) } }

  /// The errors, and one more where not all are told or not all was checked.
  var result: [FieldError] {
    var result = errors
    if omitted > 0 { result.append(FieldError(.internalError, .root, detail: "\(omitted) more errors are not told")) }
    if isExhausted {
      result.append(FieldError(.internalError, .root, detail: "the validation takes more work than is allowed"))
    }
    return result
  }
}
