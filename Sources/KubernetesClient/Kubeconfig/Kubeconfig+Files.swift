import Foundation

extension Kubeconfig {
  /// The files that kubectl would read: those of `$KUBECONFIG`, or `~/.kube/config`.
  package static func defaultFiles(environment: [String: String]) -> [String] {
    let listed = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
    if !listed.isEmpty {
      var seen: Set<String> = []
      return listed.filter { seen.insert($0).inserted }
    }
    return environment["HOME"].map { ["\($0)/.kube/config"] } ?? []
  }

  /// Reads the files that kubectl would read; those that do not exist are passed over.
  /// - Throws: `KubeconfigError` with what is wrong in any of them.
  package static func load(environment: [String: String]) throws(KubeconfigError) -> Kubeconfig {
    try load(defaultFiles(environment: environment), mayBeMissing: true)
  }

  /// Reads one file, which must exist.
  package static func load(file: String) throws(KubeconfigError) -> Kubeconfig {
    try load([file], mayBeMissing: false)
  }

  private static func load(_ files: [String], mayBeMissing: Bool) throws(KubeconfigError) -> Kubeconfig {
    var merged = Kubeconfig()
    var problems: [KubeconfigError.Problem] = []
    for file in files {
      if mayBeMissing, !FileManager.default.fileExists(atPath: file) { continue }
      do throws(KubeconfigError) {
        let text = try SmallFile.text(file, limit: KubeconfigReader.sizeLimit) { reason in
          KubeconfigError(.init(file: file, message: reason))
        }
        merged.merge(try KubeconfigReader(file: file).read(text))
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw KubeconfigError(problems) }
    return merged
  }
}

/// Files that are read whole.
enum SmallFile {
  /// - Parameter problem: makes an error of a reason.
  static func text<Problem: Error>(_ path: String, limit: Int, problem: (String) -> Problem) throws(Problem) -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw problem("the file \(path) cannot be read") }
    defer { try? handle.close() }
    let data: Data
    do {
      data = try handle.read(upToCount: limit + 1) ?? Data()
    } catch {
      throw problem("the file \(path) cannot be read")
    }
    guard data.count <= limit else { throw problem("the file \(path) has more than \(limit) bytes") }
    guard let text = String(bytes: data, encoding: .utf8) else { throw problem("the file \(path) is not UTF-8") }
    return text
  }
}
