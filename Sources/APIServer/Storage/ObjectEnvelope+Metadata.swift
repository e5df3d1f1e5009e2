import KubernetesAPI
import ObjectStore

/// The metadata of an object, without reading the rest of it.
extension ObjectEnvelope {
  /// Appends what a client gets that wants the metadata alone.
  ///
  /// Source: `meta.k8s.io` PartialObjectMetadata.
  /// - Throws: `StoreError` of the code `.corrupt` where the metadata has no end.
  func writeMetadata(version: String, revision: StoreRevision, into bytes: inout [UInt8]) throws(StoreError) {
    let metadata = try metadata
    bytes += "{\"apiVersion\":\"meta.k8s.io/\(version)\",\"kind\":\"PartialObjectMetadata\",\"metadata\":{".utf8
    bytes += "\"resourceVersion\":\"\(revision)\"".utf8
    if metadata.count > 2 { bytes.append(UInt8(ascii: ",")) }
    bytes += metadata.dropFirst()
    bytes.append(UInt8(ascii: "}"))
  }

  /// The labels of the object.
  /// - Throws: `StoreError` of the code `.corrupt` where the metadata is not JSON.
  var labels: [String: String] {
    get throws(StoreError) {
      guard let value = try? JSONParser.parse(Array(try metadata)) else {
        throw StoreError(.corrupt, "The metadata of a stored object is not JSON.")
      }
      return ObjectMeta(json: value).labels
    }
  }

  /// From brace to brace, without the resource version.
  private var metadata: ArraySlice<UInt8> {
    get throws(StoreError) {
      let start = json.startIndex + metadataOffset - 1
      let length = json.withUnsafeBufferPointer { bytes in
        Self.length(UnsafeBufferPointer(rebasing: bytes[(metadataOffset - 1)...]))
      }
      guard let length else { throw StoreError(.corrupt, "The metadata of a stored object has no end.") }
      return json[start..<(start + length)]
    }
  }

  /// How many bytes the mapping has with which a text begins; nil where it does not end.
  private static func length(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    var (depth, isText, index) = (0, false, 0)
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isText: index += 1
      case UInt8(ascii: "\""): isText.toggle()
      case UInt8(ascii: "{") where !isText: depth += 1
      case UInt8(ascii: "}") where !isText:
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }
}
