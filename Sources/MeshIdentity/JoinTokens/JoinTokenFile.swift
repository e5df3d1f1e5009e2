import Foundation

/// The text of `join-tokens.jsonl`: a line that names the version, then one JSON object per token.
///
/// One use changes one line, and only that line is read: a thousand machines that join at once do not pay for each other's tokens.
struct JoinTokenFile {
  static let name = "join-tokens.jsonl"
  static let maximumSize = 16 << 20
  private static let header = Data(#"{"version":1}"#.utf8)
  private static let lineBreak = UInt8(ascii: "\n")

  enum Failure: Error { case malformed }

  private(set) var bytes: Data

  /// - Parameter bytes: nil for a file that is not there yet.
  init(_ bytes: [UInt8]?) throws(Failure) {
    self.bytes = bytes.map { Data($0) } ?? Self.header + [Self.lineBreak]
    guard self.bytes.starts(with: Self.header + [Self.lineBreak]), self.bytes.last == Self.lineBreak else {
      throw .malformed
    }
  }

  /// All entries, in the order in which they were made.
  func entries() throws(Failure) -> [JoinTokenEntry] {
    var entries: [JoinTokenEntry] = []
    for line in bytes.split(separator: Self.lineBreak).dropFirst() { entries.append(try Self.decode(line)) }
    return entries
  }

  mutating func replaceAll(with entries: [JoinTokenEntry]) throws {
    bytes = Self.header + [Self.lineBreak]
    for entry in entries { bytes += try Self.encode(entry) }
  }

  /// The entry with an id, and where its line is.
  func find(id: String) throws(Failure) -> (entry: JoinTokenEntry, line: Range<Data.Index>)? {
    // No value can hold this text: names have no quotes.
    guard let hit = bytes.range(of: Data("\"id\":\"\(id)\"".utf8)) else { return nil }
    guard let before = bytes[..<hit.lowerBound].lastIndex(of: Self.lineBreak),
      let end = bytes[hit.upperBound...].firstIndex(of: Self.lineBreak)
    else { throw .malformed }
    let line = bytes.index(after: before)..<bytes.index(after: end)
    return (try Self.decode(bytes[line].dropLast()), line)
  }

  mutating func replace(_ line: Range<Data.Index>, with entry: JoinTokenEntry) throws {
    bytes.replaceSubrange(line, with: try Self.encode(entry))
  }

  private static func decode(_ line: Data) throws(Failure) -> JoinTokenEntry {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let entry = try? decoder.decode(JoinTokenEntry.self, from: line) else { throw .malformed }
    return entry
  }

  private static func encode(_ entry: JoinTokenEntry) throws -> Data {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(entry) + [lineBreak]
  }
}
