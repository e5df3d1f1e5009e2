/// A problem with the text of a file, before any object is known.
struct TextProblem: Error {
  var message: String
  var line: Int?
  var column: Int?
  var suggestion: String?
  var isLimit = false
  var isDuplicateKey = false
}

/// The checked text of a file: UTF-8 without a byte order mark and without control characters.
///
/// The checks come before the YAML reader so that their messages carry exact places, and so that the reader never meets
/// bytes that it would answer with an offset alone.
struct SourceText {
  /// One document's text and how many lines stand before it in the file.
  struct Document {
    var text: Substring.UTF8View
    var linesBefore: Int
  }
  let text: String

  init(_ bytes: [UInt8]) throws(TextProblem) {
    var content = bytes[...]
    if content.starts(with: [0xEF, 0xBB, 0xBF]) {
      content = content.dropFirst(3)
    } else if content.starts(with: [0xFE, 0xFF]) || content.starts(with: [0xFF, 0xFE]) {
      throw TextProblem(message: "the file is UTF-16", line: 1, column: 1, suggestion: "save it as UTF-8")
    }
    try Self.refuseControlCharacters(content)
    guard let text = String(validating: content, as: UTF8.self) else { throw Self.encodingProblem(content) }
    self.text = text
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

  /// The parts between the `---` lines, in order; parts without content are left out.
  ///
  /// YAML forbids such a line inside any scalar, so the cut is exact, and a broken document cannot hide the others.
  func documents() -> [Document] {
    var result: [Document] = []
    var start = text.utf8.startIndex
    var (startLine, line) = (0, 0)
    var lineStart = start
    func close(at end: String.Index) {
      let part = text[start..<end].utf8
      if Self.hasContent(part) { result.append(Document(text: part, linesBefore: startLine)) }
    }
    let utf8 = text.utf8
    while lineStart < utf8.endIndex {
      if line > startLine || lineStart > start, Self.isMarker(utf8[lineStart...]) {
        close(at: lineStart)
        (start, startLine) = (lineStart, line)
      }
      guard let end = utf8[lineStart...].firstIndex(of: 0x0A) else { break }
      lineStart = utf8.index(after: end)
      line += 1
    }
    close(at: utf8.endIndex)
    return result
  }

  private static func isMarker(_ rest: Substring.UTF8View) -> Bool {
    guard rest.starts(with: [0x2D, 0x2D, 0x2D]) else { return false }
    guard let next = rest.dropFirst(3).first else { return true }
    return next == 0x0A || next == 0x0D || next == 0x20 || next == 0x09
  }

  /// Whether anything but blank lines, comments, markers and directives stands there.
  private static func hasContent(_ part: Substring.UTF8View) -> Bool {
    for line in part.split(separator: 0x0A) {
      let words = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      guard let first = words.first else { continue }
      if first == UInt8(ascii: "#") || (line.first == UInt8(ascii: "%")) { continue }
      if isMarker(line) {
        let rest = line.dropFirst(3).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if rest.isEmpty || rest.first == UInt8(ascii: "#") { continue }
      }
      if line.elementsEqual("...".utf8) || line.elementsEqual("...\r".utf8) { continue }
      return true
    }
    return false
  }
}
