import KubernetesAPI

extension ResourceDefinition {
  /// Kinds for volumes. Nothing provides volumes here; the objects are kept as they are.
  static let volumeKinds: [ResourceDefinition] = [persistentVolume, persistentVolumeClaim, storageClass]

  private static let persistentVolume = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("PersistentVolume", short: ["pv"]), isNamespaced: false,
    description: "A PersistentVolume is storage that outlives pods.",
    schema: Shape.object([
      "spec": Shape.mapping([
        "capacity": Shape.map(of: Shape.intOrText), "accessModes": Shape.texts,
        "persistentVolumeReclaimPolicy": Shape.defaulted(Shape.choice("Delete", "Recycle", "Retain"), "Retain"),
        "storageClassName": Shape.text, "volumeMode": Shape.defaulted(Shape.text, "Filesystem"), "mountOptions": Shape.texts,
        "claimRef": Shape.anything, "nodeAffinity": Shape.anything,
      ]),
      "status": Shape.mapping(["phase": Shape.text, "message": Shape.text, "reason": Shape.text]),
    ]))

  private static let persistentVolumeClaim = ResourceDefinition(
    group: "", versions: ["v1"], names: Names("PersistentVolumeClaim", short: ["pvc"]),
    description: "A PersistentVolumeClaim asks for a volume.",
    schema: Shape.object([
      "spec": Shape.mapping([
        "accessModes": Shape.texts, "resources": Shape.anything, "selector": Shape.selector, "storageClassName": Shape.text,
        "volumeName": Shape.text, "volumeMode": Shape.defaulted(Shape.text, "Filesystem"),
        "dataSource": Shape.atomic(Shape.anything), "dataSourceRef": Shape.anything,
      ]),
      "status": Shape.mapping([
        "phase": Shape.text, "accessModes": Shape.texts, "capacity": Shape.map(of: Shape.intOrText),
        "conditions": Shape.conditions,
      ]),
    ]))

  private static let storageClass = ResourceDefinition(
    group: "storage.k8s.io", versions: ["v1"], names: Names("StorageClass", plural: "storageclasses", short: ["sc"]),
    isNamespaced: false, hasStatus: false, description: "A StorageClass says who provides volumes, and how.",
    schema: Shape.object(
      [
        "provisioner": Shape.text, "parameters": Shape.map(of: Shape.text), "mountOptions": Shape.texts,
        "reclaimPolicy": Shape.defaulted(Shape.choice("Delete", "Retain"), "Delete"), "allowVolumeExpansion": Shape.flag,
        "volumeBindingMode": Shape.defaulted(Shape.choice("Immediate", "WaitForFirstConsumer"), "Immediate"),
        "allowedTopologies": Shape.list(of: Shape.anything),
      ], required: ["provisioner"]))
}
