import Testing

@testable import MeshAdmission

struct AddressRulesTests {
  @Test(arguments: [
    "240.10.0.1", "0.0.0.0", "255.255.255.255", "::", "::1", "1::", "2001:db8::1", "fe80::1:2", "::ffff:10.0.0.1",
    "1:2:3:4:5:6:7:8", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7::",
  ])
  func acceptsAddresses(text: String) { #expect(AddressRules.isIP(text)) }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "a.b.c.d", ":", ":::", "1:2:3:4:5:6:7", "1::2::3", "1:2:3:4:5:6:7:8:9",
    "g::", "12345::", ":1", "1:", "::1.2.3", "1:2:3:4:5:6:7:8::",
  ])
  func refusesAddresses(text: String) { #expect(!AddressRules.isIP(text)) }

  @Test(arguments: ["240.10.0.1", "10.0.0.0/8", "10.1.2.3/32", "2001:db8::/32", "::/0"])
  func acceptsBlocks(text: String) { #expect(AddressRules.subnet(text) == nil) }

  @Test(arguments: ["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "2001:db8::/129", "10.0.0.0/8/8", "host"])
  func refusesBlocks(text: String) { #expect(AddressRules.subnet(text) != nil) }
}
