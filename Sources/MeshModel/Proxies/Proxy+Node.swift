import FoundationEssentials

/// Why a node can not be taken for a proxy of the mesh.
package struct ProxyNodeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence that names the field and what it should look like.
  package var message: String
  package var description: String { message }
}

extension Proxy {
  /// Reads an xDS node as Istio's agent describes its proxy.
  /// - Parameters:
  ///   - nodeID: `TYPE~IP~WORKLOAD.NAMESPACE~DNSDOMAIN`, TYPE being `sidecar` or `router`.
  ///   - metadataJSON: the node's metadata as a JSON object; may be empty. Keys that are read: NAMESPACE, LABELS, CLUSTER_ID,
  ///     NETWORK, NODE_NAME, SERVICE_ACCOUNT, WORKLOAD_NAME, INSTANCE_IPS, INTERCEPTION_MODE, ISTIO_VERSION, DNS_CAPTURE,
  ///     MELTEMI_VHDS, MELTEMI_IDENTITY (`none`: the proxy has no certificates; Istio's agents, which do not say it, always give it some); others
  ///     are ignored.
  ///   - locality: the node's locality; where it is empty, the label `istio-locality` (`region.zone.subzone`) counts.
  ///   - takesVirtualHosts: whether virtual hosts may be sent to it as resources of their own whatever its metadata says
  ///     (`MELTEMI_VHDS` set to `true`).
  package init(
    nodeID: String, metadataJSON: [UInt8], locality: Locality = Locality(), takesVirtualHosts: Bool = false
  ) throws(ProxyNodeError) {
    let parts = nodeID.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4 else {
      throw ProxyNodeError(message: "node id \"\(nodeID)\" is not of the form TYPE~IP~WORKLOAD.NAMESPACE~DNSDOMAIN")
    }
    guard let kind = Kind(rawValue: parts[0]) else {
      throw ProxyNodeError(message: "node id \"\(nodeID)\": the type must be sidecar or router, not \"\(parts[0])\"")
    }
    let metadata = try NodeMetadata(json: metadataJSON)
    let workload = parts[2].split(separator: ".").map(String.init)
    let namespace = metadata.namespace ?? (workload.count > 1 ? workload.last : nil) ?? ""
    guard !namespace.isEmpty else {
      throw ProxyNodeError(
        message: "node id \"\(nodeID)\" names no namespace: write WORKLOAD.NAMESPACE or the metadata key NAMESPACE")
    }
    let addresses = Self.addresses([parts[1]] + metadata.instanceIPs)
    guard !addresses.isEmpty else {
      throw ProxyNodeError(message: "node id \"\(nodeID)\": \"\(parts[1])\" is not an IP address")
    }
    let mode = metadata.interceptionMode ?? InterceptionMode.redirect.rawValue
    guard let interceptionMode = InterceptionMode(rawValue: mode) else {
      throw ProxyNodeError(message: "INTERCEPTION_MODE must be REDIRECT, TPROXY or NONE, not \"\(mode)\"")
    }
    self.init(
      id: nodeID, kind: kind, addresses: addresses,
      workloadName: metadata.workloadName ?? (workload.count > 1 ? workload.dropLast().joined(separator: ".") : parts[2]),
      namespace: namespace, dnsDomain: parts[3], labels: metadata.labels,
      locality: locality == Locality() ? Self.locality(of: metadata.labels) : locality, network: metadata.network ?? "",
      clusterID: metadata.clusterID ?? "", nodeName: metadata.nodeName ?? "",
      serviceAccount: metadata.serviceAccount ?? "", interceptionMode: interceptionMode,
      istioVersion: metadata.istioVersion ?? "", takesVirtualHosts: takesVirtualHosts || metadata.takesVirtualHosts,
      hasCertificates: metadata.hasCertificates, metadata: metadata.texts)
    capturesDNS = metadata.capturesDNS
  }

