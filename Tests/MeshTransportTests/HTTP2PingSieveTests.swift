import NIOCore
import Testing

@testable import MeshTransport

@Suite("Pings by which servers measure")
struct HTTP2PingSieveTests {
  private static let measuring: [UInt8] = [0, 0, 8, 6, 0, 0, 0, 0, 0, 2, 4, 16, 16, 9, 14, 7, 7]
  private static let alive: [UInt8] = [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
  private static let answer: [UInt8] = [0, 0, 8, 6, 1, 0, 0, 0, 0, 2, 4, 16, 16, 9, 14, 7, 7]
  private static let settings: [UInt8] = [0, 0, 0, 4, 1, 0, 0, 0, 0]
  /// Its payload looks like a ping.
  private static let data: [UInt8] = [0, 0, 17, 0, 0, 0, 0, 0, 1] + measuring
  private static let large: [UInt8] = [0, 1, 4, 0, 0, 0, 0, 0, 1] + [UInt8](repeating: 6, count: 260)

  /// However the bytes are cut, the same frames pass.
  @Test(arguments: [1, 2, 3, 8, 9, 16, 17, 18, 1000])
  func areTakenOut(_ piece: Int) {
    let (measuring, data) = (Self.measuring, Self.data)
    let sent = Self.settings + measuring + data + measuring + measuring + Self.alive + Self.large + Self.answer + measuring
    var sieve = HTTP2PingSieve()
    var passed: [UInt8] = []
    var rest = sent[...]
    while !rest.isEmpty {
      passed += sieve.pass(ByteBuffer(bytes: rest.prefix(piece))).readableBytesView
      rest = rest.dropFirst(piece)
    }
    #expect(passed == Self.settings + data + Self.alive + Self.large + Self.answer)
  }

  /// Nothing but what may be a ping waits for more.
  @Test func holdNothingElseBack() {
    var sieve = HTTP2PingSieve()
    #expect(Array(sieve.pass(ByteBuffer(bytes: Self.settings)).readableBytesView) == Self.settings)
    #expect(Array(sieve.pass(ByteBuffer(bytes: Self.data.prefix(12))).readableBytesView) == Array(Self.data.prefix(12)))
    #expect(Array(sieve.pass(ByteBuffer(bytes: Self.data.dropFirst(12))).readableBytesView) == Array(Self.data.dropFirst(12)))
  }
}
