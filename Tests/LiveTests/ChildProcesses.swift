import Foundation

/// Processes as `/proc` shows them.
enum ChildProcesses {
  /// The children of a process and theirs.
  static func of(_ parent: Int32) -> [Int32] {
    let parents = all.compactMap { pid in self.parent(of: pid).map { (pid, $0) } }
    var found: [Int32] = []
    var open = [parent]
    while let next = open.popLast() {
      let children = parents.filter { $0.1 == next }.map(\.0)
      found += children
      open += children
    }
    return found.sorted()
  }

  /// Whether a process exists and is more than an entry that waits to be collected.
  static func isRunning(_ pid: Int32) -> Bool { state(of: pid).map { $0.state != "Z" } ?? false }

  /// Processes that name `text` in their command line, this one apart.
  static func naming(_ text: String) -> [Int32] {
    all.filter { pid in
      let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
      return pid != getpid() && String(decoding: line, as: UTF8.self).contains(text)
    }
  }

  private static var all: [Int32] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
  }

  private static func parent(of pid: Int32) -> Int32? { state(of: pid)?.parent }

  private static func state(of pid: Int32) -> (state: String, parent: Int32)? {
    guard let line = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8), let name = line.lastIndex(of: ")") else {
      return nil
    }
    let fields = line[line.index(after: name)...].split(separator: " ")
    guard fields.count > 1, let parent = Int32(fields[1]) else { return nil }
    return (String(fields[0]), parent)
  }
}
