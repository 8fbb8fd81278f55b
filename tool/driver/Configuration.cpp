// See Configuration.h.
#include "driver/Configuration.h"
#include "driver/Paths.h"
#include "ir/Marks.h"
#include "models/Tree.h"
#include "rules/Rules.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace crosstalk::driver {

namespace {

/// Walks the tree of one file into a Configuration; the first defect ends it.
class Reader {
public:
  Reader(StringRef File, Configuration &Out) : File(File), Out(Out) {}

  Error read(const TreeNode &Root) {
    return eachKey(Root, "a mapping of settings",
                   [&](StringRef Key, TextPlace At, const TreeNode &Value) { return setting(Key, At, Value); });
  }

private:
  Error wrong(TextPlace At, const Twine &Found, const Twine &Expected) const {
    return placedError(File, At, Found.str(), Expected.str());
  }

  template <typename Fn> Error eachKey(const TreeNode &Node, StringRef Expected, Fn Each) const {
    if (Node.What == TreeNode::Kind::Null)
      return Error::success();
    if (Node.What != TreeNode::Kind::Mapping)
      return wrong(Node.Place, foundText(Node), Expected);
    for (size_t I = 0; I != Node.Keys.size(); ++I)
      if (Error E = Each(Node.Keys[I].first, Node.Keys[I].second, Node.Items[I]))
        return E;
    return Error::success();
  }

  Error setting(StringRef Key, TextPlace At, const TreeNode &Value) {
    if (std::vector<std::string> *List = StringSwitch<std::vector<std::string> *>(Key)
                                             .Case("public-tables", &Out.PublicTables)
                                             .Case("guards", &Out.Guards)
                                             .Case("entries", &Out.Entries)
                                             .Default(nullptr))
      return names(Value, *List);
    if (Key == "owners")
      return declarations(Value, Out.Owners);
    if (Key == "models")
      return files(Value, Out.Models);
    if (Key == "schema")
      return files(Value, Out.Schemas);
    if (Key == "exclude")
      return patterns(Value);
    if (Key == "principals")
      return principals(Value);
    if (Key == "rules")
      return rules(Value);
    if (Key == "minimum-rank")
      return rank(Value);
    return wrong(
        At, "the unknown key '" + Key + "'",
        "one of models, schema, principals, owners, public-tables, guards, entries, exclude, rules, minimum-rank");
  }

  Error name(const TreeNode &Node, std::string &To) const {
    if (Node.What != TreeNode::Kind::Scalar || Node.Text.empty())
      return wrong(Node.Place, foundText(Node), "a name");
    To = Node.Text;
    return Error::success();
  }

  Error names(const TreeNode &Node, std::vector<std::string> &To) const {
    if (Node.What != TreeNode::Kind::List)
      return wrong(Node.Place, foundText(Node), "a list");
    for (const TreeNode &Item : Node.Items)
      if (Error E = name(Item, To.emplace_back()))
        return E;
    return Error::success();
  }

  /// Names that may say whom they stand for: "shop::Org as tenant".
  Error declarations(const TreeNode &Node, std::vector<std::string> &To) const {
    size_t First = To.size();
    if (Error E = names(Node, To))
      return E;
    for (size_t I = First; I != To.size(); ++I)
      if (!ir::readDeclared(To[I]))
        return wrong(Node.Items[I - First].Place, "'" + To[I] + "'", "a name, or NAME as " + ir::kindNames());
    return Error::success();
  }

  Error files(const TreeNode &Node, std::vector<std::string> &To) const {
    std::vector<std::string> Given;
    if (Error E = names(Node, Given))
      return E;
    for (size_t I = 0; I != Given.size(); ++I) {
      To.push_back(absolutePath(Given[I], Out.Folder));
      if (!sys::fs::exists(To.back()))
        return wrong(Node.Items[I].Place, "'" + Given[I] + "', which does not exist", "a file");
    }
    return Error::success();
  }

  Error patterns(const TreeNode &Node) {
    if (Error E = names(Node, Out.Exclude))
      return E;
    for (size_t I = 0; I != Out.Exclude.size(); ++I)
      if (auto Pattern = GlobPattern::create(Out.Exclude[I]); !Pattern)
        return wrong(Node.Items[I].Place, "'" + Out.Exclude[I] + "' (" + toString(Pattern.takeError()) + ")",
                     "a path or a pattern");
    return Error::success();
  }

