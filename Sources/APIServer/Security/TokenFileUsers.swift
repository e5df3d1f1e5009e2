import Crypto
import KubernetesAPI
import MeshIdentity

/// Users by bearer tokens that somebody wrote down: `token,user,uid,"group1,group2"` on each line, as Kubernetes' token files.
/// Only hashes of the tokens are kept.
struct TokenFileUsers: RequestAuthenticator {
  private let users: [SHA256Digest: UserInfo]

  /// - Throws: `TokenFileError` with the line that is wrong.
  init(_ text: String) throws {
    var users: [SHA256Digest: UserInfo] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimming(" \t\r")
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let fields = Self.fields(line)
      guard fields.count >= 3, !fields[0].isEmpty, !fields[1].isEmpty else {
        throw TokenFileError(line: index + 1, problem: "it must read token,user,uid[,\"group,group\"]")
      }
      guard fields[0].utf8.count >= 16 else {
        throw TokenFileError(line: index + 1, problem: "the token has fewer than 16 characters; it could be guessed")
      }
      let groups = fields.count > 3 ? fields[3].split(separator: ",").map { String($0.trimming(" ")) } : []
      let digest = SHA256.hash(data: Array(fields[0].utf8))
      guard users[digest] == nil else { throw TokenFileError(line: index + 1, problem: "the token stands above already") }
      users[digest] = UserInfo(name: fields[1], uid: fields[2].isEmpty ? nil : fields[2], groups: groups)
    }
    self.users = users
  }

  func user(of credentials: RequestCredentials) async throws(RefusedCredentials) -> ProvenUser? {
    guard let token = credentials.bearerToken else { return nil }
    // Looked up by hash: how long that takes says nothing about the tokens.
    guard let user = users[SHA256.hash(data: Array(token.reveal().utf8))] else { return nil }
    // The file names no audiences: its tokens are for this server.
    let audiences = credentials.asked(of: [AccountUsers.ownAudience])
    guard !audiences.isEmpty else { throw RefusedCredentials(reason: "a token of the file, shown to others than this server") }
    return ProvenUser(user: user, audiences: audiences)
  }

  /// Fields between commas; quotes hold commas together.
  private static func fields(_ line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for sign in line {
      switch sign {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(sign)
      }
    }
    return fields
  }
}

/// What is wrong with a file of tokens; never says a token.
struct TokenFileError: Error, Hashable, CustomStringConvertible {
  var line: Int
  var problem: String

  var description: String { "line \(line) of the token file: \(problem)" }
}
