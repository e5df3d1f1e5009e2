/// Istio's `TrafficExtension` and `WasmPlugin` (extensions.istio.io/v1alpha1): code of the user's in a proxy's filter chain.
///
/// A `WasmPlugin` is the older spelling of a `TrafficExtension` with `wasm`; both are this value.
package struct ProxyExtension: Hashable, Sendable {
  /// Where among the filters of the mesh it stands (Istio `ExecutionPhase`).
  package enum Phase: String, Hashable, Sendable, CaseIterable {
    /// At the end, before the router.
    case unspecified = "UNSPECIFIED"
    case authentication = "AUTHN"
    case authorization = "AUTHZ"
    case statistics = "STATS"
  }

  /// Traffic that it is for: all conditions hold.
  package struct Match: Hashable, Sendable {
    package var mode: TrafficMode
    /// Empty: every port.
    package var ports: [Int]

    package init(mode: TrafficMode = .clientAndServer, ports: [Int] = []) {
      self.mode = mode
      self.ports = ports
    }
  }

  package enum Code: Hashable, Sendable {
    case wasm(WasmModule)
    /// A script in Lua, at most 64 KiB.
    case lua(String)
  }

  /// The labels of the workloads that it is for; nil means all of its namespace, or of the mesh in the root namespace.
  package var selector: [String: String]?
  package var targets: [PolicyTarget] = []
  package var phase: Phase = .unspecified
  /// Within a phase the larger comes first; equal ones go by age.
  package var priority: Int32 = 0
  /// Any of them; empty: all traffic.
  package var matches: [Match] = []
  package var code: Code

  package init(code: Code) { self.code = code }
}

/// A WebAssembly module, where it comes from and what it is told.
package struct WasmModule: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// What Istio treats as `http`.
    case unspecified = "UNSPECIFIED_PLUGIN_TYPE"
    case http = "HTTP"
    case network = "NETWORK"
  }

  package enum FailStrategy: String, Hashable, Sendable, CaseIterable {
    /// Requests fail while the module does.
    case close = "FAIL_CLOSE"
    /// Requests pass it by.
    case open = "FAIL_OPEN"
    /// It is loaded anew once, then as `close`.
    case reload = "FAIL_RELOAD"
  }

  package enum PullPolicy: String, Hashable, Sendable, CaseIterable {
    /// `always` for images tagged `latest`, else `ifNotPresent`.
    case unspecified = "UNSPECIFIED_POLICY"
    case ifNotPresent = "IfNotPresent"
    case always = "Always"
  }

  /// A variable of the module's virtual machine.
  package struct Variable: Hashable, Sendable {
    package enum Source: String, Hashable, Sendable, CaseIterable {
      case inline = "INLINE"
      /// The proxy's own environment.
      case host = "HOST"
    }
    package var name: String
    /// nil where the proxy's own environment has it.
    package var value: HiddenText?

    package init(name: String, value: HiddenText?) {
      self.name = name
      self.value = value
    }
  }

  /// `file`, `http`, `https` or `oci`; an image without a scheme is `oci`.
  package var url: String
  package var kind: Kind = .unspecified
  /// 64 lower-case hexadecimal digits; nil where nothing is checked.
  package var sha256: String?
  package var pullPolicy: PullPolicy = .unspecified
  /// A Secret with credentials of the registry, in the object's namespace.
  package var pullSecret: String?
  package var verificationKey: String?
  /// A JSON object; nil where the module is told nothing.
  package var configuration: HiddenText?
  /// The module's name for itself (`root_id`).
  package var rootID: String?
  package var failStrategy: FailStrategy = .close
  package var environment: [Variable] = []

  package init(url: String) { self.url = url }
}
