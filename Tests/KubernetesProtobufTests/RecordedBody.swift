import Foundation
import KubernetesAPI
import Testing

/// What the real kubectl sent, as `scripts/record-kubectl-bodies.py` recorded it.
struct RecordedBody: Sendable, CustomTestStringConvertible {
  let name: String
  let accept: String
  let body: [UInt8]
  /// The object as kubectl itself prints it; nil where it does not.
  let object: JSONValue?

  var testDescription: String { name }

  static let all: [RecordedBody] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Bodies")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.sorted { $0.path < $1.path }.compactMap(RecordedBody.init)
  }()

  private init?(file: URL) {
    guard let bytes = try? Data(contentsOf: file), let record = try? JSONParser.parse(Array(bytes)),
      let body = record["body"]?.string.flatMap({ Data(base64Encoded: $0) }), let accept = record["accept"]?.string
    else { return nil }
    name = file.deletingPathExtension().lastPathComponent
    self.accept = accept
    self.body = Array(body)
    object = record["object"]
  }
}
