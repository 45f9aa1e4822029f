#include "suanwang/scenario/document.hpp"

#include "scenario/scenario_files.hpp"

namespace suanwang {
namespace {

using testing::Fault;
using testing::ScenarioFiles;
using Kind = DocumentNode::Kind;

Document load(const ScenarioFiles& files, const std::string& text) {
  return Document::load(files.write("a.yaml", text));
}

class FaultyFile : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultyFile, IsRefusedWithPlaceAndRemedy) {
  const ScenarioFiles files;
  EXPECT_EQ(files.complaint([&] { load(files, GetParam().text); }), GetParam().message);
}

std::string nested_lists(std::size_t depth) {
  return "a: " + std::string(depth, '[') + std::string(depth, ']') + "\n";
}

/// Nine levels of nine aliases: 387 million values from 20 lines.
std::string alias_bomb() {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string inner = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + inner;
    for (int k = 1; k < 9; ++k) text += ", " + inner;
    text += "]\n";
  }
  return text;
}

/// Few values, but each alias lies one deeper than the last.
std::string alias_tower() {
  std::string text = "a0: &a0 x\n";
  for (int i = 1; i < 70; ++i)
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, FaultyFile,
    ::testing::Values(
        Fault{"Empty", "", "a.yaml:1:1: not a mapping of keys to values; begin with 'suanwang: 1'"},
        Fault{"OnlyComments", "# nothing\n",
              "a.yaml:1:1: not a mapping of keys to values; begin with 'suanwang: 1'"},
        Fault{"ListAtTop", "- 1\n- 2\n",
              "a.yaml:1:1: not a mapping of keys to values; begin with 'suanwang: 1'"},
        Fault{"DuplicateKey", "a: 1\nb: 2\na: 3\n",
              "a.yaml:3:1: the key 'a' stands in line 1 already, and in line 3 again; keep one of the two"},
        Fault{"DuplicateKeyDeepDown", "a:\n  - {x: 1, 'x': 2}\n",
              "a.yaml:2:12: the key 'x' stands in line 2 already, and in line 2 again; keep one of the two"},
        Fault{"MergeKey", "base: &b {x: 1}\na:\n  <<: *b\n",
              "a.yaml:3:3: merge keys (<<) are not part of the language; use `extends`, or repeat the keys"},
        Fault{"ListAsKey", "? [1]\n: 2\n", "a.yaml:1:3: a key that is not a word; write 'key: value'"},
        Fault{"EmptyKey", "a: 1\n: 2\n", "a.yaml:2:1: a key that is not a word; write 'key: value'"},
        Fault{"TabInIndentation", "a:\n\tb: 1\n",
              "a.yaml:2:3: not YAML: a tab in the indentation; indent with spaces"},
        Fault{"TabAfterValue", "a: 1\n\tb: 2\n",
              "a.yaml:2:1: not YAML: a tab in the indentation; indent with spaces"},
        Fault{"WrongIndentation", "a:\n    b: 1\n  c: 2\n",
              "a.yaml:3:3: not YAML: end of map not found; check the indentation, and what follows a closing "
              "bracket or quote"},
        Fault{"TwoColons", "a: b: c\n",
              "a.yaml:1:5: not YAML: illegal map value; check the indentation; text that contains ': ' needs "
              "quotes"},
        Fault{"ReservedSign", "a: @b\n", "a.yaml:1:4: not YAML: unknown token; write the text in quotes"},
        Fault{"BadEscape", "a: \"C:\\qux\"\n",
              "a.yaml:1:9: not YAML: unknown escape character: q; write the text in single quotes, or double "
              "the backslash"},
        Fault{"UnknownAlias", "a: *b\n", "a.yaml:1:4: not YAML: the referenced anchor is not defined"}),
    testing::name_of_fault);

