/// A regular expression of a schema, in RE2's syntax. It matches where any part of a text does, unless it is anchored.
package struct Pattern: Hashable, Sendable {
  /// As it was written.
  package let text: String
  private let program: PatternProgram

  /// The most bytes of an expression.
  private static let lengthLimit = 10_000

  /// - Throws: `FieldError` at the root, with why the text is no regular expression that is known here.
  package init(_ text: String) throws(FieldError) {
    do throws(PatternError) {
      guard text.utf8.count <= Self.lengthLimit else { throw PatternError("expression is too large") }
      program = try PatternProgram(try PatternParser.parse(text))
    } catch {
      throw .invalid(
        .root, .string(text),
        "must be a valid regular expression, but isn't: error parsing regexp: \(error.message)")
    }
    self.text = text
  }

  /// Whether a text holds a match. nil where that cannot be told within `steps`, from which what it took is taken off.
  package func matches(_ text: String, steps: inout Int) -> Bool? {
    var run = PatternRun(program)
    var before: UInt32?
    var scalars = text.unicodeScalars.makeIterator()
    var after = scalars.next()?.value
    while true {
      // A match may begin anywhere.
      if run.enter(0, before: before, after: after) { return true }
      guard let scalar = after else { return false }
      let following = scalars.next()?.value
      if run.step(scalar, after: following) { return true }
      steps -= run.takeCost()
      guard steps > 0 else { return nil }
      before = scalar
      after = following
    }
  }
}

/// The states that a program is in.
private struct PatternRun {
  private let instructions: [PatternProgram.Instruction]
  /// Where the program waits for a character, each place once.
  private var waiting: [Int] = []
  private var isWaiting: [Bool]
  /// Where the program has been since the last character.
  private var visited: [Int] = []
  private var isVisited: [Bool]
  private var stack: [Int] = []
  private var cost = 0

  init(_ program: PatternProgram) {
    instructions = program.instructions
    isWaiting = Array(repeating: false, count: program.instructions.count)
    isVisited = isWaiting
  }

  mutating func takeCost() -> Int {
    defer { cost = 0 }
    return cost + 1
  }

  /// Follows all ways from an instruction until they wait for a character; whether one of them is a match.
  mutating func enter(_ start: Int, before: UInt32?, after: UInt32?) -> Bool {
    stack.append(start)
    while let index = stack.popLast() {
      guard !isVisited[index] else { continue }
      isVisited[index] = true
      visited.append(index)
      cost += 1
      switch instructions[index] {
      case .take:
        if !isWaiting[index] {
          isWaiting[index] = true
          waiting.append(index)
        }
      case .check(let assertion): if assertion.holds(before: before, after: after) { stack.append(index + 1) }
      case .fork(let first, let second):
        stack.append(second)
        stack.append(first)
      case .jump(let target): stack.append(target)
      case .match: return true
      }
    }
    return false
  }

  /// Takes a character; whether a match ends with it.
  mutating func step(_ scalar: UInt32, after: UInt32?) -> Bool {
    let ready = waiting
    waiting.removeAll(keepingCapacity: true)
    for index in ready { isWaiting[index] = false }
    for index in visited { isVisited[index] = false }
    visited.removeAll(keepingCapacity: true)
    for index in ready {
      cost += 1
      guard case .take(let set) = instructions[index], set.contains(scalar) else { continue }
      if enter(index + 1, before: scalar, after: after) { return true }
    }
    return false
  }
}
