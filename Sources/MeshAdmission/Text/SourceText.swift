/// A problem with the text of a document or a file, before any object is known.
struct TextProblem: Error {
  var message: String
  /// 1-based, counted from the document's start as long as the problem belongs to a document.
  var line: Int?
  var column: Int?
  /// The line of an earlier place that the message is about, in the same count.
  var firstLine: Int?
  var suggestion: String?
  var isLimit = false
  var isDuplicateKey = false
}

/// One document of a file: its bytes, and how many lines stand before it.
struct SourceDocument: Sendable {
  var bytes: ArraySlice<UInt8>
  var linesBefore: Int
}

/// Cuts files into documents, and documents' bytes into checked text.
enum SourceText {
  /// The parts of a file between its `---` lines, in order; parts without content are left out.
  ///
  /// YAML forbids such a line inside any scalar, so the cut is exact, and a broken document cannot hide the others.
  static func documents(of file: [UInt8]) throws(TextProblem) -> [SourceDocument] {
    var rest = file[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
      rest = rest.dropFirst(3)
    } else if rest.starts(with: [0xFE, 0xFF]) || rest.starts(with: [0xFF, 0xFE]) {
      throw TextProblem(message: "the file is UTF-16", line: 1, column: 1, suggestion: "save it as UTF-8")
    }
    var documents: [SourceDocument] = []
    var (start, linesBefore, line) = (rest.startIndex, 0, 0)
    func close(at end: Int) {
      let part = rest[start..<end]
      if hasContent(part) { documents.append(SourceDocument(bytes: part, linesBefore: linesBefore)) }
    }
    for index in rest.indices where index == rest.startIndex || rest[index - 1] == 0x0A {
      if index != rest.startIndex { line += 1 }
      guard rest[index] == UInt8(ascii: "-"), index > start, isMarker(rest[index...]) else { continue }
      close(at: index)
      (start, linesBefore) = (index, line)
    }
    close(at: rest.endIndex)
    return documents
  }

  private static func isMarker(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.starts(with: [0x2D, 0x2D, 0x2D]) else { return false }
    guard let next = rest.dropFirst(3).first else { return true }
    return isSpace(next) || next == 0x0A
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  /// Whether anything but blank lines, comments, markers and directives stands there.
  private static func hasContent(_ part: ArraySlice<UInt8>) -> Bool {
    var rest = part
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest[line.endIndex...].dropFirst()
      guard let first = line.first(where: { !isSpace($0) }) else { continue }
      if first == UInt8(ascii: "#") || line.first == UInt8(ascii: "%") { continue }
      if isMarker(line) || line.elementsEqual("...".utf8) || line.elementsEqual("...\r".utf8) {
        let behind = line.dropFirst(3).first { !isSpace($0) }
        if behind == nil || behind == UInt8(ascii: "#") { continue }
      }
      return true
    }
    return false
  }

  // MARK: Text

  /// The text of a document: UTF-8 without control characters.
  ///
  /// The check comes before the YAML reader so that its message carries the exact place, and so that the reader never meets
  /// bytes that it would answer with an offset alone.
  static func text(of document: SourceDocument) throws(TextProblem) -> String {
    try refuseControlCharacters(document.bytes)
    guard let text = String(validating: document.bytes, as: UTF8.self) else { throw encodingProblem(document.bytes) }
    return text
  }

  private static func refuseControlCharacters(_ bytes: ArraySlice<UInt8>) throws(TextProblem) {
    var line = 1
    var lineStart = bytes.startIndex
    var previous: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A {
        line += 1
        lineStart = index + 1
      } else if isControl(byte, after: previous) {
        let column = String(decoding: bytes[lineStart..<index], as: UTF8.self).unicodeScalars.count + (byte < 0x80 ? 1 : 0)
        let code = String(byte, radix: 16, uppercase: true)
        throw TextProblem(
          message: "the control character 0x\(code.count == 1 ? "0" + code : code) is not allowed", line: line, column: column)
      }
      previous = byte
    }
  }

  /// The characters that YAML forbids: of ASCII, and U+0080...U+009F (C2 80...C2 9F) but U+0085.
  private static func isControl(_ byte: UInt8, after previous: UInt8) -> Bool {
    if byte < 0x20 { return byte != 0x09 && byte != 0x0D }
    return byte == 0x7F || (previous == 0xC2 && (0x80...0x9F).contains(byte) && byte != 0x85)
  }

  private static func encodingProblem(_ bytes: ArraySlice<UInt8>) -> TextProblem {
    var line = 1
    for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { break }
      line += 1
    }
    return TextProblem(message: "the file is not UTF-8", line: line, column: 1, suggestion: "save it as UTF-8")
  }
}