INSTANTIATE_TEST_SUITE_P(
    TheParserLetsPass, FaultyFile,
    ::testing::Values(
        Fault{"OpenSingleQuote", "b: 1\na: 'x\nc: 2\n",
              "a.yaml:2:4: the quote ' is never closed; add the closing '"},
        Fault{"OpenSingleQuoteWithDoubledOne", "a: 'it''s\n",
              "a.yaml:1:4: the quote ' is never closed; add the closing '"},
        Fault{"OpenDoubleQuote", "a: \"x\\\"\n",
              "a.yaml:1:4: the quote \" is never closed; add the closing \""},
        Fault{"OpenQuoteWithoutLineEnd", "a: 'x",
              "a.yaml:1:4: the quote ' is never closed; add the closing '"},
        Fault{"OpenQuoteBehindAnchor", "a: &n 'x\n",
              "a.yaml:1:7: the quote ' is never closed; add the closing '"},
        Fault{"OpenQuoteInList", "a: ['x]\nb: 1\n",
              "a.yaml:1:5: the quote ' is never closed; add the closing '"},
        Fault{"OpenBracket", "a: 1\nb: [1, 2\n",
              "a.yaml:2:4: not YAML: the bracket is never closed; add the closing ] or }"},
        Fault{"OpenBrace", "a: {b: 1\n",
              "a.yaml:1:4: not YAML: the bracket is never closed; add the closing ] or }"},
        Fault{"SecondDocument", "a: 1\n---\nb: 2\n",
              "a.yaml:2:1: a second YAML document begins here; write one document a file"},
        Fault{"EmptySecondDocument", "a: 1\n---\n",
              "a.yaml:2:1: a second YAML document begins here; write one document a file"},
        Fault{"ContentBehindDocumentEnd", "a: 1\n...\nb: 2\n",
              "a.yaml:3:1: this does not belong to what stands above it; check the indentation, and what "
              "follows a closing bracket"},
        Fault{"ContentBehindList", "- 1\nb: 2\n",
              "a.yaml:2:1: this does not belong to what stands above it; check the indentation, and what "
              "follows a closing bracket"},
        Fault{"ContentBehindBrace", "{a: 1}\nb: 2\n",
              "a.yaml:2:1: this does not belong to what stands above it; check the indentation, and what "
              "follows a closing bracket"},
        Fault{"ContentFurtherLeft", "  a: 1\nb: 2\n",
              "a.yaml:2:1: this does not belong to what stands above it; check the indentation, and what "
              "follows a closing bracket"},
        Fault{"TagOfScalar", "a: !!str 5\n",
              "a.yaml:1:4: the tag 'tag:yaml.org,2002:str' means nothing here; leave it out"},
        Fault{"TagOfMapping", "a: !thing {b: 1}\n",
              "a.yaml:1:4: the tag '!thing' means nothing here; leave it out"},
        Fault{"AliasCircle", "a: &x [1, *x]\n",
              "a.yaml:1:11: an alias within what it stands for; write the value out"},
        Fault{"AliasBomb", alias_bomb(),
              "a.yaml:7:10: more than 1000000 values, aliases expanded; use fewer aliases, and CSV files for "
              "long series"},
        Fault{"AliasTower", alias_tower(), "a.yaml:64:12: nested more than 64 deep; write it flatter"},
        Fault{"DeepNesting", nested_lists(65), "a.yaml:1:67: nested more than 64 deep; write it flatter"},
        Fault{"VeryDeepNesting", nested_lists(5000),
              "a.yaml:1:67: nested more than 64 deep; write it flatter"}),
    testing::name_of_fault);

INSTANTIATE_TEST_SUITE_P(
    Bytes, FaultyFile,
    ::testing::Values(
        Fault{"NotUtf8", "a: 1\nb: 贵\xFF\n", "a.yaml:2:5: byte 0xff is not UTF-8; save the file as UTF-8"},
        Fault{"CutCharacter", "a: \xE8\xB4\n", "a.yaml:1:4: byte 0xe8 is not UTF-8; save the file as UTF-8"},
        Fault{"OverlongSlash", "a: \xC0\xAF\n", "a.yaml:1:4: byte 0xc0 is not UTF-8; save the file as UTF-8"},
        Fault{"OverlongThreeBytes", "a: \xE0\x80\xAF\n",
              "a.yaml:1:4: byte 0xe0 is not UTF-8; save the file as UTF-8"},
        Fault{"Surrogate", "a: \xED\xA0\x80\n", "a.yaml:1:4: byte 0xed is not UTF-8; save the file as UTF-8"},
        Fault{"BeyondUnicode", "a: \xF4\x90\x80\x80\n",
              "a.yaml:1:4: byte 0xf4 is not UTF-8; save the file as UTF-8"},
        Fault{"Utf16",
              std::string("\xFF\xFE"
                          "a\0:\0",
                          6),
              "a.yaml:1:1: byte 0xff is not UTF-8; save the file as UTF-8"},
        Fault{"NulByte", std::string("a: 1\0\nb: 2\n", 11),
              "a.yaml:1:5: control character 0x00; take it out"},
        Fault{"EndOfTransmission", "a: 1\x04\nb: 2\n", "a.yaml:1:5: control character 0x04; take it out"},
        Fault{"LoneCarriageReturn", "a: 1\rb: 2\r", "a.yaml:1:5: control character 0x0d; take it out"}),
    testing::name_of_fault);

TEST(Document, ReportsEveryFaultOfAFile) {
  const ScenarioFiles files;
  EXPECT_EQ(files.complaint([&] { load(files, "a: 1\na: !x 2\n<<: {b: 1}\n"); }),
            "a.yaml:2:1: the key 'a' stands in line 1 already, and in line 2 again; keep one of the two\n"
            "a.yaml:2:4: the tag '!x' means nothing here; leave it out\n"
            "a.yaml:3:1: merge keys (<<) are not part of the language; use `extends`, or repeat the keys");
}