  private static func addresses(_ candidates: [String]) -> [String] {
    var addresses: [String] = []
    for candidate in candidates where isAddress(candidate) && !addresses.contains(candidate) { addresses.append(candidate) }
    return addresses
  }

  /// Tells addresses from names; not a full parser, since an address is only compared with those of endpoints.
  private static func isAddress(_ text: String) -> Bool {
    if text.contains(":") {
      return text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
    let octets = text.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
  }

  /// Dots stand for the slashes that label values may not contain.
  private static func locality(of labels: [String: String]) -> Locality {
    guard let text = labels["istio-locality"] else { return Locality() }
    return Locality(text.contains("/") ? text : String(text.map { $0 == "." ? "/" : $0 }))
  }
}

/// The node metadata that a mesh reads; values of a wrong type count as absent.
private struct NodeMetadata: Decodable {
  private enum Key: String, CodingKey {
    case namespace = "NAMESPACE"
    case labels = "LABELS"
    case clusterID = "CLUSTER_ID"
    case network = "NETWORK"
    case nodeName = "NODE_NAME"
    case serviceAccount = "SERVICE_ACCOUNT"
    case workloadName = "WORKLOAD_NAME"
    case instanceIPs = "INSTANCE_IPS"
    case interceptionMode = "INTERCEPTION_MODE"
    case istioVersion = "ISTIO_VERSION"
    case dnsCapture = "DNS_CAPTURE"
    case virtualHosts = "MELTEMI_VHDS"
    case identity = "MELTEMI_IDENTITY"
  }
  /// A label whose value is not a text is left out.
  private struct Label: Decodable {
    var text: String?
    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }

  var namespace: String?
  var labels: [String: String] = [:]
  var clusterID: String?
  var network: String?
  var nodeName: String?
  var serviceAccount: String?
  var workloadName: String?
  var instanceIPs: [String] = []
  var interceptionMode: String?
  var istioVersion: String?
  var capturesDNS = false
  var takesVirtualHosts = false
  var hasCertificates = true
  /// Everything that is a text and not too long to be compared.
  var texts: [String: String] = [:]

  init(json: [UInt8]) throws(ProxyNodeError) {
    guard !json.isEmpty else { return }
    do {
      self = try JSONDecoder().decode(NodeMetadata.self, from: Data(json))
    } catch {
      throw ProxyNodeError(message: "the node's metadata is not a JSON object")
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func text(_ key: Key) -> String? {
      guard let found = try? container.decode(String.self, forKey: key), !found.isEmpty else { return nil }
      return found
    }
    namespace = text(.namespace)
    clusterID = text(.clusterID)
    network = text(.network)
    nodeName = text(.nodeName)
    serviceAccount = text(.serviceAccount)
    workloadName = text(.workloadName)
    interceptionMode = text(.interceptionMode)
    istioVersion = text(.istioVersion)
    let isTrue = ["true", "t", "1"].contains(text(.dnsCapture)?.lowercased() ?? "")
    capturesDNS = isTrue || (try? container.decode(Bool.self, forKey: .dnsCapture)) == true
    takesVirtualHosts = text(.virtualHosts) == "true"
    hasCertificates = text(.identity) != "none"
    texts = Self.texts(of: decoder)
    labels = ((try? container.decode([String: Label].self, forKey: .labels)) ?? [:]).compactMapValues(\.text)
    instanceIPs = (text(.instanceIPs) ?? "").split(separator: ",").map(String.init)
  }

  /// Any key of the metadata.
  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Bounds for what a proxy may make others keep: the texts' length, and their number.
  private static let textLimit = 256
  private static let textCountLimit = 128

  private static func texts(of decoder: any Decoder) -> [String: String] {
    guard let container = try? decoder.container(keyedBy: AnyKey.self) else { return [:] }
    var texts: [String: String] = [:]
    for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) where texts.count < textCountLimit {
      guard let text = try? container.decode(String.self, forKey: key), text.utf8.count <= textLimit else { continue }
      texts[key.stringValue] = text
    }
    return texts
  }
}
