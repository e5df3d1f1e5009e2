import MeshResources
import Testing

extension ResourceDefinition: CustomTestStringConvertible {
  package var testDescription: String { fullName }
}
