extension LabelSelector {
  /// The most requirements of a selector, and the most values of one.
  private static let countLimit = 1_000

  /// Reads the text form: `a=b,c!=d,e in (x,y),f,!g,h>1`. The empty text selects everything.
  package init(_ text: String) throws(SelectorError) {
    var reader = LabelSelectorReader(text)
    do throws(SelectorError) {
      self.init(try reader.requirements(atMost: Self.countLimit))
    } catch {
      throw SelectorError("unable to parse requirement: \(error.message)")
    }
  }
}

/// Reads the text form of label selectors, word by word.
private struct LabelSelectorReader {
  private enum Word: Hashable {
    case end
    case symbol(String)
    case identifier(String)

    var text: String {
      switch self {
      case .end: ""
      case .symbol(let text), .identifier(let text): text
      }
    }
  }

  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text.utf8[...] }

  mutating func requirements(atMost limit: Int) throws(SelectorError) -> [LabelSelector.Requirement] {
    var requirements: [LabelSelector.Requirement] = []
    guard peek() != .end else { return [] }
    while true {
      guard requirements.count < limit else { throw SelectorError("more than \(limit) requirements") }
      requirements.append(try requirement(valuesAtMost: limit))
      let next = take()
      if next == .end { return requirements }
      guard next == .symbol(",") else { throw SelectorError("found '\(next.text)', expected: ',' or 'end of string'") }
      switch peek() {
      case .identifier, .symbol("!"): continue
      case let other: throw SelectorError("found '\(other.text)', expected: identifier after ','")
      }
    }
  }

  private mutating func requirement(valuesAtMost limit: Int) throws(SelectorError) -> LabelSelector.Requirement {
    var isNegated = false
    if peek() == .symbol("!") {
      isNegated = true
      _ = take()
    }
    let word = take()
    guard case .identifier(let key) = word else {
      throw SelectorError("found '\(word.text)', expected: \(isNegated ? "identifier" : "!, identifier, or 'end of string'")")
    }
    if isNegated { return try LabelSelector.Requirement(key, .doesNotExist) }
    let next = peek()
    if next == .end || next == .symbol(",") { return try LabelSelector.Requirement(key, .exists) }
    let `operator` = try takeOperator()
    if `operator` == .isIn || `operator` == .notIn {
      return try LabelSelector.Requirement(key, `operator`, try values(atMost: limit))
    }
    return try LabelSelector.Requirement(key, `operator`, [try exactValue()])
  }

  private mutating func takeOperator() throws(SelectorError) -> LabelSelector.Operator {
    let word = take()
    switch word {
    case .symbol("="), .symbol("=="): return .equals
    case .symbol("!="): return .notEquals
    case .symbol(">"): return .greaterThan
    case .symbol("<"): return .lessThan
    case .identifier("in"): return .isIn
    case .identifier("notin"): return .notIn
    default: throw SelectorError("found '\(word.text)', expected: in, notin, =, ==, !=, gt, lt")
    }
  }

  private mutating func exactValue() throws(SelectorError) -> String {
    switch peek() {
    case .end, .symbol(","): return ""
    default: break
    }
    let word = take()
    guard case .identifier(let value) = word else { throw SelectorError("found '\(word.text)', expected: identifier") }
    return value
  }

  /// Values in parentheses. What stands empty between commas is the empty value.
  private mutating func values(atMost limit: Int) throws(SelectorError) -> [String] {
    let open = take()
    guard open == .symbol("(") else { throw SelectorError("found '\(open.text)' expected: '('") }
    if peek() == .symbol(")") {
      _ = take()
      return []
    }
    var values: [String] = []
    while true {
      guard values.count < limit else { throw SelectorError("more than \(limit) values") }
      if case .identifier(let value) = peek() {
        _ = take()
        values.append(value)
      } else {
        values.append("")
      }
      let next = take()
      if next == .symbol(")") { return values }
      guard next == .symbol(",") else { throw SelectorError("found '\(next.text)', expected: ',' or ')'") }
    }
  }

  // MARK: Words

  private func peek() -> Word {
    var copy = self
    return copy.take()
  }

  private mutating func take() -> Word {
    while let byte = rest.first, Self.isSpace(byte) { rest = rest.dropFirst() }
    guard let first = rest.first else { return .end }
    if Self.isSymbol(first) {
      let pair = rest.prefix(2)
      let isPair = pair.elementsEqual("==".utf8) || pair.elementsEqual("!=".utf8)
      let symbol = rest.prefix(isPair ? 2 : 1)
      rest = rest.dropFirst(symbol.count)
      return .symbol(String(decoding: symbol, as: UTF8.self))
    }
    let identifier = rest.prefix { !Self.isSpace($0) && !Self.isSymbol($0) }
    rest = rest.dropFirst(identifier.count)
    return .identifier(String(decoding: identifier, as: UTF8.self))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
  private static func isSymbol(_ byte: UInt8) -> Bool { "=!(),><".utf8.contains(byte) }
}