  Error fields(const TreeNode &Node) {
    if (Error E = declarations(Node, Out.PrincipalFields))
      return E;
    for (const TreeNode &Item : Node.Items)
      if (!StringRef(Item.Text).contains("::"))
        return wrong(Item.Place, "'" + Item.Text + "'", "a field with its class, e.g. rpc::Context::caller");
    return Error::success();
  }

  Error principals(const TreeNode &Node) {
    return eachKey(Node, "a mapping of types, functions, fields",
                   [&](StringRef Key, TextPlace At, const TreeNode &Value) -> Error {
                     if (Key == "types")
                       return declarations(Value, Out.PrincipalTypes);
                     if (Key == "functions")
                       return declarations(Value, Out.PrincipalFunctions);
                     if (Key == "fields")
                       return fields(Value);
                     return wrong(At, "the unknown key 'principals." + Key + "'", "types, functions or fields");
                   });
  }

  Error rules(const TreeNode &Node) {
    return eachKey(Node, "a mapping of rule ids", [&](StringRef Key, TextPlace At, const TreeNode &Value) -> Error {
      if (!findRule(std::string_view(Key)))
        return wrong(At, "the unknown rule '" + Key + "'", "an id that 'crosstalk rules' lists");
      // YAML 1.1 readers take a bare off for a boolean; here it is the word.
      auto Set = StringSwitch<std::optional<Level>>(Value.Text)
                     .Case("note", Level::Note)
                     .Case("warning", Level::Warning)
                     .Case("error", Level::Error)
                     .Default(std::nullopt);
      if (!Set && Value.Text != "off")
        return wrong(Value.Place, foundText(Value), "off, note, warning or error");
      Out.Rules[Key.str()] = Set;
      return Error::success();
    });
  }

  Error rank(const TreeNode &Node) {
    unsigned Value = 0;
    if (Node.What != TreeNode::Kind::Scalar || !to_integer(Node.Text, Value, 10) || Value > 100)
      return wrong(Node.Place, foundText(Node), "a number from 0 to 100");
    Out.MinimumRank = Value;
    return Error::success();
  }

  StringRef File;
  Configuration &Out;
};

bool matches(StringRef Pattern, StringRef Path) {
  if (isBelow(Path, Pattern.rtrim('/')))
    return true;
  auto Glob = GlobPattern::create(Pattern);
  if (Glob)
    return Glob->match(Path);
  consumeError(Glob.takeError());
  return false;
}

} // namespace

bool Configuration::excludes(StringRef Path) const {
  std::string Relative = relativePath(Path, Folder);
  return any_of(Exclude, [&](const std::string &Pattern) { return matches(Pattern, Relative); });
}

bool Configuration::wants(const Finding &F) const {
  auto Set = Rules.find(F.RuleId);
  bool IsOff = Set != Rules.end() && !Set->second;
  return !IsOff && F.Rank >= MinimumRank && !excludes(F.At.File);
}

std::optional<Level> Configuration::levelFor(StringRef Rule) const {
  auto Set = Rules.find(Rule.str());
  return Set == Rules.end() ? std::nullopt : Set->second;
}

std::optional<std::string> findConfiguration(StringRef From) {
  static constexpr StringLiteral Name = "/.crosstalk.yaml";
  auto Folder = findUpward(From, [](StringRef F) { return sys::fs::exists(F + Name); });
  if (!Folder)
    return std::nullopt;
  return *Folder + Name.str();
}

Expected<Configuration> readConfiguration(StringRef File) {
  auto Text = readText(File);
  if (!Text)
    return Text.takeError();
  auto Documents = parseTree(File, *Text);
  if (!Documents)
    return Documents.takeError();
  Configuration Result;
  Result.File = absolutePath(File);
  Result.Folder = sys::path::parent_path(Result.File).str();
  for (const TreeNode &Root : *Documents)
    if (Error E = Reader(File, Result).read(Root))
      return E;
  return Result;
}

} // namespace crosstalk::driver
