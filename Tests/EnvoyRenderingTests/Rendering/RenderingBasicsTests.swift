import EnvoyAPI
import EnvoyRendering
import MeshAPI
import SwiftProtobuf
import Testing

/// The small translations that all renderers share.
@Suite struct RenderingBasicsTests {
  @Test(arguments: [
    (Duration.zero, Int64(0), Int32(0)), (.milliseconds(1500), 1, 500_000_000), (.seconds(86400), 86400, 0),
    (.nanoseconds(1), 0, 1), (.milliseconds(-1500), -1, -500_000_000),
  ])
  func durations(_ duration: Duration, _ seconds: Int64, _ nanoseconds: Int32) {
    #expect(Google_Protobuf_Duration(duration) == Google_Protobuf_Duration(seconds: seconds, nanos: nanoseconds))
  }

  @Test(arguments: [(0.0, UInt32(0)), (100, 1_000_000), (33.33, 333_300), (0.0001, 1), (250, 1_000_000), (-1, 0), (.nan, 0)])
  func percentages(_ percent: Double, _ numerator: UInt32) {
    let fraction = Envoy_Type_V3_FractionalPercent(percent: percent)
    #expect(fraction.numerator == numerator)
    #expect(fraction.denominator == .million)
  }

  @Test func numbersAreCutToWhatFits() {
    #expect(Google_Protobuf_UInt32Value(clamping: -1).value == 0)
    #expect(Google_Protobuf_UInt32Value(clamping: .max).value == .max)
    #expect(Envoy_Config_Core_V3_SocketAddress("127.0.0.1", port: 70000).portValue == 65535)
  }

  @Test(arguments: [
    (ObjectKind.destinationRule, "/apis/networking.istio.io/v1/namespaces/books/destination-rule/reviews"),
    (.virtualService, "/apis/networking.istio.io/v1/namespaces/books/virtual-service/reviews"),
    (.sidecar, "/apis/networking.istio.io/v1/namespaces/books/sidecar/reviews"),
  ])
  func pathsOfObjects(_ kind: ObjectKind, _ path: String) {
    #expect(ObjectKey(kind: kind, namespace: "books", name: "reviews").metadataPath == path)
  }

  @Test func packedMessagesAreBytesWithSortedMaps() throws {
    var metadata = Envoy_Config_Core_V3_Metadata()
    for number in 0..<50 { metadata.filterMetadata["key\(number)"] = Google_Protobuf_Struct() }
    let packed = try Google_Protobuf_Any.packing(metadata)
    #expect(packed.typeURL == "type.googleapis.com/envoy.config.core.v3.Metadata")
    var reversed = Envoy_Config_Core_V3_Metadata()
    for number in (0..<50).reversed() { reversed.filterMetadata["key\(number)"] = Google_Protobuf_Struct() }
    #expect(try Google_Protobuf_Any.packing(reversed) == packed)
  }
}
