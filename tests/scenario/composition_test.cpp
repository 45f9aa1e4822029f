#include "suanwang/scenario/document.hpp"

#include "scenario/scenario_files.hpp"

namespace suanwang {
namespace {

using testing::ScenarioFiles;

/// A tree in one line, so that tests can compare it.
std::string shown(const DocumentNode& node) {
  std::string text;
  switch (node.kind) {
    case DocumentNode::Kind::null:
      return "~";
    case DocumentNode::Kind::scalar:
      return node.scalar;
    case DocumentNode::Kind::sequence:
      for (const DocumentNode& item : node.items) text += (text.empty() ? "" : ", ") + shown(item);
      return "[" + text + "]";
    case DocumentNode::Kind::mapping:
      for (const auto& entry : node.entries)
        text += (text.empty() ? "" : ", ") + entry.key + ": " + shown(entry.value);
      return "{" + text + "}";
  }
  return text;
}

TEST(Extends, MergesMappingsAndReplacesTheRest) {
  const ScenarioFiles files;
  files.write("base.yaml", "a: 1\nm: {x: 1, y: {p: 1}}\nl: [1, 2]\n");
  const Document document =
      Document::load(files.write("top.yaml", "extends: base.yaml\nn: 5\nm: {y: {q: 2}, z: 3}\nl: [3]\n"));
  EXPECT_EQ(shown(document.root()), "{a: 1, m: {x: 1, y: {p: 1, q: 2}, z: 3}, l: [3], n: 5}");
  ASSERT_EQ(document.files().size(), 2u);
  EXPECT_EQ(document.files()[0].filename(), "top.yaml");
  EXPECT_EQ(document.files()[1].filename(), "base.yaml");
}

TEST(Extends, LetsLaterFilesOfAListWin) {
  const ScenarioFiles files;
  files.write("one.yaml", "a: 1\nb: 1\n");
  files.write("two.yaml", "b: 2\nc: 2\n");
  EXPECT_EQ(shown(Document::load(files.write("top.yaml", "extends: [one.yaml, two.yaml]\nc: 3\n")).root()),
            "{a: 1, b: 2, c: 3}");
}

TEST(Extends, TakesInheritedKeysAwayByEmptyValues) {
  const ScenarioFiles files;
  files.write("base.yaml", "a: 1\nm: {x: 1, y: 2}\nb: 3\n");
  EXPECT_EQ(shown(Document::load(files.write("top.yaml", "extends: base.yaml\na: ~\nm: {y: }\n")).root()),
            "{m: {x: 1}, b: 3}");
}

TEST(Extends, ReplacesAFigureTogetherWithItsProvenance) {
  const ScenarioFiles files;
  files.write("base.yaml", "a: {value: 1, mark: O, source: S1}\nd: {kind: constant, value: 1}\n");
  EXPECT_EQ(shown(Document::load(
                      files.write("top.yaml", "extends: base.yaml\na: {value: 2, mark: I}\nd: {value: 2}\n"))
                      .root()),
            "{a: {value: 2, mark: I}, d: {kind: constant, value: 2}}");
}

TEST(Extends, FollowsPathsFromTheFileThatNamesThem) {
  const ScenarioFiles files;
  files.write("base/deep/c.yaml", "c: 1\n");
  files.write("base/b.yaml", "extends: deep/c.yaml\nb: 1\n");
  EXPECT_EQ(shown(Document::load(files.write("top.yaml", "extends: base/b.yaml\n")).root()), "{c: 1, b: 1}");
  const std::string absolute = (files.folder() / "base/b.yaml").string();
  EXPECT_EQ(shown(Document::load(files.write("abs.yaml", "extends: '" + absolute + "'\n")).root()),
            "{c: 1, b: 1}");
}

TEST(Extends, ReadsAFileOnceHoweverOftenItIsExtended) {
  const ScenarioFiles files;
  files.write("f0.yaml", "a: 1\n");
  for (int i = 1; i <= 30; ++i) {
    const std::string before = "f" + std::to_string(i - 1) + ".yaml";
    files.write("f" + std::to_string(i) + ".yaml", "extends: [" + before + ", ./" + before + "]\n");
  }
  const Document document = Document::load(files.folder() / "f30.yaml");
  EXPECT_EQ(shown(document.root()), "{a: 1}");
  EXPECT_EQ(document.files().size(), 31u);
}

TEST(Extends, RefusesACircle) {
  const ScenarioFiles files;
  files.write("a.yaml", "extends: b.yaml\n");
  files.write("b.yaml", "x: 1\nextends: [c.yaml]\n");
  files.write("c.yaml", "extends: a.yaml\n");
  EXPECT_EQ(files.complaint([&] { Document::load(files.folder() / "a.yaml"); }),
            "c.yaml:1:10: extends: a circle: a.yaml -> b.yaml -> c.yaml -> a.yaml; take one of them out");
  files.write("self.yaml", "extends: self.yaml\n");
  EXPECT_EQ(files.complaint([&] { Document::load(files.folder() / "self.yaml"); }),
            "self.yaml:1:10: extends: a circle: self.yaml -> self.yaml; take one of them out");
}

TEST(Extends, ReportsFaultsOfAllFiles) {
  const ScenarioFiles files;
  files.write("base.yaml", "a: 1\na: 2\n");
  const auto top = files.write("top.yaml", "extends: [base.yaml, no.yaml, {x: 1}]\nb: 'x\n");
  EXPECT_EQ(files.complaint([&] { Document::load(top); }),
            "top.yaml:2:4: the quote ' is never closed; add the closing '");
  files.write("top.yaml", "b: 1\nb: 2\nextends: [base.yaml, no.yaml, {x: 1}]\n");
  EXPECT_EQ(files.complaint([&] { Document::load(top); }),
            "top.yaml:2:1: the key 'b' stands in line 1 already, and in line 2 again; keep one of the two\n"
            "base.yaml:2:1: the key 'a' stands in line 1 already, and in line 2 again; keep one of the two\n"
            "top.yaml:3:22: extends: no file 'no.yaml'; write a path relative to this file\n"
            "top.yaml:3:31: extends: not the name of a file; write a path relative to this file");
}

class Override : public ::testing::Test {
 protected:
  std::string loaded(const std::vector<std::string>& overrides) {
    const auto path = files.write("a.yaml", "a: {b: 1, l: [1, 2]}\nf: {value: [1, 2], mark: O}\ns: 5\n");
    std::string result;
    const std::string complaint =
        files.complaint([&] { result = shown(Document::load(path, overrides).root()); });
    return complaint.empty() ? result : complaint;
  }

