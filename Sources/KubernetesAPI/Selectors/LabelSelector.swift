/// Selects objects by their labels. All requirements have to hold; without any, everything is selected.
package struct LabelSelector: Hashable, Sendable {
  package enum Operator: String, Hashable, Sendable {
    case equals = "="
    case notEquals = "!="
    case isIn = "in"
    case notIn = "notin"
    case exists = "exists"
    case doesNotExist = "!"
    case greaterThan = "gt"
    case lessThan = "lt"
  }

  /// What one label has to be.
  package struct Requirement: Hashable, Sendable {
    package let key: String
    package let `operator`: Operator
    /// Sorted, each once.
    package let values: [String]

    /// Checks what it is made of: the key, the values, and how many of them the operator takes.
    package init(_ key: String, _ operator: Operator, _ values: [String] = []) throws(SelectorError) {
      let problems = Self.problems(key, `operator`, values)
      guard problems.isEmpty else { throw SelectorError(problems.aggregateText) }
      self.key = key
      self.operator = `operator`
      self.values = Set(values).sorted(by: JSONWriter.sortsBefore)
    }

    private static func problems(_ key: String, _ operator: Operator, _ values: [String]) -> [FieldError] {
      let valuesPath = FieldPath("values")
      let shownValues = JSONValue.array(values.map(JSONValue.string))
      var problems: [FieldError] = []
      let keyProblems = NameRules.qualifiedName(key)
      if !keyProblems.isEmpty {
        problems.append(.invalid(FieldPath("key"), .string(key), keyProblems.joined(separator: "; ")))
      }
      switch `operator` {
      case .isIn, .notIn:
        if values.isEmpty {
          problems.append(.invalid(valuesPath, shownValues, "for 'in', 'notin' operators, values set can't be empty"))
        }
      case .equals, .notEquals:
        if values.count != 1 {
          problems.append(.invalid(valuesPath, shownValues, "exact-match compatibility requires one single value"))
        }
      case .exists, .doesNotExist:
        if !values.isEmpty {
          problems.append(.invalid(valuesPath, shownValues, "values set must be empty for exists and does not exist"))
        }
      case .greaterThan, .lessThan:
        if values.count != 1 {
          problems.append(.invalid(valuesPath, shownValues, "for 'Gt', 'Lt' operators, exactly one value is required"))
        }
        for (index, value) in values.enumerated() where Int64(value) == nil {
          problems.append(
            .invalid(valuesPath.index(index), .string(value), "for 'Gt', 'Lt' operators, the value must be an integer"))
        }
      }
      for (index, value) in values.enumerated() {
        let valueProblems = NameRules.labelValue(value)
        guard !valueProblems.isEmpty else { continue }
        problems.append(.invalid(valuesPath.index(index).key(key), .string(value), valueProblems.joined(separator: "; ")))
      }
      return problems
    }

    package func matches(_ value: String?) -> Bool {
      switch `operator` {
      case .equals, .isIn: value.map { values.contains($0) } ?? false
      case .notEquals, .notIn: value.map { !values.contains($0) } ?? true
      case .exists: value != nil
      case .doesNotExist: value == nil
      case .greaterThan, .lessThan:
        if let number = value.flatMap({ Int64($0) }), let bound = values.first.flatMap({ Int64($0) }) {
          `operator` == .greaterThan ? number > bound : number < bound
        } else {
          false
        }
      }
    }
  }

  package var requirements: [Requirement]

  package init(_ requirements: [Requirement] = []) { self.requirements = requirements }

  package static let everything = LabelSelector()

  package var isEmpty: Bool { requirements.isEmpty }

  package func matches(_ labels: [String: String]) -> Bool {
    requirements.allSatisfy { $0.matches(labels[$0.key]) }
  }

  /// Whether an object's labels are selected.
  package func matches(_ object: JSONValue) -> Bool {
    guard !requirements.isEmpty else { return true }
    let labels = object["metadata"]?["labels"]?.object ?? [:]
    return requirements.allSatisfy { $0.matches(labels[$0.key]?.string) }
  }
}

extension LabelSelector: CustomStringConvertible {
  /// The text form, which reads back as the same selector.
  package var description: String {
    requirements.map { requirement in
      switch requirement.operator {
      case .equals, .notEquals: "\(requirement.key)\(requirement.operator.rawValue)\(requirement.values.joined())"
      case .isIn, .notIn: "\(requirement.key) \(requirement.operator.rawValue) (\(requirement.values.joined(separator: ",")))"
      case .exists: requirement.key
      case .doesNotExist: "!\(requirement.key)"
      case .greaterThan: "\(requirement.key)>\(requirement.values.joined())"
      case .lessThan: "\(requirement.key)<\(requirement.values.joined())"
      }
    }.joined(separator: ",")
  }
}
