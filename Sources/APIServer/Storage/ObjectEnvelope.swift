import KubernetesAPI
import ObjectStore

/// An object as the store holds it: its JSON, and where in it the two texts belong that are only known when it is read: the
/// resource version, which is the revision of the write itself, and the API version that the reader asked for.
///
/// So an object is encoded once, when it is written; reading and watching it only copies bytes.
///
/// Layout: a byte that names the format (1), a byte of marks, two offsets of 32 bits (most significant byte first), the JSON.
/// The JSON has no `apiVersion` and no `metadata.resourceVersion`. The first offset is where `"apiVersion":"...",` belongs (behind
/// the first brace), the second where `"resourceVersion":"...",` does (behind the brace of `metadata`).
struct ObjectEnvelope: Hashable, Sendable {
  private static let format: UInt8 = 1
  private static let headerSize = 10

  /// What the collector of garbage would otherwise have to read an object for.
  struct Marks: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// The other marks say how it is; without this one nobody has looked.
    static let areTold = Marks(rawValue: 1)
    /// The object names owners.
    static let hasOwners = Marks(rawValue: 2)
    /// The object is to go, and something holds it still.
    static let isGoing = Marks(rawValue: 4)

    static let known: Marks = [.areTold, .hasOwners, .isGoing]
  }

  let json: ArraySlice<UInt8>
  let marks: Marks
  /// Behind the brace of the metadata.
  let metadataOffset: Int

  /// - Parameter object: Its API version and resource version are left out.
  init(_ object: JSONValue) {
    var object = object
    object["apiVersion"] = nil
    var metadata = object["metadata"] ?? [:]
    metadata["resourceVersion"] = nil
    marks = Self.marks(ObjectMeta(json: metadata))
    object["metadata"] = nil
    var bytes = Array("{\"metadata\":".utf8)
    metadataOffset = bytes.count + 1
    JSONWriter.append(metadata, to: &bytes)
    // The brace of the rest becomes the comma, unless there is no rest.
    let start = bytes.count
    JSONWriter.append(object, to: &bytes)
    if bytes.count == start + 2 { bytes.remove(at: start) } else { bytes[start] = UInt8(ascii: ",") }
    json = bytes[...]
  }

  /// - Throws: `StoreError` of the code `.corrupt` where the bytes are not such an object.
  init(stored bytes: [UInt8]) throws(StoreError) {
    guard bytes.count > Self.headerSize + 2, bytes[0] == Self.format,
      Marks(rawValue: bytes[1]).isSubset(of: .known)
    else {
      throw StoreError(.corrupt, "A stored value is not an object of a format that this version knows.")
    }
    let offset = bytes[6..<10].reduce(0) { $0 << 8 | Int($1) }
    guard offset > 0, Self.headerSize + offset < bytes.count else {
      throw StoreError(.corrupt, "A stored object is cut off.")
    }
    json = bytes[Self.headerSize...]
    marks = Marks(rawValue: bytes[1])
    metadataOffset = offset
  }

  /// What the store keeps.
  var stored: [UInt8] {
    var bytes: [UInt8] = [Self.format, marks.rawValue]
    bytes.reserveCapacity(Self.headerSize + json.count)
    for value in [1, metadataOffset] {
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    bytes += json
    return bytes
  }

  private static func marks(_ metadata: ObjectMeta) -> Marks {
    var marks: Marks = [.areTold]
    if metadata.json["ownerReferences"]?.array?.isEmpty == false { marks.insert(.hasOwners) }
    if metadata.json["deletionTimestamp"] != nil { marks.insert(.isGoing) }
    return marks
  }

  /// Appends the object's JSON as a client gets it.
  func write(apiVersion: String, revision: StoreRevision, into bytes: inout [UInt8]) {
    let start = json.startIndex
    bytes.append(UInt8(ascii: "{"))
    bytes += "\"apiVersion\":\"\(apiVersion)\",".utf8
    bytes += json[(start + 1)..<(start + metadataOffset)]
    bytes += "\"resourceVersion\":\"\(revision)\"".utf8
    let rest = json[(start + metadataOffset)...]
    if rest.first != UInt8(ascii: "}") { bytes.append(UInt8(ascii: ",")) }
    bytes += rest
  }

  /// The object as a client gets it.
  /// - Throws: `StoreError` of the code `.corrupt` where it is not JSON.
  func value(apiVersion: String, revision: StoreRevision) throws(StoreError) -> JSONValue {
    guard var value = try? JSONParser.parse(Array(json)) else { throw StoreError(.corrupt, "A stored object is not JSON.") }
    value["apiVersion"] = .string(apiVersion)
    var metadata = value["metadata"] ?? [:]
    metadata["resourceVersion"] = .string(revision.description)
    value["metadata"] = metadata
    return value
  }
}
