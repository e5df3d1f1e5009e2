import Testing

@testable import MeshTranslation

@Suite struct AddressBlockTests {
  @Test(arguments: [
    ("10.1.2.3/8", "10.0.0.0/8", true), ("10.1.2.3/16", "10.1.0.0/16", true), ("10.1.2.3/16", "10.2.0.0/16", false),
    ("10.0.0.0/8", "10.0.0.0/9", false), ("10.0.0.127/25", "10.0.0.1/25", true), ("10.0.0.128/25", "10.0.0.1/25", false),
    ("fd00::1/64", "fd00:0::2/64", true), ("fd00::1/64", "fd01::1/64", false), ("::/0", "0.0.0.0/0", false),
    ("10.0.0.1/32", "10.0.0.1/32", true),
  ]) func comparesAddressesNotSpelling(_ left: String, _ right: String, _ same: Bool) throws {
    let (left, right) = (try #require(AddressBlock(left)), try #require(AddressBlock(right)))
    #expect((left.network == right.network) == same)
  }

  @Test(arguments: ["10.0.0.1", "10.0.0.0/", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "a/8", "", "10.0.0.0/8/8"])
  func refusesWhatIsNoBlock(_ text: String) {
    #expect(AddressBlock(text) == nil)
  }

  @Test func keepsTheSpelling() throws {
    let block = try #require(AddressBlock("10.1.2.3/8"))
    #expect(block.address == "10.1.2.3")
    #expect(block.prefixLength == 8)
    #expect(!block.isEverything)
    #expect(AddressBlock("0.0.0.0/0")?.isEverything == true)
  }
}
