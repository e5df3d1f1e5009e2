/// A value under a JSON Patch, and the work that it has cost so far.
struct JSONPatchRun {
  private(set) var value: JSONValue
  private let limits: PatchLimits
  private var copiedBytes = 0
  private var steps = 0

  init(value: JSONValue, limits: PatchLimits) {
    self.value = value
    self.limits = limits
  }

  mutating func apply(_ operation: JSONPatch.Operation) throws(PatchError) {
    switch operation {
    case .add(let pointer, let new): try add(new, at: pointer)
    case .remove(let pointer): _ = try remove(at: pointer)
    case .replace(let pointer, let new): try replace(new, at: pointer)
    case .move(let from, let to):
      guard from != to else {
        _ = try found(from)
        return
      }
      guard !to.tokens.starts(with: from.tokens) else {
        throw PatchError(.doesNotFit, "cannot move \(from) into itself")
      }
      try add(try remove(at: from), at: to)
    case .copy(let from, let to):
      let copy = try found(from)
      let measure = JSONMeasure(of: copy)
      try pay(measure.values)
      copiedBytes += measure.bytes
      guard copiedBytes <= limits.copiedBytes else {
        throw PatchError(.tooLarge, "the copies of the patch have more than \(limits.copiedBytes) bytes")
      }
      try add(copy, at: to)
    case .test(let pointer, let expected):
      guard try found(pointer) == expected else { throw PatchError(.doesNotFit, "testing path \(pointer) failed") }
    }
  }

  // MARK: Operations

  private mutating func add(_ new: JSONValue, at pointer: JSONPointer) throws(PatchError) {
    try checkDepth(of: new, at: pointer)
    guard let last = pointer.tokens.last else {
      value = new
      return
    }
    try change(containerOf: pointer) { (container, steps) throws(PatchError) in
      switch container {
      case .object(var members):
        container = .null
        members[last] = new
        container = .object(members)
      case .array(var values):
        container = .null
        guard let index = last == "-" ? values.count : JSONPointer.index(last, below: values.count + 1) else {
          throw PatchError(.doesNotFit, "unable to access invalid index \(JSONWriter.quoted(last)) of \(pointer)")
        }
        steps += values.count - index
        values.insert(new, at: index)
        container = .array(values)
      default: throw PatchError(.doesNotFit, "add operation does not apply: \(pointer) has no place to stand in")
      }
    }
  }

  private mutating func remove(at pointer: JSONPointer) throws(PatchError) -> JSONValue {
    guard let last = pointer.tokens.last else {
      let old = value
      value = .null
      return old
    }
    var removed: JSONValue?
    try change(containerOf: pointer) { (container, steps) throws(PatchError) in
      switch container {
      case .object(var members):
        container = .null
        removed = members.removeValue(forKey: last)
        container = .object(members)
      case .array(var values):
        container = .null
        if let index = JSONPointer.index(last, below: values.count) {
          steps += values.count - index
          removed = values.remove(at: index)
        }
        container = .array(values)
      default: break
      }
    }
    guard let removed else { throw Self.missing(pointer) }
    return removed
  }

  private mutating func replace(_ new: JSONValue, at pointer: JSONPointer) throws(PatchError) {
    try checkDepth(of: new, at: pointer)
    try change(pointer.tokens[...], pointer) { (place, _) throws(PatchError) in place = new }
  }

  private mutating func found(_ pointer: JSONPointer) throws(PatchError) -> JSONValue {
    try pay(pointer.tokens.count)
    var current = value
    for token in pointer.tokens {
      switch current {
      case .object(let members):
        guard let next = members[token] else { throw Self.missing(pointer) }
        current = next
      case .array(let values):
        guard let index = JSONPointer.index(token, below: values.count) else { throw Self.missing(pointer) }
        current = values[index]
      default: throw Self.missing(pointer)
      }
    }
    return current
  }

  // MARK: Walking

  private typealias Change = (inout JSONValue, inout Int) throws(PatchError) -> Void

  private mutating func change(containerOf pointer: JSONPointer, _ body: Change) throws(PatchError) {
    try change(pointer.tokens.dropLast(), pointer, body)
  }

  /// Changes what stands at a place. Recurses as deep as the value, which is bounded. Each container on the way is paid for, since
  /// one that is shared with a copy has to be copied before it changes.
  private mutating func change(
    _ tokens: ArraySlice<String>, _ pointer: JSONPointer, _ body: Change
  ) throws(PatchError) {
    var cost = 0
    try Self.change(&value, tokens, pointer, &cost, body)
    try pay(cost)
  }

  private static func change(
    _ current: inout JSONValue, _ tokens: ArraySlice<String>, _ pointer: JSONPointer, _ cost: inout Int, _ body: Change
  ) throws(PatchError) {
    cost += 1
    guard let token = tokens.first else { return try body(&current, &cost) }
    // Taken out of their containers while they change, so that nothing is copied.
    switch current {
    case .object(var members):
      current = .null
      cost += members.count
      guard var child = members.removeValue(forKey: token) else { throw missing(pointer) }
      try change(&child, tokens.dropFirst(), pointer, &cost, body)
      members[token] = child
      current = .object(members)
    case .array(var values):
      current = .null
      cost += values.count
      guard let index = JSONPointer.index(token, below: values.count) else { throw missing(pointer) }
      var child = JSONValue.null
      swap(&child, &values[index])
      try change(&child, tokens.dropFirst(), pointer, &cost, body)
      values[index] = child
      current = .array(values)
    default: throw missing(pointer)
    }
  }

  // MARK: Limits

  private mutating func pay(_ cost: Int) throws(PatchError) {
    steps += cost
    guard steps <= limits.steps else { throw PatchError(.tooLarge, "the patch takes more work than is allowed") }
  }

  private func checkDepth(of new: JSONValue, at pointer: JSONPointer) throws(PatchError) {
    guard pointer.tokens.count + JSONMeasure(of: new).depth <= JSONLimits.objectDepth else {
      throw PatchError(.tooLarge, "the patched object would be nested deeper than \(JSONLimits.objectDepth) levels")
    }
  }

  private static func missing(_ pointer: JSONPointer) -> PatchError {
    PatchError(.doesNotFit, "\(pointer.tokens.isEmpty ? "the object" : pointer.description) does not exist")
  }
}
