import Yams

/// Reads one document's text into values, within bounds. Lines count from the document's start.
struct DocumentReader {
  /// How many more values the file may hold.
  private(set) var valueBudget: Int
  let maximumDepth: Int

  init(valueBudget: Int, maximumDepth: Int) {
    self.valueBudget = valueBudget
    self.maximumDepth = maximumDepth
  }

  /// The root values of the document: several JSON objects, or more than one where `...` ends one in between.
  mutating func read(_ text: String) throws(TextProblem) -> [DocumentValue] {
    if JSONReader.looksLikeJSON(text) {
      var json = JSONReader(text, valueBudget: valueBudget, maximumDepth: maximumDepth)
      if let values = try json.read() {
        valueBudget = json.valueBudget
        return values
      }
    }
    return try readYAML(text)
  }

  private mutating func readYAML(_ text: String) throws(TextProblem) -> [DocumentValue] {
    if let problem = AliasInspection.problem(in: text) { throw problem }
    var roots: [DocumentValue] = []
    do {
      let parser = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8)
      while let node = try parser.nextRoot() {
        let value = try convert(node, depth: 1)
        if !value.isNull { roots.append(value) }
      }
    } catch let problem as TextProblem {
      throw problem
    } catch let error as YamlError {
      throw problem(error, text: text)
    } catch {
      throw TextProblem(message: "the text could not be read as YAML")
    }
    return roots
  }

  private mutating func convert(_ node: Node, depth: Int) throws(TextProblem) -> DocumentValue {
    let line = Int32(clamping: node.mark?.line ?? 1)
    let column = Int32(clamping: node.mark?.column ?? 1)
    valueBudget -= 1
    guard valueBudget >= 0 else {
      throw TextProblem(
        message: "the file holds too many values once its aliases are expanded", line: Int(line), column: Int(column),
        isLimit: true)
    }
    // Deeper values are cut off here and reported by the depth check, which knows the object and the path.
    guard depth <= maximumDepth + 1 else { return DocumentValue(.null, line: line, column: column) }
    switch node {
    case .scalar(let scalar):
      return DocumentValue(Self.content(of: scalar), line: line, column: column)
    case .sequence(let sequence):
      var items: [DocumentValue] = []
      items.reserveCapacity(sequence.count)
      for item in sequence { items.append(try convert(item, depth: depth + 1)) }
      return DocumentValue(.list(items), line: line, column: column)
    case .mapping(let mapping):
      return DocumentValue(.mapping(try entries(of: mapping, depth: depth)), line: line, column: column)
    case .alias:
      return DocumentValue(.null, line: line, column: column)
    }
  }

  private mutating func entries(of mapping: Node.Mapping, depth: Int) throws(TextProblem) -> [DocumentEntry] {
    var entries: [DocumentEntry] = []
    entries.reserveCapacity(mapping.count)
    var merged: [DocumentEntry] = []
    for (key, value) in mapping {
      let line = Int32(clamping: key.mark?.line ?? 1)
      let column = Int32(clamping: key.mark?.column ?? 1)
      guard case .scalar(let scalar) = key else {
        throw TextProblem(message: "a mapping key must be a text", line: Int(line), column: Int(column))
      }
      let converted = try convert(value, depth: depth + 1)
      if scalar.string == "<<", scalar.style == .plain {
        merged += try mergeEntries(converted)
      } else {
        entries.append(DocumentEntry(key: scalar.string, line: line, column: column, value: converted))
      }
    }
    guard !merged.isEmpty else { return entries }
    var known = Set(entries.map(\.key))
    for entry in merged where known.insert(entry.key).inserted { entries.append(entry) }
    return entries
  }

  /// The entries that a merge key (`<<: *base`) brings in; earlier ones win.
  private func mergeEntries(_ value: DocumentValue) throws(TextProblem) -> [DocumentEntry] {
    switch value.content {
    case .mapping(let entries): return entries
    case .list(let items):
      var result: [DocumentEntry] = []
      for item in items {
        guard case .mapping(let entries) = item.content else { throw Self.mergeProblem(item) }
        result += entries
      }
      return result
    default: throw Self.mergeProblem(value)
    }
  }

  private static func mergeProblem(_ value: DocumentValue) -> TextProblem {
    TextProblem(
      message: "a merge key (<<) takes a mapping or a list of mappings", line: Int(value.line), column: Int(value.column))
  }

  private static func content(of scalar: Node.Scalar) -> DocumentValue.Content {
    switch scalar.tag.description {
    case "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary", "tag:yaml.org,2002:timestamp", "!":
      return .string(scalar.string)
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
      return ScalarResolution.plain(scalar.string)
    default: break
    }
    switch scalar.style {
    case .plain, .any: return ScalarResolution.plain(scalar.string)
    default: return .string(scalar.string)
    }
  }

  private func problem(_ error: YamlError, text: String) -> TextProblem {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if let tab = Self.indentingTab(line: mark.line, in: text) { return tab }
      if problem.contains("nesting level") {
        return TextProblem(
          message: "nested deeper than \(Self.hardDepth) levels", line: mark.line, column: mark.column, isLimit: true)
      }
      let reason = context.map { "\(problem) (\($0.text))" } ?? problem
      return TextProblem(message: "not valid YAML: \(reason)", line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
      let first = context.mark
      let place = DuplicateKeySearch.second(of: first, in: text) ?? (line: first.line, column: first.column)
      return TextProblem(
        message: "the key \(names) appears twice in one mapping", line: place.line, column: place.column,
        firstLine: first.line, suggestion: "keep one of them", isDuplicateKey: true)
    case .reader(let problem, _, _, _):
      return TextProblem(message: "not valid YAML: \(problem)", line: 1)
    default:
      return TextProblem(message: "not valid YAML", line: 1)
    }
  }

  /// The YAML reader itself gives up there, long after an object is too deep.
  private static let hardDepth = 1000

  /// YAML forbids what many editors insert, and its reader's message does not name it.
  private static func indentingTab(line: Int, in text: String) -> TextProblem? {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return nil }
    let indentation = lines[line - 1].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let tab = indentation.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
    return TextProblem(
      message: "a tab stands in the indentation", line: line,
      column: text.utf8.distance(from: indentation.startIndex, to: tab) + 1, suggestion: "indent with spaces")
  }
}
