// swift-tools-version:6.2
import PackageDescription

// Warnings are errors where changes are judged, and only there: a newer compiler must not keep a user from building.
let strictness: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let settings: [SwiftSetting] =
  strictness + [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let dequeModule: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grpcCore: Target.Dependency = .product(name: "GRPCCore", package: "grpc-swift-2")
let grpcProtobuf: Target.Dependency = .product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
let grpcTransport: Target.Dependency = .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")
let hashTreeCollections: Target.Dependency = .product(name: "HashTreeCollections", package: "swift-collections")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioHPACK: Target.Dependency = .product(name: "NIOHPACK", package: "swift-nio-http2")
let nioHTTP2: Target.Dependency = .product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let swiftASN1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let swiftProtobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "meltemi",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-http2.git", from: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0"),
    .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/grpc/grpc-swift-2.git", from: "2.4.3"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport.git", from: "2.9.2"),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf.git", from: "2.4.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
    .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
  ],
  targets: [
    .target(name: "CMeshSpawn"),
    .target(name: "EnvoyAPI", dependencies: [swiftProtobuf], swiftSettings: settings),
    .target(name: "EnvoyDiscovery", dependencies: ["EnvoyAPI", grpcCore, grpcProtobuf], swiftSettings: settings),
    .target(name: "XDSResources", dependencies: [crypto, hashTreeCollections], swiftSettings: settings),
    .target(
      name: "XDSServer",
      dependencies: [
        "EnvoyAPI", "EnvoyDiscovery", "XDSResources", grpcCore, grpcTransport, hashTreeCollections, logging,
        serviceLifecycle, swiftProtobuf,
      ],
      swiftSettings: settings),
    .target(
      name: "IstioCertificateAPI", dependencies: [grpcCore, grpcProtobuf, swiftProtobuf], swiftSettings: settings),
    .target(name: "IstioNameTableAPI", dependencies: [swiftProtobuf], swiftSettings: settings),
    .target(
      name: "MeshIdentity", dependencies: [crypto, jwtKit, logging, serviceLifecycle, swiftASN1, systemPackage, x509],
      swiftSettings: settings),
    .target(name: "MeshDraining", dependencies: [logging, serviceLifecycle], swiftSettings: settings),
    .target(
      name: "MeshTransport",
      dependencies: [
        "MeshIdentity", grpcCore, grpcTransport, logging, nioCore, nioHPACK, nioHTTP2, nioPosix, nioSSL, nioTLS, swiftASN1, x509,
      ],
      swiftSettings: settings),
    .target(name: "ObjectStore", dependencies: [], swiftSettings: settings),
    .target(name: "StoreJournal", dependencies: ["ObjectStore", dequeModule], swiftSettings: settings),
    .target(
      name: "SQLiteObjectStore", dependencies: ["ObjectStore", "StoreJournal", grdb, logging, serviceLifecycle],
      swiftSettings: settings),
    .target(name: "EtcdAPI", dependencies: [grpcCore, grpcProtobuf, swiftProtobuf], swiftSettings: settings),
    .target(
      name: "EtcdObjectStore",
      dependencies: [
        "EtcdAPI", "MeshIdentity", "MeshTransport", "ObjectStore", "StoreJournal", grpcCore, grpcProtobuf, grpcTransport, logging,
        serviceLifecycle, swiftProtobuf,
      ],
      swiftSettings: settings),
    .target(name: "KubernetesAPI", dependencies: [], swiftSettings: settings),
    .target(name: "KubernetesProtobuf", dependencies: ["KubernetesAPI"], swiftSettings: settings),
    .target(
      name: "KubernetesClient",
      dependencies: [
        "KubernetesAPI", asyncHTTPClient, logging, nioCore, nioHTTP1, nioPosix, nioSSL, subprocess, swiftASN1,
        systemPackage, x509, yams,
      ],
      swiftSettings: settings),
    .target(
      name: "APIServer",
      dependencies: [
        "KubernetesAPI", "KubernetesProtobuf", "MeshAPI", "MeshAdmission", "MeshDraining", "MeshIdentity", "MeshResources",
        "ObjectStore", asyncHTTPClient, crypto, dequeModule, httpTypes, hummingbird, hummingbirdCore, logging, nioCore, nioHTTP1,
        nioSSL, serviceLifecycle, swiftASN1, x509,
      ],
      swiftSettings: settings),
    .target(
      name: "KubernetesIdentity", dependencies: ["KubernetesAPI", "KubernetesClient", "MeshIdentity", crypto],
      swiftSettings: settings),
    .target(
      name: "KubernetesSource",
      dependencies: [
        "KubernetesAPI", "KubernetesClient", "MeshAPI", "MeshAdmission", "MeshModel", "MeshSources", logging, serviceLifecycle,
      ],
      swiftSettings: settings),
    .target(
      name: "KubernetesTestSupport", dependencies: ["KubernetesAPI", nioCore, nioHTTP1, nioPosix, nioSSL],
      swiftSettings: settings),
    .target(name: "MeshAPI", dependencies: [], swiftSettings: settings),
    .target(name: "MeshAdmission", dependencies: ["MeshAPI", crypto, swiftASN1, x509, yams], swiftSettings: settings),
    .target(name: "MeshResources", dependencies: ["KubernetesAPI", "MeshAPI", "MeshAdmission"], swiftSettings: settings),
    .target(name: "MeshModel", dependencies: ["MeshAPI", hashTreeCollections], swiftSettings: settings),
    .target(
      name: "MeshState",
      dependencies: [
        "MeshAPI", "MeshModel", crypto, hashTreeCollections, serviceLifecycle,
      ],
      swiftSettings: settings),
    .target(
      name: "MeshSources",
      dependencies: [
        "MeshAPI", "MeshAdmission", "MeshModel", logging, serviceLifecycle,
      ],
      swiftSettings: settings),
    .target(name: "MeshTranslation", dependencies: ["MeshAPI", "MeshModel", hashTreeCollections], swiftSettings: settings),
    .target(
      name: "MeshAnalysis", dependencies: ["MeshAPI", "MeshModel", "MeshTranslation", hashTreeCollections],
      swiftSettings: settings),
    .target(
      name: "EnvoyRendering",
      dependencies: [
        "EnvoyAPI", "IstioNameTableAPI", "MeshAPI", "MeshModel", "MeshTranslation", "XDSResources", swiftProtobuf,
      ],
      swiftSettings: settings),
    .target(
      name: "MeshPush",
      dependencies: [
        "EnvoyRendering", "MeshAPI", "MeshModel", "MeshTranslation", "XDSResources", hashTreeCollections,
      ],
      swiftSettings: settings),
    .target(
      name: "ControlPlane",
      dependencies: [
        "APIServer", "EnvoyAPI", "EnvoyRendering", "EtcdObjectStore", "IstioCertificateAPI", "IstioNameTableAPI",
        "KubernetesAPI", "KubernetesClient", "KubernetesIdentity", "KubernetesSource", "MeshAPI", "MeshAdmission", "MeshAnalysis",
        "MeshDraining", "MeshIdentity", "MeshModel", "MeshPush", "MeshSources", "MeshState", "MeshTransport", "ObjectStore",
        "SQLiteObjectStore", "XDSResources", "XDSServer", asyncHTTPClient, crypto, grpcCore, hashTreeCollections, hummingbird,
        logging, nioCore, nioHTTP1, nioSSL, serviceLifecycle, swiftProtobuf,
      ],
      swiftSettings: settings),
    .target(
      name: "MeshAgent",
      dependencies: [
        "CMeshSpawn", "EnvoyAPI", "EnvoyDiscovery", "IstioCertificateAPI", "MeshIdentity", "MeshTransport", asyncHTTPClient,
        grpcCore, grpcTransport, logging, nioCore, nioHTTP1, nioPosix, serviceLifecycle, swiftASN1, swiftProtobuf,
        systemPackage, x509,
      ],
      swiftSettings: settings),
    .target(
      name: "Bookinfo",
      dependencies: [
        "MeshDraining", asyncHTTPClient, crypto, httpTypes, hummingbird, hummingbirdCore, logging, nioCore, nioHTTP1,
        serviceLifecycle,
      ],
      swiftSettings: settings),
    .target(
      name: "MeshDemo",
      dependencies: [
        "Bookinfo", "ControlPlane", "MeshAgent", "MeshIdentity", logging, serviceLifecycle, unixSignals,
      ],
      swiftSettings: settings),
    .target(name: "BenchmarkSupport", dependencies: ["CMeshSpawn"], path: "Benchmarks/Support", swiftSettings: settings),
    .executableTarget(
      name: "meltemi-apiserver-benchmark",
      dependencies: ["BenchmarkSupport", "KubernetesClient", argumentParser, asyncHTTPClient, nioCore, nioHTTP1, nioSSL],
      path: "Benchmarks/APIServerBenchmark",
      swiftSettings: settings),
    .executableTarget(
      name: "meltemi-benchmark",
      dependencies: [
        "BenchmarkSupport", "EnvoyAPI", "EnvoyDiscovery", "IstioCertificateAPI", "MeshIdentity", "MeshTransport", argumentParser,
        grpcCore, grpcTransport, swiftProtobuf,
      ],
      path: "Benchmarks/ControlPlaneBenchmark",
      swiftSettings: settings),
    .executableTarget(
      name: "meltemi",
      dependencies: [
        "APIServer", "ControlPlane", "KubernetesClient", "KubernetesSource", "MeshAgent", "MeshDemo", "MeshIdentity",
        "MeshResources", argumentParser, logging, serviceLifecycle, unixSignals,
      ],
      swiftSettings: settings),
    .target(
      name: "MeshTestSupport",
      dependencies: [
        "EnvoyAPI", "EnvoyDiscovery", "MeshDraining", "XDSResources", crypto, grpcCore, grpcTransport, hashTreeCollections,
        httpTypes, hummingbird, hummingbirdCore, hummingbirdTLS, logging, nioCore, nioSSL, serviceLifecycle, swiftProtobuf,
      ],
      swiftSettings: settings),
    .target(name: "ObjectStoreConformance", dependencies: ["MeshTestSupport", "ObjectStore"], swiftSettings: settings),
    .executableTarget(
      name: "store-writer", dependencies: ["ObjectStore", "SQLiteObjectStore", logging], path: "Tests/StoreWriter",
      swiftSettings: settings),
    .executableTarget(
      name: "meltemi-store-benchmark", dependencies: ["ObjectStore", "SQLiteObjectStore", logging],
      path: "Benchmarks/StoreBenchmark", swiftSettings: settings),
    .testTarget(
      name: "APIServerTests",
      dependencies: [
        "APIServer", "EtcdObjectStore", "KubernetesAPI", "MeshAdmission", "MeshIdentity", "MeshResources", "MeshTestSupport",
        "ObjectStore", "SQLiteObjectStore", asyncHTTPClient, httpTypes, hummingbird, hummingbirdCore, hummingbirdTLS, logging,
        nioCore, nioEmbedded, nioHTTP1, nioPosix, nioSSL, serviceLifecycle, subprocess, systemPackage,
      ],
      exclude: ["Python/client.py"], swiftSettings: settings),
    .testTarget(
      name: "BookinfoTests",
      dependencies: [
        "Bookinfo", asyncHTTPClient, hummingbird, logging, nioCore, nioHTTP1, serviceLifecycle,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ControlPlaneTests",
      dependencies: [
        "APIServer", "ControlPlane", "EnvoyAPI", "IstioCertificateAPI", "IstioNameTableAPI", "KubernetesAPI", "KubernetesClient",
        "KubernetesSource", "MeshAPI", "MeshIdentity", "MeshModel", "MeshSources", "MeshTestSupport", "MeshTransport",
        "XDSResources", asyncHTTPClient, grpcCore, grpcTransport, httpTypes, hummingbird, logging, nioCore, nioHTTP1, nioPosix,
        nioSSL, serviceLifecycle, swiftASN1, swiftProtobuf, x509,
      ],
      swiftSettings: settings),
    .testTarget(name: "EnvoyAPITests", dependencies: ["EnvoyAPI", swiftProtobuf], swiftSettings: settings),
    .testTarget(
      name: "EnvoyRenderingTests",
      dependencies: [
        "EnvoyAPI", "EnvoyRendering", "MeshAPI", "MeshModel", "MeshTestSupport", "MeshTranslation", "XDSResources",
        hashTreeCollections, swiftProtobuf,
      ],
      exclude: ["Goldens"],
      swiftSettings: settings),
    .testTarget(name: "KubernetesAPITests", dependencies: ["KubernetesAPI"], swiftSettings: settings),
    .testTarget(
      name: "KubernetesClientTests",
      dependencies: [
        "KubernetesAPI", "KubernetesClient", "KubernetesTestSupport", crypto, logging, nioSSL, swiftASN1, x509,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "KubernetesIdentityTests",
      dependencies: [
        "KubernetesAPI", "KubernetesClient", "KubernetesIdentity", "KubernetesTestSupport", "MeshIdentity", logging,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "KubernetesSourceTests",
      dependencies: [
        "APIServer", "KubernetesAPI", "KubernetesClient", "KubernetesSource", "KubernetesTestSupport", "MeshAPI", "MeshAdmission",
        "MeshDraining", "MeshIdentity", "MeshModel", "MeshSources", "MeshTestSupport", "SQLiteObjectStore", "StoreJournal",
        asyncHTTPClient, httpTypes, hummingbird, hummingbirdCore, logging, nioCore, nioHTTP1, nioPosix, nioSSL, serviceLifecycle,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EtcdObjectStoreTests",
      dependencies: [
        "EtcdAPI", "EtcdObjectStore", "MeshIdentity", "MeshTestSupport", "MeshTransport", "ObjectStore", "ObjectStoreConformance",
        "StoreJournal", asyncHTTPClient, grpcCore, grpcTransport, logging, nioCore, swiftProtobuf,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "KubernetesProtobufTests", dependencies: ["KubernetesAPI", "KubernetesProtobuf"], exclude: ["Bodies"],
      swiftSettings: settings),
    .testTarget(
      name: "LiveTests",
      dependencies: [
        "ControlPlane", "EnvoyAPI", "EnvoyRendering", "KubernetesAPI", "KubernetesClient", "MeshAPI", "MeshAdmission",
        "MeshModel", "MeshPush", "MeshSources", "MeshState", "MeshTestSupport", "ObjectStoreConformance", "XDSResources",
        "meltemi", asyncHTTPClient, crypto, grpcCore, grpcProtobuf, grpcTransport, httpTypes, hummingbird, logging, nioCore,
        nioHTTP1, nioPosix, nioSSL, serviceLifecycle, swiftASN1, swiftProtobuf, x509,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MeshAdmissionTests",
      dependencies: [
        "EnvoyAPI", "EnvoyRendering", "MeshAPI", "MeshAdmission", "MeshTestSupport", "XDSResources", crypto, swiftASN1,
        swiftProtobuf, x509,
      ],
      exclude: ["Goldens"],
      swiftSettings: settings),
    .testTarget(
      name: "MeshAgentTests",
      dependencies: [
        "EnvoyAPI", "EnvoyDiscovery", "IstioCertificateAPI", "MeshAgent", "MeshIdentity", "MeshTestSupport", "MeshTransport",
        asyncHTTPClient, grpcCore, grpcTransport, logging, nioCore, nioHTTP1, serviceLifecycle, swiftASN1, swiftProtobuf,
        x509,
      ],
      exclude: ["Goldens"],
      swiftSettings: settings),
    .testTarget(
      name: "MeshAnalysisTests",
      dependencies: [
        "MeshAPI", "MeshAdmission", "MeshAnalysis", "MeshModel", "MeshState",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MeshIdentityTests", dependencies: ["MeshIdentity", crypto, jwtKit, logging, swiftASN1, x509],
      swiftSettings: settings),
    .testTarget(
      name: "MeshPushTests",
      dependencies: [
        "EnvoyRendering", "MeshAPI", "MeshAdmission", "MeshModel", "MeshPush", "MeshState", "MeshTestSupport", "MeshTranslation",
        "XDSResources", "XDSServer", hashTreeCollections,
      ],
      exclude: ["Goldens"],
      swiftSettings: settings),
    .testTarget(
      name: "MeshResourcesTests", dependencies: ["KubernetesAPI", "MeshAPI", "MeshAdmission", "MeshResources"],
      exclude: ["Goldens"],
      swiftSettings: settings),
    .testTarget(
      name: "MeshSourcesTests",
      dependencies: [
        "MeshAPI", "MeshAdmission", "MeshModel", "MeshSources", logging, serviceLifecycle,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MeshStateTests",
      dependencies: [
        "MeshAPI", "MeshModel", "MeshState", "MeshTestSupport", hashTreeCollections,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MeshTranslationTests",
      dependencies: [
        "MeshAPI", "MeshModel", "MeshTestSupport", "MeshTranslation", hashTreeCollections,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "MeshDrainingTests", dependencies: ["MeshDraining", "MeshTestSupport", logging, serviceLifecycle],
      swiftSettings: settings),
    .testTarget(
      name: "MeshTransportTests",
      dependencies: [
        "IstioCertificateAPI", "MeshIdentity", "MeshTransport", grpcCore, grpcTransport, logging, nioCore, nioEmbedded, nioPosix,
        nioSSL, x509,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "SQLiteObjectStoreTests",
      dependencies: [
        "MeshTestSupport", "ObjectStore", "ObjectStoreConformance", "SQLiteObjectStore", "StoreJournal", "store-writer", grdb,
        logging, serviceLifecycle,
      ],
      swiftSettings: settings),
    .testTarget(name: "StoreJournalTests", dependencies: ["ObjectStore", "StoreJournal"], swiftSettings: settings),
    .testTarget(
      name: "XDSResourcesTests", dependencies: ["XDSResources", hashTreeCollections], swiftSettings: settings),
    .testTarget(
      name: "XDSServerTests",
      dependencies: [
        "EnvoyAPI", "MeshTestSupport", "XDSResources", "XDSServer", grpcCore, hashTreeCollections, logging,
        serviceLifecycle, swiftProtobuf,
      ],
      swiftSettings: settings),
  ]
)
