/// The Unicode categories and scripts that RE2 knows by name, and which bytes they are in Latin-1, as Envoy has RE2 read texts.
enum RE2UnicodeGroups {
  static let names: Set<String> = Set((categories + " " + scripts).split(separator: " ").map(String.init))

  /// The bytes of a category or script; nil for a name that RE2 does not know. Most scripts have none.
  static func set(_ name: String) -> RE2CharacterSet? {
    guard names.contains(name) else { return nil }
    switch name {
    case "Any": return RE2CharacterSet([0...RE2CharacterSet.last])
    case "Latin": return RE2CharacterSet(latin)
    case "Common":
      var set = RE2CharacterSet(latin)
      set.isNegated = true
      return set
    default:
      let bytes = (0...RE2CharacterSet.last).filter { value in
        Unicode.Scalar(value).map { abbreviation(of: $0.properties.generalCategory).hasPrefix(name) } ?? false
      }
      return RE2CharacterSet(bytes.map { $0...$0 })
    }
  }

  private static let latin: [ClosedRange<UInt32>] = [
    0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0xFF,
  ]

  /// The categories that occur below 0x100; empty for the others.
  private static func abbreviation(of category: Unicode.GeneralCategory) -> String {
    switch category {
    case .control: "Cc"
    case .format: "Cf"
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .otherLetter: "Lo"
    case .decimalNumber: "Nd"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .mathSymbol: "Sm"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    default: ""
    }
  }

  private static let categories = """
    Any C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs
    """

  private static let scripts = """
    Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo \
    Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Chorasmian Common \
    Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs \
    Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul \
    Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian \
    Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Lao Latin Lepcha \
    Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi \
    Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar \
    Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki Old_Hungarian \
    Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage \
    Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra \
    Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Syloti_Nagri Syriac Tagalog \
    Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto Ugaritic \
    Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square
    """
}
