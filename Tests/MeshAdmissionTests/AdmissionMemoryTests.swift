import MeshAPI
import MeshAdmission
import MeshTestSupport
import Testing

/// Admitting a file again reads what changed, and answers as if everything had been read.
struct AdmissionMemoryTests {
  private func same(_ left: AdmissionResult, _ right: AdmissionResult) -> Bool {
    left.diagnostics == right.diagnostics && left.refused == right.refused && left.ignored == right.ignored
      && left.isReadable == right.isReadable && left.objects.map(\.object) == right.objects.map(\.object)
      && left.objects.map(\.line) == right.objects.map(\.line)
      && left.objects.map { [$0.location(of: "spec.egress[0].hosts").line, $0.location(of: "nothing").line] }
        == right.objects.map { [$0.location(of: "spec.egress[0].hosts").line, $0.location(of: "nothing").line] }
  }

  private func admit(_ documents: [String], _ memory: inout AdmissionMemory) -> AdmissionResult {
    Admission().admit(Array(documents.joined(separator: "---\n").utf8), file: "f", memory: &memory)
  }

  @Test func readsTheChangedDocumentsAlone() {
    var documents = (0..<100).map { TextTests.named("o\($0)") }
    var memory = AdmissionMemory()
    _ = admit(documents, &memory)
    #expect(memory.documentsRead == 100)
    _ = admit(documents, &memory)
    #expect(memory.documentsRead == 0)
    documents[50] = "# changed, and two lines longer\n\n" + documents[50] + "extra: 1\n"
    let changed = admit(documents, &memory)
    #expect(memory.documentsRead == 1)
    #expect(changed.diagnostics.map(\.line) == [257])
    #expect(changed.objects.last?.line == 1 + 99 * 5 + 3)
    documents.remove(at: 3)
    _ = admit(documents, &memory)
    #expect(memory.documentsRead == 0)
    documents.insert(TextTests.named("new"), at: 70)
    #expect(admit(documents, &memory).objects.count == 100)
    #expect(memory.documentsRead == 1)
  }

  @Test func aBrokenDocumentIsForgottenWhenItIsMended() {
    var memory = AdmissionMemory()
    let good = [TextTests.named("a"), TextTests.named("b")]
    #expect(!admit([good[0], "x: [\n"], &memory).isReadable)
    #expect(!admit(["# moved\n" + good[0], "x: [\n"], &memory).isReadable)
    #expect(memory.documentsRead == 1)
    #expect(admit(good, &memory).objects.count == 2)
  }

  @Test func anotherFileIsReadAnew() {
    var memory = AdmissionMemory()
    let bytes = Array((TextTests.named("a") + "extra: 1\n").utf8)
    _ = Admission().admit(bytes, file: "one", memory: &memory)
    let other = Admission().admit(bytes, file: "two", memory: &memory)
    #expect(memory.documentsRead == 1)
    #expect(other.diagnostics.map(\.file) == ["two"])
  }

  @Test func answersAsWithoutMemory() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var memory = AdmissionMemory()
    var documents = (0..<8).map { TextTests.named("o\($0)") }
    let pieces = [
      TextTests.named("o1"), TextTests.named("o2") + "extra: 1\n", "a: [\n", "# nothing\n", "a: 1\na: 2\n", "kind: x\n",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n", "apiVersion: v1\nkind: List\nitems: [{kind: y}]\n", "\n\n\n",
    ]
    for _ in 0..<400 {
      let index = Int.random(in: 0..<max(1, documents.count), using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0 where !documents.isEmpty: documents.remove(at: index)
      case 1 where !documents.isEmpty: documents[index] = "\n" + documents[index]
      case 2: documents.insert(pieces.randomElement(using: &generator) ?? "", at: index)
      default: if !documents.isEmpty { documents[index] = TextTests.named("o\(Int.random(in: 0..<9, using: &generator))") }
      }
      var fresh = AdmissionMemory()
      #expect(same(admit(documents, &memory), admit(documents, &fresh)), "seed \(seed)")
    }
  }
}
