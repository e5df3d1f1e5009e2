/// An immutable value behind one reference, with its hash computed once.
///
/// Copying costs a retain, comparing two references to the same value costs a pointer comparison, and hashing never walks the
/// value again: this is what makes values of the model cheap to use in the keys of memoised builders.
@dynamicMemberLookup
package final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  package let value: Value
  private let fingerprint: Int

  package init(_ value: Value) {
    self.value = value
    self.fingerprint = value.hashValue
  }

  package subscript<Member>(dynamicMember path: KeyPath<Value, Member>) -> Member { value[keyPath: path] }

  package static func == (left: Shared, right: Shared) -> Bool {
    left === right || (left.fingerprint == right.fingerprint && left.value == right.value)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
