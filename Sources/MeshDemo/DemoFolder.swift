import Foundation

/// The folder that holds what the demo writes.
struct DemoFolder: Sendable {
  let path: String
  private let isOwned: Bool

  /// - Parameter named: the user's choice; nil makes a temporary folder with a short path, since unix socket paths are limited to
  ///   about a hundred bytes.
  init(named: String?) throws {
    if let named {
      path = URL(fileURLWithPath: named).standardizedFileURL.path
      isOwned = false
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } else {
      var template = Array("/tmp/meltemi-demo-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else {
        throw DemoError("no temporary folder can be made below /tmp; name one with --work-dir")
      }
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      isOwned = true
    }
    guard path.utf8.count <= 65 else {
      throw DemoError("the folder \(path) has too long a path for unix sockets inside it; name a shorter one with --work-dir")
    }
  }

  func write(_ objects: DemoObjects, rulesFolder: String) throws {
    let files = FileManager.default
    try files.createDirectory(atPath: objects.layout.baseFolder, withIntermediateDirectories: true)
    try files.createDirectory(atPath: rulesFolder, withIntermediateDirectories: true)
    for (name, text) in objects.files {
      try Data(text.utf8).write(to: URL(fileURLWithPath: objects.layout.baseFolder + "/" + name), options: .atomic)
    }
  }

  func removeIfOwned() {
    guard isOwned else { return }
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// Why the demo cannot run; the text is for the person at the terminal.
package struct DemoError: Error, Sendable, CustomStringConvertible {
  package var message: String
  package init(_ message: String) { self.message = message }
  package var description: String { message }
}
