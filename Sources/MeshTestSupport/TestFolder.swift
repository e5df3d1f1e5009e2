import Foundation

/// A folder of its own for one test, with a short path (unix sockets may lie inside); gone with the value.
package final class TestFolder: Sendable {
  package let path: String

  /// - Throws: when no folder can be made below `/tmp`.
  package init() throws {
    var template = Array("/tmp/meltemi-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something inside.
  package func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Puts a file into place as a whole, as careful editors and tools do; makes the folders on the way.
  package func write(_ name: String, _ text: String) throws {
    let file = URL(fileURLWithPath: self(name))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file, options: .atomic)
  }

  package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: self(name)) }

  package func read(_ name: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: self(name)), encoding: .utf8)
  }
}
