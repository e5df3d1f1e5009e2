/// A part of an expression.
indirect enum TextPatternNode {
  case empty
  case set(ScalarSet)
  case assertion(TextPattern.Assertion)
  case sequence([TextPatternNode])
  case choice([TextPatternNode])
  /// `maximum` nil: no end.
  case repetition(TextPatternNode, minimum: Int, maximum: Int?)

  /// - Returns: false where the program gets too long.
  func compile(into program: inout [TextPattern.Instruction]) -> Bool {
    guard program.count < TextPattern.sizeLimit else { return false }
    switch self {
    case .empty: return true
    case .set(let set): program.append(.take(set))
    case .assertion(let assertion): program.append(.assert(assertion))
    case .sequence(let nodes): return nodes.allSatisfy { $0.compile(into: &program) }
    case .choice(let nodes): return Self.compile(nodes, into: &program)
    case .repetition(let node, let minimum, let maximum):
      for _ in 0..<minimum {
        let start = program.count
        guard node.compile(into: &program) else { return false }
        // More of nothing is nothing.
        if program.count == start { break }
      }
      guard let maximum else { return node.compileLoop(into: &program) }
      return node.compileOptional(maximum - minimum, into: &program)
    }
    return true
  }

  private static func compile(_ nodes: [TextPatternNode], into program: inout [TextPattern.Instruction]) -> Bool {
    var ends: [Int] = []
    for (index, node) in nodes.enumerated() {
      let split = program.count
      if index < nodes.count - 1 { program.append(.split(split + 1, 0)) }
      guard node.compile(into: &program) else { return false }
      if index < nodes.count - 1 {
        ends.append(program.count)
        program.append(.jump(0))
        program[split] = .split(split + 1, program.count)
      }
    }
    for end in ends { program[end] = .jump(program.count) }
    return true
  }

  private func compileLoop(into program: inout [TextPattern.Instruction]) -> Bool {
    let start = program.count
    program.append(.split(start + 1, 0))
    guard compile(into: &program) else { return false }
    program.append(.jump(start))
    program[start] = .split(start + 1, program.count)
    return true
  }

  private func compileOptional(_ count: Int, into program: inout [TextPattern.Instruction]) -> Bool {
    var splits: [Int] = []
    for _ in 0..<max(count, 0) {
      splits.append(program.count)
      program.append(.split(program.count + 1, 0))
      guard compile(into: &program) else { return false }
    }
    for split in splits { program[split] = .split(split + 1, program.count) }
    return true
  }
}
