extension MessageTable {
  /// Pods, but for their volumes.
  static let pod = """
    Affinity: 1 nodeAffinity NodeAffinity, 2 podAffinity PodAffinity, 3 podAntiAffinity PodAntiAffinity
    AppArmorProfile: 1 type string, 2 localhostProfile string?
    Capabilities: 1 add [string], 2 drop [string]
    ConfigMapEnvSource: 1 - LocalObjectReference, 2 optional bool?
    ConfigMapKeySelector: 1 - LocalObjectReference, 2 key string!, 3 optional bool?
    Container: 1 name string, 2 image string, 3 command [string], 4 args [string], 5 workingDir string, 6 ports [ContainerPort],
      19 envFrom [EnvFromSource], 7 env [EnvVar], 8 resources ResourceRequirements, 23 resizePolicy [ContainerResizePolicy],
      24 restartPolicy string?, 9 volumeMounts [VolumeMount], 21 volumeDevices [VolumeDevice], 10 livenessProbe Probe,
      11 readinessProbe Probe, 22 startupProbe Probe, 12 lifecycle Lifecycle, 13 terminationMessagePath string,
      20 terminationMessagePolicy string, 14 imagePullPolicy string, 15 securityContext SecurityContext, 16 stdin bool,
      17 stdinOnce bool, 18 tty bool
    ContainerPort: 1 name string, 2 hostPort int, 3 containerPort int!, 4 protocol string, 5 hostIP string
    ContainerResizePolicy: 1 resourceName string!, 2 restartPolicy string!
    EnvFromSource: 1 prefix string, 2 configMapRef ConfigMapEnvSource, 3 secretRef SecretEnvSource
    EnvVar: 1 name string, 2 value string, 3 valueFrom EnvVarSource
    EnvVarSource: 1 fieldRef ObjectFieldSelector, 2 resourceFieldRef ResourceFieldSelector,
      3 configMapKeyRef ConfigMapKeySelector, 4 secretKeyRef SecretKeySelector
    EphemeralContainer: 1 - EphemeralContainerCommon, 2 targetContainerName string
    EphemeralContainerCommon: 1 name string, 2 image string, 3 command [string], 4 args [string], 5 workingDir string,
      6 ports [ContainerPort], 19 envFrom [EnvFromSource], 7 env [EnvVar], 8 resources ResourceRequirements,
      23 resizePolicy [ContainerResizePolicy], 24 restartPolicy string?, 9 volumeMounts [VolumeMount],
      21 volumeDevices [VolumeDevice], 10 livenessProbe Probe, 11 readinessProbe Probe, 22 startupProbe Probe,
      12 lifecycle Lifecycle, 13 terminationMessagePath string, 20 terminationMessagePolicy string, 14 imagePullPolicy string,
      15 securityContext SecurityContext, 16 stdin bool, 17 stdinOnce bool, 18 tty bool
    ExecAction: 1 command [string]
    GRPCAction: 1 port int!, 2 service string?
    HTTPGetAction: 1 path string, 2 port IntOrString, 3 host string, 4 scheme string, 5 httpHeaders [HTTPHeader]
    HTTPHeader: 1 name string, 2 value string
    HostAlias: 1 ip string, 2 hostnames [string]
    Lifecycle: 1 postStart LifecycleHandler, 2 preStop LifecycleHandler
    LifecycleHandler: 1 exec ExecAction, 2 httpGet HTTPGetAction, 3 tcpSocket TCPSocketAction, 4 sleep SleepAction
    NodeAffinity: 1 requiredDuringSchedulingIgnoredDuringExecution NodeSelector,
      2 preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm]
    NodeSelector: 1 nodeSelectorTerms [NodeSelectorTerm]
    NodeSelectorRequirement: 1 key string, 2 operator string, 3 values [string]
    NodeSelectorTerm: 1 matchExpressions [NodeSelectorRequirement], 2 matchFields [NodeSelectorRequirement]
    PodAffinity: 1 requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm],
      2 preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm]
    PodAffinityTerm: 1 labelSelector meta.LabelSelector, 2 namespaces [string], 3 topologyKey string!,
      4 namespaceSelector meta.LabelSelector, 5 matchLabelKeys [string], 6 mismatchLabelKeys [string]
    PodAntiAffinity: 1 requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm],
      2 preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm]
    PodDNSConfig: 1 nameservers [string], 2 searches [string], 3 options [PodDNSConfigOption]
    PodDNSConfigOption: 1 name string, 2 value string?
    PodOS: 1 name string
    PodReadinessGate: 1 conditionType string!
    PodResourceClaim: 1 name string, 3 resourceClaimName string?, 4 resourceClaimTemplateName string?
    PodSchedulingGate: 1 name string
    PodSecurityContext: 1 seLinuxOptions SELinuxOptions, 8 windowsOptions WindowsSecurityContextOptions, 2 runAsUser int?,
      6 runAsGroup int?, 3 runAsNonRoot bool?, 4 supplementalGroups [int], 12 supplementalGroupsPolicy string?, 5 fsGroup int?,
      7 sysctls [Sysctl], 9 fsGroupChangePolicy string?, 10 seccompProfile SeccompProfile, 11 appArmorProfile AppArmorProfile,
      13 seLinuxChangePolicy string?
    PodSpec: 1 volumes [Volume], 20 initContainers [Container], 2 containers [Container],
      34 ephemeralContainers [EphemeralContainer], 3 restartPolicy string, 4 terminationGracePeriodSeconds int?,
      5 activeDeadlineSeconds int?, 6 dnsPolicy string, 7 nodeSelector {string}, 8 serviceAccountName string,
      9 serviceAccount string, 21 automountServiceAccountToken bool?, 10 nodeName string, 11 hostNetwork bool, 12 hostPID bool,
      13 hostIPC bool, 27 shareProcessNamespace bool?, 14 securityContext PodSecurityContext,
      15 imagePullSecrets [LocalObjectReference], 16 hostname string, 17 subdomain string, 18 affinity Affinity,
      19 schedulerName string, 22 tolerations [Toleration], 23 hostAliases [HostAlias], 24 priorityClassName string,
      25 priority int?, 26 dnsConfig PodDNSConfig, 28 readinessGates [PodReadinessGate], 29 runtimeClassName string?,
      30 enableServiceLinks bool?, 31 preemptionPolicy string?, 32 overhead {Quantity},
      33 topologySpreadConstraints [TopologySpreadConstraint], 35 setHostnameAsFQDN bool?, 36 os PodOS, 37 hostUsers bool?,
      38 schedulingGates [PodSchedulingGate], 39 resourceClaims [PodResourceClaim], 40 resources ResourceRequirements
    PodTemplateSpec: 1 metadata meta.ObjectMeta, 2 spec PodSpec
    PreferredSchedulingTerm: 1 weight int!, 2 preference NodeSelectorTerm
    Probe: 1 - ProbeHandler, 2 initialDelaySeconds int, 3 timeoutSeconds int, 4 periodSeconds int, 5 successThreshold int,
      6 failureThreshold int, 7 terminationGracePeriodSeconds int?
    ProbeHandler: 1 exec ExecAction, 2 httpGet HTTPGetAction, 3 tcpSocket TCPSocketAction, 4 grpc GRPCAction
    ResourceClaim: 1 name string, 2 request string
    ResourceRequirements: 1 limits {Quantity}, 2 requests {Quantity}, 3 claims [ResourceClaim]
    SELinuxOptions: 1 user string, 2 role string, 3 type string, 4 level string
    SeccompProfile: 1 type string, 2 localhostProfile string?
    SecretEnvSource: 1 - LocalObjectReference, 2 optional bool?
    SecretKeySelector: 1 - LocalObjectReference, 2 key string!, 3 optional bool?
    SecurityContext: 1 capabilities Capabilities, 2 privileged bool?, 3 seLinuxOptions SELinuxOptions,
      10 windowsOptions WindowsSecurityContextOptions, 4 runAsUser int?, 8 runAsGroup int?, 5 runAsNonRoot bool?,
      6 readOnlyRootFilesystem bool?, 7 allowPrivilegeEscalation bool?, 9 procMount string?, 11 seccompProfile SeccompProfile,
      12 appArmorProfile AppArmorProfile
    SleepAction: 1 seconds int!
    Sysctl: 1 name string, 2 value string
    TCPSocketAction: 1 port IntOrString, 2 host string
    Toleration: 1 key string, 2 operator string, 3 value string, 4 effect string, 5 tolerationSeconds int?
    TopologySpreadConstraint: 1 maxSkew int!, 2 topologyKey string!, 3 whenUnsatisfiable string!,
      4 labelSelector meta.LabelSelector, 5 minDomains int?, 6 nodeAffinityPolicy string?, 7 nodeTaintsPolicy string?,
      8 matchLabelKeys [string]
    VolumeDevice: 1 name string, 2 devicePath string!
    VolumeMount: 1 name string, 2 readOnly bool, 7 recursiveReadOnly string?, 3 mountPath string!, 4 subPath string,
      5 mountPropagation string?, 6 subPathExpr string
    WeightedPodAffinityTerm: 1 weight int!, 2 podAffinityTerm PodAffinityTerm
    WindowsSecurityContextOptions: 1 gmsaCredentialSpecName string?, 2 gmsaCredentialSpec string?, 3 runAsUserName string?,
      4 hostProcess bool?
    """
}