  ScenarioFiles files;
};

TEST_F(Override, SetsValuesByPath) {
  EXPECT_EQ(loaded({"a.b=2"}), "{a: {b: 2, l: [1, 2]}, f: {value: [1, 2], mark: O}, s: 5}");
  EXPECT_EQ(loaded({"a.l[1]=7", "a.l.0=6"}), "{a: {b: 1, l: [6, 7]}, f: {value: [1, 2], mark: O}, s: 5}");
  EXPECT_EQ(loaded({"f[0]=9"}), "{a: {b: 1, l: [1, 2]}, f: {value: [9, 2], mark: O}, s: 5}");
  EXPECT_EQ(loaded({"f=[3]", "s={x: [1]}"}), "{a: {b: 1, l: [1, 2]}, f: [3], s: {x: [1]}}");
  EXPECT_EQ(loaded({"a.n.m='1 MW'", "s=1", "s=2"}),
            "{a: {b: 1, l: [1, 2], n: {m: 1 MW}}, f: {value: [1, 2], mark: O}, s: 2}");
}

TEST_F(Override, TakesAKeyAwayByAnEmptyValue) {
  EXPECT_EQ(loaded({"a.b=", "f=~"}), "{a: {l: [1, 2]}, s: 5}");
}

TEST_F(Override, ShowsItselfAsThePlace) {
  const Document document = Document::load(files.write("a.yaml", "a: 1\n"), {"b.c=[x, {y: 2}]"});
  const Mark mark = document.root().find("b")->find("c")->items[1].find_entry("y")->key_mark;
  EXPECT_EQ(*mark.file, "--set b.c=[x, {y: 2}]");
  EXPECT_EQ(mark.line, 0);
  EXPECT_EQ(document.issue_at("b.c[0]", "no", "write yes").text(),
            "--set b.c=[x, {y: 2}]: b.c[0]: no; write yes");
}

TEST_F(Override, IsRefusedWhenMalformed) {
  const std::string form = ": not of the form a.b.c=value; write a key path, '=' and a value in YAML";
  for (const std::string text :
       {"a.b", "=1", "a..b=1", ".a=1", "a.=1", "a.l[=1", "a.l[x]=1", "a.l[]=1", "a.l[0]b=1", "[0]=1", "a]=1"})
    EXPECT_EQ(loaded({text}), "--set " + text + form);
  EXPECT_EQ(loaded({"a.l[2]=1"}), "--set a.l[2]=1: '2' is not an index of a list of 2; indices count from 0");
  EXPECT_EQ(loaded({"s.x=1"}), "--set s.x=1: 'x' would lie below the value '5'; set the key above it");
  EXPECT_EQ(loaded({"s=[1"}), "--set s=[1: not YAML: the bracket is never closed; add the closing ] or }");
  EXPECT_EQ(loaded({"s='x"}), "--set s='x: the quote ' is never closed; add the closing '");
  EXPECT_EQ(
      loaded({"extends=b.yaml"}),
      "--set extends=b.yaml: files are chosen before overrides apply; write `extends` in the scenario file");
}

TEST_F(Override, ReportsEveryFault) {
  EXPECT_EQ(loaded({"a", "s.x=1"}),
            "--set a: not of the form a.b.c=value; write a key path, '=' and a value in YAML\n"
            "--set s.x=1: 'x' would lie below the value '5'; set the key above it");
}

}  // namespace
}  // namespace suanwang
