import Foundation
import MeshAPI
import MeshAdmission
import MeshModel
import MeshPush
import MeshState
import XDSResources

func arg(_ name: String, _ fallback: Int) -> Int {
  let a = CommandLine.arguments
  guard let i = a.firstIndex(of: "--\(name)"), i + 1 < a.count, let v = Int(a[i + 1]) else { return fallback }
  return v
}
let services = arg("services", 1000), clients = arg("clients", 40), repeats = arg("repeats", 20)
let mesh = SyntheticMesh(services: services, endpoints: arg("endpoints", 10), namespaces: arg("namespaces", 20), hasRules: true)
func cpu() -> Double { var t = timespec(); clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return Double(t.tv_sec) + Double(t.tv_nsec) / 1e9 }
func rss() -> Int {
  let s = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let l = s.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
  return (Int(l.filter(\.isNumber)) ?? 0) / 1024
}
@MainActor @discardableResult func timed<R>(_ what: String, _ n: Int = 1, _ body: @MainActor () async throws -> R) async rethrows -> R {
  let a = cpu(); let r = try await body(); let b = cpu()
  print(what.padding(toLength: 40, withPad: " ", startingAt: 0), String(format: "%10.3f ms CPU each", (b - a) * 1000 / Double(n)), "rss \(rss()) MiB")
  return r
}
func admit(_ text: String, _ file: String) -> [MeshObject] {
  let r = Admission().admit(Array(text.utf8), file: file)
  for d in r.diagnostics.prefix(3) { print(d) }
  return r.objects.map(\.object)
}
let serviceText = (0..<services).map { mesh.service($0) }.joined(separator: "---\n")
let ruleText = (1..<services).map { mesh.rules($0) }.joined(separator: "---\n")
print("texts", serviceText.utf8.count, ruleText.utf8.count)
var objects = await timed("admit services.yaml") { admit(serviceText, "services.yaml") }
objects += await timed("admit rules.yaml") { admit(ruleText, "rules.yaml") }
objects += admit(mesh.rules(0), "rule-0.yaml")
print(objects.count, "objects")
var folded = FoldedMesh()
let changes = await timed("fold all") { folded.fold(FactChanges(upserts: objects)) }
let engine = PushEngine()
await timed("engine first update") { _ = await engine.update(to: folded.snapshot, changes: changes) }
var connections: [ProxyConnection] = []
await timed("connect \(clients)", clients) {
  for n in 0..<clients {
    let s = n % services, ns = mesh.namespace(s)
    let id = "sidecar~\(mesh.address(s, endpoint: 0))~svc-\(s)-0.\(ns)~\(ns).svc.cluster.local"
    let meta = #"{"NAMESPACE":"\#(ns)","CLUSTER_ID":"Kubernetes","LABELS":{"app":"svc-\#(s)","version":"v1"}}"#
    let proxy = try! Proxy(nodeID: id, metadataJSON: Array(meta.utf8))
    connections.append(await engine.connect(proxy, node: ProxyNode(id: id)))
  }
}
if let s = await engine.resources(of: connections[0]) {
  for t in [TypeURL.cluster, .endpoint, .listener, .route, .virtualHost] {
    let r = s.resources(t); print(t.rawValue.split(separator: ".").last!, r.count, r.reduce(0) { $0 + $1.body.count })
  }
}
@MainActor func changeRules() async {
  for n in 0..<repeats {
    let texts = await { admit(mesh.rules(0, weight: 10 + n), "rule-0.yaml") }()
    let c = folded.fold(FactChanges(upserts: texts))
    let report = await engine.update(to: folded.snapshot, changes: c)
    if n == 0 { print(report.counts.built.map { ($0.key.rawValue.split(separator: ".").last!, $0.value) }, report.proxies) }
  }
}
@MainActor func changeEndpoints() async {
  for n in 0..<repeats {
    let texts = admit(mesh.service(0, move: n + 1), "svc-0.yaml")
    let c = folded.fold(FactChanges(upserts: texts))
    let report = await engine.update(to: folded.snapshot, changes: c)
    if n == 0 { print(report.counts.built.map { ($0.key.rawValue.split(separator: ".").last!, $0.value) }, report.proxies) }
  }
}
await timed("admit one rule", repeats) { for n in 0..<repeats { _ = admit(mesh.rules(0, weight: 10 + n), "x") } }
await timed("rule changed", repeats) { await changeRules() }
await timed("admit one service", repeats) { for n in 0..<repeats { _ = admit(mesh.service(0, move: 10 + n), "x") } }
await timed("endpoint changed", repeats) { await changeEndpoints() }
