package import MeshIdentity
package import MeshTransport
package import StoreJournal

/// Which etcd an `EtcdObjectStore` uses, and how.
package struct EtcdStoreOptions: Sendable {
  /// How the servers are known, and what is shown to them.
  package struct TLS: Sendable {
    /// The roots of which one must vouch for the servers, PEM.
    package var rootsPEM: [String]
    /// The name that the servers' certificates must bear; nil: the host of the endpoint.
    package var serverName: String?
    /// The client's certificate, if it has one.
    package var identity: TLSIdentity?

    package init(rootsPEM: [String], serverName: String? = nil, identity: TLSIdentity? = nil) {
      self.rootsPEM = rootsPEM
      self.serverName = serverName
      self.identity = identity
    }
  }

  /// A user of etcd's.
  package struct Credentials: Sendable {
    package var user: String
    package var password: Redacted<String>

    package init(user: String, password: Redacted<String>) {
      self.user = user
      self.password = password
    }
  }

  /// The members of one cluster; any of them will do.
  package var endpoints: [EtcdEndpoint]
  /// Needed where an endpoint is `https`.
  package var tls: TLS?
  package var credentials: Credentials?
  /// What all keys start with. Not empty: the store keeps a key of its own beside.
  package var prefix = "/meltemi"
  /// How long a call may take in all, members that do not answer included.
  package var requestTimeout: Duration = .seconds(10)
  /// How long a member may be silent in a read before another is asked.
  package var memberTimeout: Duration = .seconds(3)
  /// What of the history is kept, at least; twice that at most. All stores on one prefix should say the same.
  package var compaction = CompactionPolicy()
  /// What of the history is held in memory, which is all that watches can be taken up from.
  package var recent = RecentChanges.Bounds(events: 50_000, bytes: 128 << 20)
  /// The largest value, in bytes. etcd takes requests of 1.5 MiB unless its `--max-request-bytes` says otherwise.
  package var valueBytes = (3 << 19) - (8 << 10)
  /// The longest key, in bytes, without the prefix.
  package var keyBytes = 1 << 10
  /// How often compaction and progress are seen to.
  package var maintenanceInterval: Duration = .seconds(1)

  package init(endpoints: [EtcdEndpoint]) { self.endpoints = endpoints }
}
