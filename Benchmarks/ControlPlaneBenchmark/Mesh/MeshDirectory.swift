import BenchmarkSupport
import Foundation

/// The directory that the control plane watches. Files are replaced as careful tools do it: written beside, then renamed.
struct MeshDirectory: Sendable {
  /// How services are spread over files.
  enum Layout: String, Sendable, CaseIterable, Codable {
    /// A file for each service: what an endpoint change costs by itself.
    case files
    /// All services in one file, which each endpoint change rewrites.
    case single
  }

  var url: URL
  var mesh: SyntheticMesh
  var layout: Layout

  /// Writes the whole mesh.
  func write() throws {
    let manager = FileManager.default
    try manager.createDirectory(at: servicesFolder, withIntermediateDirectories: true)
    switch layout {
    case .single: try replace(allServices, with: services())
    case .files: for service in 0..<mesh.services { try replace(file(of: service), with: mesh.service(service)) }
    }
    guard mesh.hasRules else { return }
    let others = (1..<max(1, mesh.services)).map { mesh.rules($0) }.joined(separator: "---\n")
    try replace(url.appendingPathComponent("rules.yaml"), with: others)
    try write(rule: SyntheticMesh.initialWeight)
  }

  /// Gives the first service's VirtualService other weights.
  func write(rule weight: Int) throws {
    try replace(url.appendingPathComponent("rule-0.yaml"), with: mesh.rules(0, weight: weight))
  }

  /// Moves the last endpoint of a service.
  /// - Parameter moves: how often each service's last endpoint has moved, this one included.
  func write(endpointOf service: Int, moves: [Int: Int]) throws {
    switch layout {
    case .single: try replace(allServices, with: services(moves: moves))
    case .files: try replace(file(of: service), with: mesh.service(service, move: moves[service] ?? 0))
    }
  }

  private var servicesFolder: URL { url.appendingPathComponent("services") }
  private var allServices: URL { servicesFolder.appendingPathComponent("services.yaml") }

  private func file(of service: Int) -> URL { servicesFolder.appendingPathComponent("svc-\(service).yaml") }

  private func services(moves: [Int: Int] = [:]) -> String {
    (0..<mesh.services).map { mesh.service($0, move: moves[$0] ?? 0) }.joined(separator: "---\n")
  }

  private func replace(_ file: URL, with text: String) throws {
    let draft = file.deletingLastPathComponent().appendingPathComponent(".\(file.lastPathComponent).draft")
    try Data(text.utf8).write(to: draft)
    guard rename(draft.path, file.path) == 0 else {
      throw BenchmarkError("cannot write \(file.path): \(String(cString: strerror(errno)))")
    }
  }
}
