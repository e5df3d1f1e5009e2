import KubernetesAPI
import MeshIdentity
import ObjectStore

/// Where the next page of a list starts, and as of which revision; clients hand it back as it is.
struct ContinueToken: Hashable, Sendable {
  var revision: StoreRevision
  /// The last key of the page before, without the prefix of the list.
  var start: String

  init(revision: StoreRevision, start: String) {
    self.revision = revision
    self.start = start
  }

  /// - Throws: a Status of code 400 where the text is none that this server gave.
  init(_ text: String) throws(Status) {
    guard let bytes = Base64URL.decode(text), let value = try? JSONParser.parse(bytes),
      let number = value["rv"]?.integer, let start = value["start"]?.string, number > 0
    else {
      throw .badRequest("continue key is not valid: it is none that this server gave")
    }
    revision = StoreRevision(number)
    self.start = start
  }

  var text: String {
    Base64URL.encode(JSONWriter.bytes(["rv": .integer(revision.number), "start": .string(start)]))
  }
}
