/// Bracket expressions.
extension RE2Parser {
  /// `[...]` and `[^...]`
  mutating func characterClass() throws(RE2Syntax.Problem) -> RE2Fragment {
    let start = index
    var set = RE2CharacterSet()
    var groupSize = 0
    index += 1
    if peek() == "^" {
      set.isNegated = true
      index += 1
    }
    var isFirst = true
    while let scalar = peek(), scalar != "]" || isFirst {
      isFirst = false
      if let named = try namedClass() {
        set.formUnion(named)
      } else if let size = try unicodeGroup() {
        groupSize += size
      } else if let perl = perlClass() {
        set.formUnion(perl)
      } else {
        try range(into: &set, classStart: start)
      }
    }
    guard peek() == "]" else { throw unclosed(start) }
    index += 1
    // What a negated group leaves out may take as much again.
    if set.isNegated { groupSize *= 2 }
    return RE2Fragment(size: max(1, set.instructionCount(foldsCase: flags.foldsCase) + groupSize))
  }

  private func unclosed(_ start: Int) -> RE2Syntax.Problem {
    problem("the bracket is never closed", at: start, suggestion: "add ]; a ] right behind the first bracket stands for itself")
  }

  /// One character, or two with a hyphen in between.
  private mutating func range(into set: inout RE2CharacterSet, classStart: Int) throws(RE2Syntax.Problem) {
    let start = index
    let low = try classScalar(classStart: classStart)
    var high = low
    if peek() == "-", let next = peek(1), next != "]" {
      index += 1
      high = try classScalar(classStart: classStart)
    }
    guard low <= high else {
      let text = String(String.UnicodeScalarView(scalars[start..<index]))
      throw problem("the range \(text) ends before its start", at: start)
    }
    set.insert(low.value, high.value)
  }

  private mutating func classScalar(classStart: Int) throws(RE2Syntax.Problem) -> Unicode.Scalar {
    guard let scalar = peek() else { throw unclosed(classStart) }
    if scalar == "\\" { return try escapedScalar() }
    index += 1
    return scalar
  }

  /// `[:alpha:]` and `[:^alpha:]`; nil where no name follows.
  private mutating func namedClass() throws(RE2Syntax.Problem) -> RE2CharacterSet? {
    guard peek() == "[", peek(1) == ":" else { return nil }
    var end = index + 2
    while end + 1 < scalars.count, !(scalars[end] == ":" && scalars[end + 1] == "]") { end += 1 }
    guard end + 1 < scalars.count else { return nil }
    let name = String(String.UnicodeScalarView(scalars[(index + 2)..<end]))
    guard let set = RE2CharacterSet.posix(name) else {
      let near = NameSuggestion.nearest(to: name, among: RE2CharacterSet.posixNames)
      throw problem(
        "[:\(name):] is not a class of characters", at: index, suggestion: near.map { "did you mean [:\($0):]?" })
    }
    index = end + 2
    return set
  }
}
