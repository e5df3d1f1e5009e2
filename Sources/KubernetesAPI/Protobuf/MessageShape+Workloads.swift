/// Kinds that hold templates of pods. Of pods, what commands such as `kubectl create deployment` set is known; a message that holds
/// more is refused by the number of the field.
extension MessageShape {
  static let pod = object([2: .one("spec", podSpec), 3: .one("status", MessageShape([1: .text("phase")]))])

  private static let podSpec = MessageShape([
    2: .many("containers", container), 3: .text("restartPolicy"), 4: .number("terminationGracePeriodSeconds").optional,
    5: .number("activeDeadlineSeconds").optional, 6: .text("dnsPolicy"), 7: .map("nodeSelector"),
    8: .text("serviceAccountName"), 9: .text("serviceAccount"), 10: .text("nodeName"), 11: .flag("hostNetwork"),
    12: .flag("hostPID"), 13: .flag("hostIPC"), 15: .many("imagePullSecrets", named), 16: .text("hostname"),
    17: .text("subdomain"), 19: .text("schedulerName"), 20: .many("initContainers", container),
    21: .flag("automountServiceAccountToken").optional, 22: .many("tolerations", toleration),
    23: .many("hostAliases", MessageShape([1: .text("ip"), 2: .texts("hostnames")])), 24: .text("priorityClassName"),
    25: .number("priority").optional, 30: .flag("enableServiceLinks").optional,
  ])

  private static let container = MessageShape([
    1: .text("name"), 2: .text("image"), 3: .texts("command"), 4: .texts("args"), 5: .text("workingDir"),
    6: .many("ports", containerPort), 7: .many("env", MessageShape([1: .text("name"), 2: .text("value")])),
    8: .one("resources", MessageShape([1: .map("limits", .quantity), 2: .map("requests", .quantity)])),
    9: .many(
      "volumeMounts",
      MessageShape([1: .text("name"), 2: .flag("readOnly"), 3: .text("mountPath"), 4: .text("subPath")])),
    13: .text("terminationMessagePath"), 14: .text("imagePullPolicy"), 16: .flag("stdin"), 17: .flag("stdinOnce"),
    18: .flag("tty"), 20: .text("terminationMessagePolicy"),
  ])

  private static let containerPort = MessageShape([
    1: .text("name"), 2: .number("hostPort"), 3: .number("containerPort"), 4: .text("protocol"), 5: .text("hostIP"),
  ])

  private static let toleration = MessageShape([
    1: .text("key"), 2: .text("operator"), 3: .text("value"), 4: .text("effect"), 5: .number("tolerationSeconds").optional,
  ])

  private static let template = MessageShape([1: .one("metadata", .metadata), 2: .one("spec", podSpec)])

  static let deployment = object([
    2: .one(
      "spec",
      MessageShape([
        1: .number("replicas").optional, 2: .one("selector", selector).optional, 3: .one("template", template),
        4: .one("strategy", strategy), 5: .number("minReadySeconds"), 6: .number("revisionHistoryLimit").optional,
        7: .flag("paused"), 9: .number("progressDeadlineSeconds").optional,
      ])),
    3: .one(
      "status",
      MessageShape([
        1: .number("observedGeneration"), 2: .number("replicas"), 3: .number("updatedReplicas"),
        4: .number("availableReplicas"), 5: .number("unavailableReplicas"), 7: .number("readyReplicas"),
      ])),
  ])

  private static let strategy = MessageShape([
    1: .text("type"),
    2: .one(
      "rollingUpdate",
      MessageShape([1: Field(name: "maxUnavailable", kind: .intOrString), 2: Field(name: "maxSurge", kind: .intOrString)])),
  ])

  private static let jobSpec = MessageShape([
    1: .number("parallelism").optional, 2: .number("completions").optional, 3: .number("activeDeadlineSeconds").optional,
    4: .one("selector", selector).optional, 5: .flag("manualSelector").optional, 6: .one("template", template),
    7: .number("backoffLimit").optional, 8: .number("ttlSecondsAfterFinished").optional, 9: .text("completionMode").optional,
    10: .flag("suspend").optional,
  ])

  private static let jobStatus = MessageShape([
    2: .time("startTime"), 3: .time("completionTime"), 4: .number("active"), 5: .number("succeeded"), 6: .number("failed"),
  ])

  static let job = object([2: .one("spec", jobSpec), 3: .one("status", jobStatus)])

  static let cronJob = object([
    2: .one(
      "spec",
      MessageShape([
        1: .text("schedule"), 2: .number("startingDeadlineSeconds").optional, 3: .text("concurrencyPolicy"),
        4: .flag("suspend").optional,
        5: .one("jobTemplate", MessageShape([1: .one("metadata", .metadata), 2: .one("spec", jobSpec)])),
        6: .number("successfulJobsHistoryLimit").optional, 7: .number("failedJobsHistoryLimit").optional,
        8: .text("timeZone").optional,
      ])),
    3: .one("status", MessageShape([4: .time("lastScheduleTime"), 5: .time("lastSuccessfulTime")])),
  ])
}
