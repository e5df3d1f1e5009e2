import KubernetesAPI

extension ResourceDefinition {
  /// Kinds from which Kubernetes' controllers make pods. The mesh has no controllers; the objects are kept as they are.
  static let workloadKinds: [ResourceDefinition] = [
    deployment, replicaSet, statefulSet, daemonSet, replicationController, controllerRevision, job, cronJob,
  ]

  private static let replicas: [String: JSONValue] = [
    "replicas": Shape.defaulted(Shape.integer, 1), "selector": Shape.selector, "template": PodShape.template,
    "minReadySeconds": Shape.integer,
    "revisionHistoryLimit": Shape.integer,
  ]

  private static let status = Shape.mapping([
    "replicas": Shape.integer, "readyReplicas": Shape.integer, "availableReplicas": Shape.integer,
    "updatedReplicas": Shape.integer, "observedGeneration": Shape.long, "conditions": Shape.conditions,
  ])

  private static func workload(
    _ name: String, group: String = "apps", short: [String] = [], columns: [Column], description: String,
    spec: [String: JSONValue], required: [String] = []
  ) -> ResourceDefinition {
    ResourceDefinition(
      group: group, versions: ["v1"], names: Names(name, short: short, categories: ["all"]), columns: columns,
      description: description,
      schema: Shape.object(["spec": Shape.mapping(spec, required: required), "status": status]))
  }

  private static let wanted = Column("Desired", ".spec.replicas", "How many pods are asked for.", format: .integer)
  private static let ready = Column("Ready", ".status.readyReplicas", "How many pods are ready.", format: .integer)

  private static let deployment = workload(
    "Deployment", short: ["deploy"],
    columns: [
      ready, Column("Up-to-date", ".status.updatedReplicas", "How many pods are of the newest template.", format: .integer),
      Column("Available", ".status.availableReplicas", "How many pods are ready for long enough.", format: .integer), .age,
    ],
    description: "A Deployment keeps a number of equal pods, and replaces them step by step.",
    spec: replicas.merging(["strategy": Shape.anything, "paused": Shape.flag]) { first, _ in first },
    required: ["selector", "template"])

  private static let replicaSet = workload(
    "ReplicaSet", short: ["rs"],
    columns: [wanted, Column("Current", ".status.replicas", "How many pods there are.", format: .integer), ready, .age],
    description: "A ReplicaSet keeps a number of equal pods.", spec: replicas, required: ["selector"])

  private static let replicationController = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("ReplicationController", short: ["rc"], categories: ["all"]),
    description: "A ReplicationController keeps a number of equal pods; ReplicaSets came after it.",
    schema: Shape.object([
      "spec": Shape.mapping([
        "replicas": Shape.defaulted(Shape.integer, 1), "selector": Shape.atomic(Shape.map(of: Shape.text)),
        "template": PodShape.template, "minReadySeconds": Shape.integer,
      ]),
      "status": status,
    ]))

  private static let controllerRevision = ResourceDefinition(
    group: "apps", versions: ["v1"], names: Names("ControllerRevision"), hasStatus: false,
    description: "A ControllerRevision keeps a former template of a StatefulSet or DaemonSet.",
    schema: Shape.object(["data": Shape.anything, "revision": Shape.long], required: ["revision"]))

  private static let statefulSet = workload(
    "StatefulSet", short: ["sts"], columns: [ready, .age],
    description: "A StatefulSet keeps pods that have names and volumes of their own.",
    spec: replicas.merging([
      "serviceName": Shape.text, "podManagementPolicy": Shape.text, "updateStrategy": Shape.anything,
      "volumeClaimTemplates": Shape.list(of: Shape.anything),
    ]) { first, _ in first },
    required: ["selector", "template"])

  private static let daemonSet = workload(
    "DaemonSet", short: ["ds"],
    columns: [
      Column("Desired", ".status.desiredNumberScheduled", "How many machines shall run it.", format: .integer),
      Column("Ready", ".status.numberReady", "On how many machines it is ready.", format: .integer), .age,
    ],
    description: "A DaemonSet keeps one pod on every machine.",
    spec: [
      "selector": Shape.selector, "template": PodShape.template, "updateStrategy": Shape.anything,
      "minReadySeconds": Shape.integer,
    ],
    required: ["selector", "template"])

  private static let jobSpec = Shape.mapping(
    [
      "template": PodShape.template, "selector": Shape.selector, "parallelism": Shape.integer, "completions": Shape.integer,
      "backoffLimit": Shape.integer, "suspend": Shape.flag, "activeDeadlineSeconds": Shape.long,
      "ttlSecondsAfterFinished": Shape.integer,
    ], required: ["template"])

  private static let job = ResourceDefinition(
    group: "batch", versions: ["v1"], names: Names("Job", categories: ["all"]),
    columns: [
      Column("Completions", ".status.succeeded", "How many pods came to a good end.", format: .integer),
      Column("Start", ".status.startTime", "When it began.", format: .date), .age,
    ],
    description: "A Job runs pods until enough of them came to a good end.",
    schema: Shape.object([
      "spec": jobSpec,
      "status": Shape.mapping([
        "active": Shape.integer, "succeeded": Shape.integer, "failed": Shape.integer, "startTime": Shape.time,
        "completionTime": Shape.time, "conditions": Shape.conditions,
      ]),
    ]))

  private static let cronJob = ResourceDefinition(
    group: "batch", versions: ["v1"], names: Names("CronJob", short: ["cj"], categories: ["all"]),
    columns: [
      Column("Schedule", ".spec.schedule", "When it runs."),
      Column("Suspend", ".spec.suspend", "Whether it does not run for now.", format: .boolean),
      Column("Last Schedule", ".status.lastScheduleTime", "When it last ran.", format: .date), .age,
    ],
    description: "A CronJob makes Jobs at given times.",
    schema: Shape.object([
      "spec": Shape.mapping(
        [
          "schedule": Shape.text, "timeZone": Shape.text, "suspend": Shape.flag, "concurrencyPolicy": Shape.text,
          "jobTemplate": Shape.mapping(["metadata": Shape.anything, "spec": jobSpec]),
        ], required: ["jobTemplate", "schedule"]),
      "status": Shape.mapping(["lastScheduleTime": Shape.time, "active": Shape.list(of: Shape.anything)]),
    ]))
}