TEST(Document, RefusesWhatIsNoFile) {
  const ScenarioFiles files;
  const auto complaint = [&](const std::filesystem::path& path) {
    return files.complaint([&] { Document::load(path); });
  };
  EXPECT_EQ(complaint(files.folder() / "no.yaml"), "no.yaml: no such file; check the path");
  std::filesystem::create_directories(files.folder() / "folder.yaml");
  EXPECT_EQ(complaint(files.folder() / "folder.yaml"),
            "folder.yaml: a folder, not a file; name the file in it");
  files.write("big.yaml", "a: 1\n");
  std::filesystem::resize_file(files.folder() / "big.yaml", 16'000'001);
  EXPECT_EQ(complaint(files.folder() / "big.yaml"),
            "big.yaml: larger than 16 MB; keep long series in CSV files");
}

TEST(Document, CountsColumnsInCharacters) {
  const ScenarioFiles files;
  const Document document = load(files, "贵安: {名: 贵阳, 'b': 1}\n");
  const DocumentNode& node = *document.root().find("贵安");
  EXPECT_EQ(node.mark.line, 1);
  EXPECT_EQ(node.mark.column, 5);
  EXPECT_EQ(node.find("名")->mark.column, 9);
  EXPECT_EQ(node.find_entry("b")->key_mark.column, 13);
  EXPECT_EQ(*node.mark.file, (files.folder() / "a.yaml").string());
}

TEST(Document, PlacesAnAliasWhereItStands) {
  const ScenarioFiles files;
  const Document document = load(files, "a: &x {b: 1}\nc:\n  d: *x\n");
  const DocumentNode& alias = *document.root().find("c")->find("d");
  EXPECT_EQ(alias.mark.line, 3);
  EXPECT_EQ(alias.mark.column, 6);
  EXPECT_EQ(alias.find("b")->scalar, "1");
  EXPECT_EQ(alias.find("b")->mark.line, 1);
}

TEST(Document, KeepsScalarsAsWritten) {
  const ScenarioFiles files;
  const Document document = load(files, "a: 010\nb: yes\nc: '400'\nd: null\ne:\nf: ''\n");
  EXPECT_EQ(document.root().find("a")->scalar, "010");
  EXPECT_EQ(document.root().find("b")->scalar, "yes");
  EXPECT_TRUE(document.root().find("c")->is_quoted);
  EXPECT_EQ(document.root().find("d")->kind, Kind::null);
  EXPECT_EQ(document.root().find("e")->kind, Kind::null);
  EXPECT_EQ(document.root().find("e")->mark.line, 5);  // its own, not that of the next key
  EXPECT_EQ(document.root().find("f")->kind, Kind::scalar);
}

TEST(Document, ReadsFilesOfOtherSystems) {
  const ScenarioFiles files;
  const Document windows = load(files,
                                "\xEF\xBB\xBF"
                                "a: 1\r\nb: 2\r\n");
  EXPECT_EQ(windows.root().find("b")->scalar, "2");
  EXPECT_EQ(windows.root().find("b")->mark.line, 2);
  EXPECT_EQ(windows.root().find_entry("a")->key_mark.column, 1);
  EXPECT_EQ(load(files, "%YAML 1.2\n---\na: 1\n...\n").root().find("a")->scalar, "1");
}

TEST(Document, ReadsManyKeysInOneLineQuickly) {
  const ScenarioFiles files;
  std::string text = "a: {";
  for (int i = 0; i < 50'000; ++i) text += "k" + std::to_string(i) + ": 1, ";
  const Document document = load(files, text + "last: 2}\n");
  EXPECT_EQ(document.root().find("a")->entries.size(), 50'001u);
}

TEST(Locate, FindsAPathOrTheNearestPartOfIt) {
  const ScenarioFiles files;
  const Document document = load(
      files,
      "hubs:\n  bth:\n    storage: {power: 400 MW, energy_mwh: 2}\nlinks:\n  a-b:\n    between: [a, b]\n");
  const auto place = [&](const std::string& path) {
    const Mark mark = document.locate(path);
    return std::to_string(mark.line) + ":" + std::to_string(mark.column);
  };
  EXPECT_EQ(place("hubs.bth.storage.energy_mwh"), "3:42");
  EXPECT_EQ(place("hubs.bth.storage.power_mw"), "3:22");  // written with its unit in the value
  EXPECT_EQ(place("hubs.bth.storage.loss"), "3:5");
  EXPECT_EQ(place("links.a-b.between[1]"), "6:18");
  EXPECT_EQ(place("links.a-b.between[7]"), "6:5");
  EXPECT_EQ(place("nothing.of.this"), "1:1");
  EXPECT_EQ(files.plain(document.issue_at("links.a-b.between[1]", "'b' is no hub", "allowed: a").text()),
            "a.yaml:6:18: links.a-b.between[1]: 'b' is no hub; allowed: a");
}

TEST(Locate, LooksIntoFiguresWithTheirProvenance) {
  const ScenarioFiles files;
  const Document document = load(files, "a: {value: [1, 2], mark: O}\n");
  EXPECT_EQ(document.locate("a[1]").column, 16);
}

}  // namespace
}  // namespace suanwang
