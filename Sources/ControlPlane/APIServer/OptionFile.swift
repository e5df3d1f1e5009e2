import APIServer
import MeshIdentity

/// Small files that options name.
enum OptionFile {
  private static let limit = 1 << 20

  /// - Throws: `APIServerError` where the file cannot be read.
  static func text(_ path: String) throws -> String {
    do {
      return String(decoding: try PrivateFile(path: path).read(limit: limit), as: UTF8.self)
    } catch {
      throw APIServerError("cannot read \(error)")
    }
  }
}
