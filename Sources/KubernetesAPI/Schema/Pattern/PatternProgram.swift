/// A regular expression as instructions of a machine that is in many states at once: its time grows with the text and the
/// expression, never with their powers.
struct PatternProgram: Hashable, Sendable {
  enum Instruction: Hashable, Sendable {
    /// Takes a character of a set, then goes on with the next instruction.
    case take(ScalarSet)
    case check(PatternAssertion)
    case fork(Int, Int)
    case jump(Int)
    case match
  }

  private(set) var instructions: [Instruction] = []

  /// The most instructions of one expression.
  static let sizeLimit = 10_000

  init(_ node: PatternNode) throws(PatternError) {
    try append(node)
    try append(.match)
  }

  private mutating func append(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Self.sizeLimit else { throw PatternError("expression is too large") }
    instructions.append(instruction)
  }

  /// Recurses as deep as the expression, which its reader bounds.
  private mutating func append(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .empty: break
    case .set(let set): try append(.take(set))
    case .assertion(let assertion): try append(.check(assertion))
    case .sequence(let nodes): for node in nodes { try append(node) }
    case .choice(let branches): try appendChoice(branches)
    case .repetition(let node, let least, let most): try appendRepetition(node, least, most)
    }
  }

  private mutating func appendChoice(_ branches: [PatternNode]) throws(PatternError) {
    var jumps: [Int] = []
    for (index, branch) in branches.enumerated() {
      guard index < branches.count - 1 else {
        try append(branch)
        break
      }
      let fork = instructions.count
      try append(.fork(fork + 1, fork + 1))
      try append(branch)
      jumps.append(instructions.count)
      try append(.jump(0))
      instructions[fork] = .fork(fork + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func appendRepetition(_ node: PatternNode, _ least: Int, _ most: Int?) throws(PatternError) {
    // Nothing, however often, is nothing.
    guard !Self.isEmpty(node) else { return }
    for _ in 0..<least { try append(node) }
    guard let most else {
      let fork = instructions.count
      try append(.fork(fork + 1, fork + 1))
      try append(node)
      try append(.jump(fork))
      instructions[fork] = .fork(fork + 1, instructions.count)
      return
    }
    var forks: [Int] = []
    for _ in 0..<max(0, most - least) {
      forks.append(instructions.count)
      try append(.fork(instructions.count + 1, 0))
      try append(node)
    }
    for fork in forks { instructions[fork] = .fork(fork + 1, instructions.count) }
  }

  /// Whether a node has no instruction. An empty node that is repeated a thousandfold, within others that are, would cost time
  /// without adding an instruction that the limit counts.
  private static func isEmpty(_ node: PatternNode) -> Bool {
    switch node {
    case .empty: true
    case .set, .assertion, .choice: false
    case .sequence(let nodes): nodes.allSatisfy(isEmpty)
    case .repetition(let node, _, let most): most == 0 || isEmpty(node)
    }
  }
}
