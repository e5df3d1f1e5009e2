extension MessageTable {
  /// Kinds of the core group, but for what pods are made of.
  static let core = """
    AttachedVolume: 1 name string, 2 devicePath string!
    ClientIPConfig: 1 timeoutSeconds int?
    ConfigMap: 1 metadata meta.ObjectMeta, 4 immutable bool?, 2 data {string}, 3 binaryData {bytes}
    ConfigMapNodeConfigSource: 1 namespace string, 2 name string!, 3 uid string, 4 resourceVersion string,
      5 kubeletConfigKey string!
    ContainerImage: 1 names [string], 2 sizeBytes int
    ContainerState: 1 waiting ContainerStateWaiting, 2 running ContainerStateRunning, 3 terminated ContainerStateTerminated
    ContainerStateRunning: 1 startedAt Time
    ContainerStateTerminated: 1 exitCode int!, 2 signal int, 3 reason string, 4 message string, 5 startedAt Time,
      6 finishedAt Time, 7 containerID string
    ContainerStateWaiting: 1 reason string, 2 message string
    ContainerStatus: 1 name string, 2 state ContainerState, 3 lastState ContainerState, 4 ready bool!, 5 restartCount int!,
      6 image string!, 7 imageID string!, 8 containerID string, 9 started bool?, 10 allocatedResources {Quantity},
      11 resources ResourceRequirements, 12 volumeMounts [VolumeMountStatus], 13 user ContainerUser,
      14 allocatedResourcesStatus [ResourceStatus]
    ContainerUser: 1 linux LinuxContainerUser
    DaemonEndpoint: 1 Port int!
    EndpointAddress: 1 ip string, 3 hostname string, 4 nodeName string?, 2 targetRef ObjectReference
    EndpointPort: 1 name string, 2 port int, 3 protocol string, 4 appProtocol string?
    EndpointSubset: 1 addresses [EndpointAddress], 2 notReadyAddresses [EndpointAddress], 3 ports [EndpointPort]
    Endpoints: 1 metadata meta.ObjectMeta, 2 subsets [EndpointSubset]
    Event: 1 metadata meta.ObjectMeta, 2 involvedObject ObjectReference, 3 reason string, 4 message string,
      5 source EventSource, 6 firstTimestamp Time, 7 lastTimestamp Time, 8 count int, 9 type string, 10 eventTime MicroTime,
      11 series EventSeries, 12 action string, 13 related ObjectReference, 14 reportingComponent string!,
      15 reportingInstance string!
    EventSeries: 1 count int, 2 lastObservedTime MicroTime
    EventSource: 1 component string, 2 host string
    HostIP: 1 ip string
    LimitRange: 1 metadata meta.ObjectMeta, 2 spec LimitRangeSpec
    LimitRangeItem: 1 type string!, 2 max {Quantity}, 3 min {Quantity}, 4 default {Quantity}, 5 defaultRequest {Quantity},
      6 maxLimitRequestRatio {Quantity}
    LimitRangeSpec: 1 limits [LimitRangeItem]
    LinuxContainerUser: 1 uid int, 2 gid int, 3 supplementalGroups [int]
    LoadBalancerIngress: 1 ip string, 2 hostname string, 3 ipMode string?, 4 ports [PortStatus]
    LoadBalancerStatus: 1 ingress [LoadBalancerIngress]
    ModifyVolumeStatus: 1 targetVolumeAttributesClassName string, 2 status string
    Namespace: 1 metadata meta.ObjectMeta, 2 spec NamespaceSpec, 3 status NamespaceStatus
    NamespaceCondition: 1 type string, 2 status string, 4 lastTransitionTime Time, 5 reason string, 6 message string
    NamespaceSpec: 1 finalizers [string]
    NamespaceStatus: 1 phase string, 2 conditions [NamespaceCondition]
    Node: 1 metadata meta.ObjectMeta, 2 spec NodeSpec, 3 status NodeStatus
    NodeAddress: 1 type string, 2 address string!
    NodeCondition: 1 type string, 2 status string, 3 lastHeartbeatTime Time, 4 lastTransitionTime Time, 5 reason string,
      6 message string
    NodeConfigSource: 2 configMap ConfigMapNodeConfigSource
    NodeConfigStatus: 1 assigned NodeConfigSource, 2 active NodeConfigSource, 3 lastKnownGood NodeConfigSource, 4 error string
    NodeDaemonEndpoints: 1 kubeletEndpoint DaemonEndpoint
    NodeFeatures: 1 supplementalGroupsPolicy bool?
    NodeRuntimeHandler: 1 name string, 2 features NodeRuntimeHandlerFeatures
    NodeRuntimeHandlerFeatures: 1 recursiveReadOnlyMounts bool?, 2 userNamespaces bool?
    NodeSpec: 1 podCIDR string, 7 podCIDRs [string], 3 providerID string, 4 unschedulable bool, 5 taints [Taint],
      6 configSource NodeConfigSource, 2 externalID string
    NodeStatus: 1 capacity {Quantity}, 2 allocatable {Quantity}, 3 phase string, 4 conditions [NodeCondition],
      5 addresses [NodeAddress], 6 daemonEndpoints NodeDaemonEndpoints, 7 nodeInfo NodeSystemInfo, 8 images [ContainerImage],
      9 volumesInUse [string], 10 volumesAttached [AttachedVolume], 11 config NodeConfigStatus,
      12 runtimeHandlers [NodeRuntimeHandler], 13 features NodeFeatures
    NodeSystemInfo: 1 machineID string!, 2 systemUUID string!, 3 bootID string!, 4 kernelVersion string!, 5 osImage string!,
      6 containerRuntimeVersion string!, 7 kubeletVersion string!, 8 kubeProxyVersion string!, 9 operatingSystem string!,
      10 architecture string!
    ObjectReference: 1 kind string, 2 namespace string, 3 name string, 4 uid string, 5 apiVersion string,
      6 resourceVersion string, 7 fieldPath string
    PersistentVolumeClaim: 1 metadata meta.ObjectMeta, 2 spec PersistentVolumeClaimSpec, 3 status PersistentVolumeClaimStatus
    PersistentVolumeClaimCondition: 1 type string, 2 status string, 3 lastProbeTime Time, 4 lastTransitionTime Time,
      5 reason string, 6 message string
    PersistentVolumeClaimStatus: 1 phase string, 2 accessModes [string], 3 capacity {Quantity},
      4 conditions [PersistentVolumeClaimCondition], 5 allocatedResources {Quantity}, 7 allocatedResourceStatuses {string},
      8 currentVolumeAttributesClassName string?, 9 modifyVolumeStatus ModifyVolumeStatus
    Pod: 1 metadata meta.ObjectMeta, 2 spec PodSpec, 3 status PodStatus
    PodCondition: 1 type string, 2 status string, 3 lastProbeTime Time, 4 lastTransitionTime Time, 5 reason string,
      6 message string
    PodIP: 1 ip string
    PodResourceClaimStatus: 1 name string, 2 resourceClaimName string?
    PodStatus: 1 phase string, 2 conditions [PodCondition], 3 message string, 4 reason string, 11 nominatedNodeName string,
      5 hostIP string, 16 hostIPs [HostIP], 6 podIP string, 12 podIPs [PodIP], 7 startTime Time,
      10 initContainerStatuses [ContainerStatus], 8 containerStatuses [ContainerStatus], 9 qosClass string,
      13 ephemeralContainerStatuses [ContainerStatus], 14 resize string, 15 resourceClaimStatuses [PodResourceClaimStatus]
    PortStatus: 1 port int!, 2 protocol string, 3 error string?
    ReplicationController: 1 metadata meta.ObjectMeta, 2 spec ReplicationControllerSpec, 3 status ReplicationControllerStatus
    ReplicationControllerCondition: 1 type string, 2 status string, 3 lastTransitionTime Time, 4 reason string, 5 message string
    ReplicationControllerSpec: 1 replicas int?, 2 selector {string}, 3 template PodTemplateSpec, 4 minReadySeconds int
    ReplicationControllerStatus: 1 replicas int!, 2 fullyLabeledReplicas int, 3 observedGeneration int, 4 readyReplicas int,
      5 availableReplicas int, 6 conditions [ReplicationControllerCondition]
    ResourceHealth: 1 resourceID string!, 2 health string
    ResourceQuota: 1 metadata meta.ObjectMeta, 2 spec ResourceQuotaSpec, 3 status ResourceQuotaStatus
    ResourceQuotaSpec: 1 hard {Quantity}, 2 scopes [string], 3 scopeSelector ScopeSelector
    ResourceQuotaStatus: 1 hard {Quantity}, 2 used {Quantity}
    ResourceStatus: 1 name string, 2 resources [ResourceHealth]
    ScopeSelector: 1 matchExpressions [ScopedResourceSelectorRequirement]
    ScopedResourceSelectorRequirement: 1 scopeName string!, 2 operator string!, 3 values [string]
    Secret: 1 metadata meta.ObjectMeta, 5 immutable bool?, 2 data {bytes}, 4 stringData {string}, 3 type string
    Service: 1 metadata meta.ObjectMeta, 2 spec ServiceSpec, 3 status ServiceStatus
    ServiceAccount: 1 metadata meta.ObjectMeta, 2 secrets [ObjectReference], 3 imagePullSecrets [LocalObjectReference],
      4 automountServiceAccountToken bool?
    ServicePort: 1 name string, 2 protocol string, 6 appProtocol string?, 3 port int, 4 targetPort IntOrString, 5 nodePort int
    ServiceSpec: 1 ports [ServicePort], 2 selector {string}, 3 clusterIP string, 18 clusterIPs [string], 4 type string,
      5 externalIPs [string], 7 sessionAffinity string, 8 loadBalancerIP string, 9 loadBalancerSourceRanges [string],
      10 externalName string, 11 externalTrafficPolicy string, 12 healthCheckNodePort int, 13 publishNotReadyAddresses bool,
      14 sessionAffinityConfig SessionAffinityConfig, 19 ipFamilies [string], 17 ipFamilyPolicy string?,
      20 allocateLoadBalancerNodePorts bool?, 21 loadBalancerClass string?, 22 internalTrafficPolicy string?,
      23 trafficDistribution string?, 16 topologyKeys [string]
    ServiceStatus: 1 loadBalancer LoadBalancerStatus, 2 conditions [meta.Condition]
    SessionAffinityConfig: 1 clientIP ClientIPConfig
    Taint: 1 key string, 2 value string, 3 effect string!, 4 timeAdded Time
    TopologySelectorLabelRequirement: 1 key string!, 2 values [string]
    TopologySelectorTerm: 1 matchLabelExpressions [TopologySelectorLabelRequirement]
    VolumeMountStatus: 1 name string, 2 mountPath string!, 3 readOnly bool, 4 recursiveReadOnly string?
    """
}
