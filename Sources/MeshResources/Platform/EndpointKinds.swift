import KubernetesAPI

extension ResourceDefinition {
  static let endpoints = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("Endpoints", plural: "endpoints", short: ["ep"]), hasStatus: false,
    columns: [Column("Endpoints", ".subsets[*].addresses[*].ip", "The addresses."), .age],
    description: "Endpoints are the addresses of a Service; EndpointSlices say more.",
    schema: Shape.object([
      "subsets": Shape.list(
        of: Shape.mapping([
          "addresses": Shape.list(of: endpointAddress), "notReadyAddresses": Shape.list(of: endpointAddress),
          "ports": Shape.list(of: endpointPort),
        ]))
    ]))

  static let endpointSlice = ResourceDefinition(
    group: "discovery.k8s.io", versions: ["v1"], names: Names("EndpointSlice"), hasStatus: false,
    columns: [
      Column("AddressType", ".addressType", "What kind of addresses it holds."), Column("Ports", ".ports[*].port", "The ports."),
      Column("Endpoints", ".endpoints[*].addresses[*]", "The addresses."), .age,
    ],
    description: "An EndpointSlice holds addresses of a Service, with what is known of each.",
    schema: Shape.object(
      [
        "addressType": Shape.text,
        "endpoints": Shape.list(
          of: Shape.mapping(
            [
              "addresses": Shape.texts, "hostname": Shape.text, "nodeName": Shape.text, "zone": Shape.text,
              "conditions": Shape.mapping(["ready": Shape.flag, "serving": Shape.flag, "terminating": Shape.flag]),
              "targetRef": Shape.atomic(Shape.anything), "hints": Shape.anything,
            ], required: ["addresses"])),
        "ports": Shape.list(of: slicePort),
      ], required: ["addressType", "endpoints"]))

  private static let endpointAddress = Shape.atomic(
    Shape.mapping(
      ["ip": Shape.text, "hostname": Shape.text, "nodeName": Shape.text, "targetRef": Shape.atomic(Shape.anything)],
      required: ["ip"]))

  private static let slicePort = Shape.atomic(
    Shape.mapping([
      "name": Shape.defaulted(Shape.text, ""), "port": Shape.integer, "protocol": PodShape.portProtocol,
      "appProtocol": Shape.text,
    ]))

  private static let endpointPort = Shape.atomic(
    Shape.mapping(["name": Shape.text, "port": Shape.integer, "protocol": PodShape.portProtocol, "appProtocol": Shape.text]))

  static let event = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("Event", short: ["ev"]), hasStatus: false,
    columns: [
      Column("Last Seen", ".lastTimestamp", "When it last happened.", format: .date), Column("Type", ".type", "How grave it is."),
      Column("Reason", ".reason", "One word that says why."),
      Column("Object", ".involvedObject.name", "What it happened to."), Column("Message", ".message", "What happened."),
    ],
    description: "An Event is something that happened to an object.",
    schema: Shape.object([
      "involvedObject": Shape.atomic(Shape.anything), "related": Shape.atomic(Shape.anything), "source": Shape.anything,
      "series": Shape.anything, "reason": Shape.text, "message": Shape.text, "type": Shape.text, "action": Shape.text,
      "count": Shape.integer, "firstTimestamp": Shape.time, "lastTimestamp": Shape.time, "eventTime": Shape.time,
      "reportingComponent": Shape.text, "reportingInstance": Shape.text,
    ]))
}
