/// A report in the form that JUnit writes and build servers read.
struct JUnitReport {
  struct Failure {
    var file: String
    var name: String
    var type: String
    var message: String
    var text: String
    /// Warnings are told and fail nothing.
    var isError: Bool
  }

  var suite: String
  var failures: [Failure]

  var text: String {
    let cases =
      failures.isEmpty ? "    <testcase classname=\"\(escape(suite))\" name=\"no findings\"/>\n" : failures.map(testCase).joined()
    let count = max(1, failures.count)
    let failed = failures.count { $0.isError }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites tests="\(count)" failures="\(failed)">
        <testsuite name="\(escape(suite))" tests="\(count)" failures="\(failed)">
      \(cases)  </testsuite>
      </testsuites>

      """
  }

  private func testCase(_ failure: Failure) -> String {
    let body =
      failure.isError
      ? "<failure type=\"\(escape(failure.type))\" message=\"\(escape(failure.message))\">\(escape(failure.text))</failure>"
      : "<system-out>\(escape(failure.text))</system-out>"
    return """
          <testcase classname="\(escape(failure.file))" name="\(escape(failure.name))">
            \(body)
          </testcase>

      """
  }

  /// XML 1.0 has no way to write most control characters.
  private func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
