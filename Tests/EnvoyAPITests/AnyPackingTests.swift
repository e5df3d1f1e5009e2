import EnvoyAPI
import Foundation
import SwiftProtobuf
import Testing

@Suite struct AnyPackingTests {
  private func metadata(_ keys: some Sequence<Int>) -> Envoy_Config_Core_V3_Metadata {
    .with { metadata in
      for key in keys {
        metadata.filterMetadata["key-\(key)"] = .with {
          $0.fields["value-\(key)"] = Google_Protobuf_Value(numberValue: Double(key))
        }
      }
    }
  }

  @Test func equalMapsGiveEqualBytes() throws {
    let expected = try AnyPacking.bytes(of: metadata(0..<100))
    for stride in [1, 3, 7, 11, 13, 17, 19, 37, 61, 99] {
      // Dictionaries that grew in another order, and to another capacity, iterate in another order.
      var message = metadata((0..<100).map { $0 * stride % 100 })
      for extra in 0..<(stride * 30) { message.filterMetadata["extra-\(extra)"] = Google_Protobuf_Struct() }
      for extra in 0..<(stride * 30) { message.filterMetadata["extra-\(extra)"] = nil }
      #expect(try AnyPacking.bytes(of: message) == expected)
    }
  }

  @Test func packsUnderTheMessagesName() throws {
    let any = try AnyPacking.pack(metadata(0..<3))
    #expect(any.typeURL == "type.googleapis.com/envoy.config.core.v3.Metadata")
    #expect(any.value == (try AnyPacking.bytes(of: metadata(0..<3))))
    #expect(try Envoy_Config_Core_V3_Metadata(unpackingAny: any) == metadata(0..<3))
  }
}
