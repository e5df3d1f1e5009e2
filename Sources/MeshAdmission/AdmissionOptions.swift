/// How strictly text is admitted, and how much of it.
package struct AdmissionOptions: Hashable, Sendable {
  /// Bounds on what one file may hold; beyond them it is refused with a diagnostic, never half read.
  package struct Limits: Hashable, Sendable {
    /// Bytes of one file.
    package var fileSize = 4 << 20
    /// Documents of one file, and objects after `kind: List` is taken apart.
    package var objects = 20_000
    /// Values (scalars, lists, mappings) of one file after aliases are expanded.
    package var values = 1_000_000
    /// Diagnostics kept of one file; what is refused beyond them is still counted.
    package var diagnostics = 1_000
    /// Mappings and lists inside each other, counted from the object's root.
    package var depth = 64
    /// The same, inside one EnvoyFilter patch `value`, counted from that value.
    package var envoyFilterDepth = 24
    /// Instructions that one regular expression may compile to. The agent's bootstrap lets Envoy take 32768; what is counted
    /// here is an estimate, so it stops a little earlier.
    package var regexProgramSize = 30_000

    package init() {}
  }

  package var limits = Limits()
  /// Unknown fields are errors instead of warnings.
  package var strict = false
  /// The namespace of namespaced objects that name none.
  package var defaultNamespace = "default"

  package init() {}

  package init(strict: Bool = false, defaultNamespace: String = "default", limits: Limits = Limits()) {
    self.strict = strict
    self.defaultNamespace = defaultNamespace
    self.limits = limits
  }
}
