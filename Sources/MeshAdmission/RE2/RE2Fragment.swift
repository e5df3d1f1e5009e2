/// What is kept of a parsed part of an expression.
struct RE2Fragment {
  /// About how many instructions it compiles to.
  var size: Int
  /// The largest product of repetition counts nested in it; RE2 accepts up to 1000.
  var repeats = 1
  /// It asserts something and matches no text, so that RE2 keeps one copy of it however often it is repeated.
  var isAssertion = false

  static let assertion = RE2Fragment(size: 1, isAssertion: true)
  static let maximumRepeat = 1000
  private static let sizeCap = 1 << 40

  init(size: Int, repeats: Int = 1, isAssertion: Bool = false) {
    self.size = min(size, Self.sizeCap)
    self.repeats = repeats
    self.isAssertion = isAssertion
  }

  /// `{minimum,maximum}`; nil where the nested repetitions multiply beyond what RE2 accepts. `maximum` nil: no end.
  func repeated(_ minimum: Int, _ maximum: Int?) -> RE2Fragment? {
    let factor = maximum ?? minimum
    let product = factor > 0 ? repeats * factor : repeats
    if minimum >= 2 || factor >= 2, product > Self.maximumRepeat { return nil }
    if isAssertion { return RE2Fragment(size: size + 1, repeats: min(product, Self.maximumRepeat), isAssertion: true) }
    // Copies: the required ones, then an optional one for each further, or a loop.
    let optional = maximum.map { $0 - minimum } ?? 0
    let copies = size * minimum + (size + 1) * optional + (maximum == nil ? 1 + (minimum == 0 ? size : 0) : 0)
    return RE2Fragment(size: copies, repeats: min(product, Self.maximumRepeat))
  }
}
