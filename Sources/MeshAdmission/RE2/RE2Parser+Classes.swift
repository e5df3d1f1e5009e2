/// Bracket expressions.
extension RE2Parser {
  /// `[...]` and `[^...]`
  mutating func characterClass() throws(RE2Syntax.Problem) -> RE2Fragment {
    let start = index
    var set = RE2CharacterSet()
    index += 1
    if peek() == "^" {
      set.isNegated = true
      index += 1
    }
    var isFirst = true
    while let scalar = peek(), scalar != "]" || isFirst {
      isFirst = false
      if let named = try namedClass() {
        set.formUnion(named, foldsCase: flags.foldsCase)
      } else if let group = try unicodeGroup() {
        set.formUnion(group, foldsCase: flags.foldsCase)
      } else if let perl = perlClass() {
        set.formUnion(perl, foldsCase: flags.foldsCase)
      } else {
        try range(into: &set, classStart: start)
      }
    }
    guard peek() == "]" else { throw unclosed(start) }
    index += 1
    warnOfBytes(from: start)
    return RE2Fragment(size: max(1, set.instructionCount(foldsCase: flags.foldsCase)))
  }

  /// Brackets hold characters, and to Envoy each byte of a longer character is one.
  private mutating func warnOfBytes(from start: Int) {
    guard let lead = (start..<index).first(where: { scalars[$0].value >= 0x80 }) else { return }
    warn(
      "Envoy matches bytes: in brackets, each byte of \(character(at: lead)) stands for itself", at: lead,
      suggestion: "write \(character(at: lead)) outside of the brackets, for example (?:\(character(at: lead))|[a-z])")
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
      let isByte = max(low.value, high.value) >= 0x80
      throw problem(
        "the range \(character(at: start))\(text((start + 1)..<index)) ends before its start", at: start,
        suggestion: isByte ? "Envoy matches bytes: write characters beyond ASCII outside of brackets" : nil)
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
    let name = text((index + 2)..<end)
    guard let set = RE2CharacterSet.posix(name) else {
      let near = NameSuggestion.nearest(to: name, among: RE2CharacterSet.posixNames)
      throw problem(
        "[:\(name):] is not a class of characters", at: index, suggestion: near.map { "did you mean [:\($0):]?" })
    }
    index = end + 2
    return set
  }
}
