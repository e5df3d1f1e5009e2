import MeshAPI
import MeshAdmission
import MeshModel

/// What one file holds: the last good version of each of its objects, and what is wrong with it now.
struct FileObjects: Sendable {
  struct Entry: Sendable {
    var object: MeshObject
    var line: Int
    /// Where the next object starts, or the file ends: when this moves, fields may have moved.
    var nextLine: Int
    var fields: FieldLocator

    /// Whether there is nothing new in it for anybody.
    func isSame(as other: Entry) -> Bool {
      object.digest == other.object.digest && line == other.line && nextLine == other.nextLine
    }
  }

  private(set) var entries: [ObjectKey: Entry] = [:]
  private(set) var refused: [RefusedObject] = []
  private(set) var diagnostics: [LocatedDiagnostic] = []
  /// Objects that the text no longer shows, while it shows objects that cannot be told by name: any of those may be one of these,
  /// so they stay until the text is mended.
  private var unaccounted: Set<ObjectKey> = []

  private var namelessCount: Int { refused.count { $0.key == nil } }

  /// Takes in what the text says now.
  /// - Parameter lineCount: Lines of the whole file.
  mutating func update(_ result: AdmissionResult, lineCount: Int) {
    diagnostics = result.diagnostics
    // Nothing is known of what an unreadable text holds, so everything stays.
    guard result.isReadable else { return }
    let formerNamelessCount = namelessCount
    refused = result.refused
    let shown = Self.entries(of: result.objects, lineCount: lineCount)
    let named = Set(refused.compactMap(\.key)).union(shown.keys)
    let lost = Set(entries.keys).subtracting(named)
    if namelessCount == 0 {
      unaccounted = []
    } else if namelessCount > formerNamelessCount {
      unaccounted = lost
    } else {
      unaccounted.formIntersection(lost)
    }
    for key in lost.subtracting(unaccounted) { entries[key] = nil }
    entries.merge(shown) { $1 }
  }

  private static func entries(of objects: [AdmittedObject], lineCount: Int) -> [ObjectKey: Entry] {
    var entries: [ObjectKey: Entry] = [:]
    // Not quite in the order of the file where it holds an object twice.
    let objects = objects.sorted { $0.line < $1.line }
    let nextLines = objects.dropFirst().map(\.line) + [lineCount + 1]
    for (admitted, nextLine) in zip(objects, nextLines) {
      let positions = admitted.positions
      entries[admitted.object.key] = Entry(
        object: admitted.object, line: admitted.line, nextLine: nextLine,
        fields: FieldLocator { positions.location(of: $0) })
    }
    return entries
  }

  /// Notes why the file cannot be read; what it held stays.
  mutating func update(unreadable diagnostic: LocatedDiagnostic) { diagnostics = [diagnostic] }
}
