import Foundation
import KubernetesAPI
import KubernetesProtobuf
import Testing

@Suite("Hostile bytes")
struct ProtobufFuzzTests {
  /// Numbers that a seed decides.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  @Test("Bodies with changed, cut, doubled and foreign bytes are read or refused") func mutations() throws {
    let rounds = Int(ProcessInfo.processInfo.environment["MELTEMI_FUZZ_ROUNDS"] ?? "") ?? 20_000
    let seed = UInt64(ProcessInfo.processInfo.environment["MELTEMI_FUZZ_SEED"] ?? "") ?? .random(in: 0 ... .max)
    print("MELTEMI_FUZZ_SEED=\(seed)")
    var dice = Dice(state: seed)
    var refused = 0
    for _ in 0..<rounds {
      guard var bytes = RecordedBody.all.randomElement(using: &dice)?.body else { break }
      for _ in 0..<Int.random(in: 1...4, using: &dice) { mutate(&bytes, &dice) }
      do throws(ProtobufError) {
        // What was read can be written, and read again.
        let value = try ProtobufBody.decode(bytes)
        #expect((try? JSONParser.parse(value.jsonBytes)) == value, "seed \(seed)")
      } catch { refused += 1 }
    }
    #expect(refused > rounds / 4)
    #expect(refused < rounds)
  }

  private func mutate(_ bytes: inout [UInt8], _ dice: inout Dice) {
    // Behind the mark, most of the time.
    let low = Int.random(in: 0..<10, using: &dice) == 0 ? 0 : min(4, bytes.count)
    let place = Int.random(in: low...max(low, bytes.count), using: &dice)
    switch Int.random(in: 0..<5, using: &dice) {
    case 0 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &dice)
    case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
    case 2 where place < bytes.count: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &dice)))
    case 3: bytes.insert(contentsOf: bytes[min(place, bytes.count)...].prefix(16), at: min(place, bytes.count))
    default:
      let extremes: [[UInt8]] = [[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x80, 0x80, 0x80, 0x80], [0]]
      bytes.insert(contentsOf: extremes.randomElement(using: &dice) ?? [], at: min(place, bytes.count))
    }
  }
}
