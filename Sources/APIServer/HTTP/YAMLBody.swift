import KubernetesAPI
import MeshAdmission

/// Reads a YAML body of one document.
enum YAMLBody {
  @Sendable static func read(_ bytes: [UInt8]) throws(Status) -> JSONValue {
    let documents: [[UInt8]]
    do throws(YAMLConversion.Problem) {
      documents = try YAMLConversion.json(bytes)
    } catch {
      if error.isLimit { throw .requestEntityTooLarge(error.message) }
      throw .badRequest("the body of the request is not YAML: \(error)")
    }
    guard documents.count == 1 else {
      throw .badRequest("the body of the request must be one YAML document, not \(documents.count)")
    }
    do throws(JSONError) {
      return try JSONParser.parse(documents[0], limits: .request)
    } catch {
      throw .badRequest("the body of the request cannot be read: \(error)")
    }
  }
}
