import EnvoyRendering
import MeshAPI
import MeshAdmission

/// Admits YAML written in a test.
func admit(_ yaml: String, _ options: AdmissionOptions = AdmissionOptions()) -> AdmissionResult {
  Admission(options: options, envoyValues: EnvoyPatchReader()).admit(Array(yaml.utf8), file: "test.yaml")
}

/// What is said about YAML written in a test, one line for each diagnostic.
func diagnose(_ yaml: String, _ options: AdmissionOptions = AdmissionOptions()) -> [String] {
  admit(yaml, options).diagnostics.map(\.description)
}
