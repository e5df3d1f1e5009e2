extension ProxyNode {
  /// The node's metadata under the keys that Istio's agent sends, without those that repeat the agent's settings
  /// (`PROXY_CONFIG`, ports), which `Bootstrap` adds.
  package var metadata: [String: JSONValue] {
    var metadata = extraMetadata
    metadata["NAME"] = .string(name)
    metadata["NAMESPACE"] = .string(namespace)
    metadata["WORKLOAD_NAME"] = .string(workloadName)
    // Istio's agent joins lists of plain strings by commas.
    metadata["INSTANCE_IPS"] = .string(addresses.joined(separator: ","))
    metadata["CLUSTER_ID"] = .string(clusterID)
    metadata["ISTIO_VERSION"] = .string(istioVersion)
    metadata["LABELS"] = .object(labels.mapValues { .string($0) })
    let optional: KeyValuePairs<String, String?> = [
      "OWNER": owner, "SERVICE_ACCOUNT": serviceAccount, "NETWORK": network, "MESH_ID": meshID,
      "INTERCEPTION_MODE": interceptionMode?.rawValue,
    ]
    for (key, value) in optional {
      if let value { metadata[key] = .string(value) }
    }
    return metadata
  }
}
