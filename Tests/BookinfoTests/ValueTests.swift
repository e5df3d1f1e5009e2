import Testing

@testable import Bookinfo

@Suite struct ValueTests {
  @Test func textInMarkupIsEscaped() {
    let hostile = #"<b a="1" c='2'>&amp;</b>"#
    let html: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"
    let escaped = "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;"
    #expect(html.text == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func markupInMarkupStaysMarkup() {
    let item: HTML = "<li>\("a & b")</li>"
    let list: HTML = "<ul>\([item, item])\(item)\(3)</ul>"
    #expect(list.text == "<ul><li>a &amp; b</li><li>a &amp; b</li><li>a &amp; b</li>3</ul>")
  }

  @Test(arguments: [
    ("0", "0"), ("a b", "a%20b"), ("../x", "..%2Fx"), ("..", "%2E%2E"), ("50%", "50%25"), ("é?#", "%C3%A9%3F%23"),
    ("a.b~c-d_e", "a.b~c-d_e"), ("\u{1}", "%01"),
  ])
  func segmentsOfPathsAreEncoded(plain: String, encoded: String) {
    #expect(plain.percentEncodedSegment == encoded)
  }

  @Test func addressesBecomeURLs() {
    #expect(BookinfoAddress.tcp(host: "127.87.0.102", port: 9080).baseURL == "http://127.87.0.102:9080")
    #expect(BookinfoAddress.tcp(host: "::1", port: 80).baseURL == "http://[::1]:80")
    #expect(BookinfoAddress.unixSocket(path: "/run/a b.sock").baseURL == "http+unix://%2Frun%2Fa%20b.sock")
  }

  @Test func namesAreTrimmedAndBounded() {
    #expect(UserName("  jason ")?.text == "jason")
    #expect(UserName("Żaneta Ω")?.text == "Żaneta Ω")
    #expect(UserName(" ") == nil)
    #expect(UserName("a\r\nb") == nil)
    #expect(UserName(String(repeating: "n", count: 64)) != nil)
    #expect(UserName(String(repeating: "n", count: 65)) == nil)
  }

  @Test func keysNeverShow() throws {
    let key = try #require(SessionKey(bytes: Array(repeating: 65, count: 32)))
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(text.contains("redacted"))
      #expect(!text.contains("65"))
    }
    #expect(SessionKey(bytes: Array(repeating: 65, count: 31)) == nil)
  }

  @Test(arguments: [
    (Duration.microseconds(200), 1, "1 ms"), (.milliseconds(999), 1, "999 ms"), (.milliseconds(3049), 1, "3.0 s"),
    (.seconds(6), 2, "2 tries and 6.0 s"),
  ])
  func effortReadsWell(duration: Duration, tries: Int, text: String) {
    #expect(Fetched<Int>(outcome: .failed(.noAnswer, apology: ""), tries: tries, duration: duration).effort == text)
  }
}
