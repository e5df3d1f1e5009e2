extension MessageTable {
  /// `discovery.k8s.io/v1`.
  static let discovery = """
    Endpoint: 1 addresses [string], 2 conditions EndpointConditions, 3 hostname string?, 4 targetRef core.ObjectReference,
      5 deprecatedTopology {string}, 6 nodeName string?, 7 zone string?, 8 hints EndpointHints
    EndpointConditions: 1 ready bool?, 2 serving bool?, 3 terminating bool?
    EndpointHints: 1 forZones [ForZone]
    EndpointPort: 1 name string?, 2 protocol string?, 3 port int?, 4 appProtocol string?
    EndpointSlice: 1 metadata meta.ObjectMeta, 4 addressType string!, 2 endpoints [Endpoint], 3 ports [EndpointPort]
    ForZone: 1 name string
    """
}
