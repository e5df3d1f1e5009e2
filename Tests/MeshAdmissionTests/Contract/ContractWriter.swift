/// Writes down the fields of one kind, with a document to try each.
///
/// Structures that occur in several places are written once, as functions that take the writer, and put in place by
/// ``at(_:_:key:_:)``.
struct ContractWriter {
  let kind: String
  /// What becomes of the fields that follow, unless they say otherwise.
  var standing: FieldContract.Standing
  private(set) var fields: [FieldContract] = []
  private var place = (path: "", spelled: "spec", template: "@")

  /// - Parameter spec: The value of the shortest spec that is accepted.
  init(_ kind: String, spec: String, _ standing: FieldContract.Standing) {
    self.kind = kind
    self.standing = standing
    add(".", "@", spec, wrong: "7", nil, key: "")
  }

  private mutating func add(
    _ path: String, _ template: String, _ value: String, wrong: String?, _ standing: FieldContract.Standing?, key: String
  ) {
    let isWhole = path == "."
    let written = place.path.isEmpty ? path : isWhole ? place.path : "\(place.path).\(path)"
    let spelled = isWhole ? place.spelled : "\(place.spelled).\(Self.spell(path, key: key))"
    fields.append(
      FieldContract(
        kind: kind, path: written, standing: standing ?? self.standing, template: place.template.replacing("@", with: template),
        value: value, wrong: wrong, spelled: spelled))
  }

  private static func spell(_ path: String, key: String) -> String {
    path.replacing("[]", with: "[0]").replacing("{}", with: "[\(key)]")
  }

  // MARK: Fields

  /// A text, a number, a boolean.
  ///
  /// - Parameters:
  ///   - template: A spec (or what stands at the current place) with `@` for the value.
  ///   - key: The key that `{}` stands for in the template.
  mutating func scalar(
    _ path: String, _ template: String, _ value: String, wrong: String? = "{a: 1}", _ standing: FieldContract.Standing? = nil,
    key: String = "app"
  ) {
    add(path, template, value, wrong: wrong, standing, key: key)
  }

  /// A mapping or a list.
  mutating func container(
    _ path: String, _ template: String, _ value: String, wrong: String? = "7", _ standing: FieldContract.Standing? = nil,
    key: String = "app"
  ) {
    add(path, template, value, wrong: wrong, standing, key: key)
  }

  /// A list of texts, and its items.
  mutating func texts(_ path: String, _ template: String, _ value: String, _ standing: FieldContract.Standing? = nil) {
    container(path, template, "[\(value)]", standing)
    scalar(path + "[]", template.replacing("@", with: "[@]"), value, standing)
  }

  /// A list, and its items.
  mutating func list(_ path: String, _ template: String, item: String, _ standing: FieldContract.Standing? = nil) {
    container(path, template, "[\(item)]", standing)
    container(path + "[]", template.replacing("@", with: "[@]"), item, standing)
  }

  // MARK: Places

  /// Writes fields of a structure that lies at `path`: their paths and templates count from there.
  ///
  /// - Parameter template: A spec with `@` for the structure.
  mutating func at(_ path: String, _ template: String, key: String = "app", _ body: (inout Self) -> Void) {
    let outer = place
    place.path = outer.path.isEmpty ? path : "\(outer.path).\(path)"
    place.spelled = "\(outer.spelled).\(Self.spell(path, key: key))"
    place.template = outer.template.replacing("@", with: template)
    body(&self)
    place = outer
  }

  /// Writes fields that all have another standing than those around them.
  mutating func with(_ standing: FieldContract.Standing, _ body: (inout Self) -> Void) {
    let outer = self.standing
    self.standing = standing
    body(&self)
    self.standing = outer
  }

  // MARK: Structures of many kinds

  /// `selector`, with `rest` of the spec behind it.
  mutating func selector(_ rest: String = "") {
    container("selector", "{selector: @\(rest)}", "{matchLabels: {app: a}}")
    container("selector.matchLabels", "{selector: {matchLabels: @}\(rest)}", "{app: a}")
    scalar("selector.matchLabels{}", "{selector: {matchLabels: {app: @}}\(rest)}", "a")
  }

  /// `targetRef` (not every kind has it) and `targetRefs`, with `rest` of the spec behind them.
  mutating func targets(_ rest: String, hasSingle: Bool = true) {
    let reference = "{kind: Gateway, group: gateway.networking.k8s.io, name: a}"
    if hasSingle { container("targetRef", "{targetRef: @\(rest)}", reference) }
    list("targetRefs", "{targetRefs: @\(rest)}", item: reference)
    let places = [("targetRef", "targetRef: {@}"), ("targetRefs[]", "targetRefs: [{@}]")]
    for (path, template) in places.dropFirst(hasSingle ? 0 : 1) {
      let values = [("group", "gateway.networking.k8s.io"), ("kind", "Gateway"), ("name", "a"), ("namespace", "''")]
      for (field, value) in values {
        let others = values.dropLast().filter { $0.0 != field }.map { "\($0): \($1)" }.joined(separator: ", ")
        scalar("\(path).\(field)", "{\(template.replacing("@", with: "\(field): @, \(others)"))\(rest)}", value)
      }
    }
  }
}
