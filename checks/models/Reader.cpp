// Tree -> entries: checks every key and value of a model file. See Reader.h and docs/writing-a-model.md.
//
// The keys are those of Schema.h. The first mistake ends the reading of a file; nothing of it is added then.
#include "models/Reader.h"
#include "models/Names.h"
#include "models/Schema.h"
#include "models/Tree.h"
#include <optional>
#include <set>
#include <tuple>

using namespace llvm;

namespace crosstalk {

namespace {

/// Where a reading stands: the file's name and its first mistake.
struct Reading {
  StringRef Name;
  std::optional<std::string> Mistake;

  void fail(TextPlace Place, StringRef Found, StringRef Expected) {
    if (!Mistake)
      Mistake = toString(placedError(Name, Place, Found, Expected));
  }
  void fail(const TreeNode &Node, StringRef Expected) { fail(Node.Place, foundText(Node), Expected); }
};

template <class T, size_t N> std::string wordList(const Word<T> (&Words)[N]) {
  std::string Out;
  for (const Word<T> &W : Words)
    Out += (Out.empty() ? "" : ", ") + W.Text.str();
  return Out;
}

template <class T, size_t N> void readWord(Reading &R, const TreeNode &Node, T &Value, const Word<T> (&Words)[N]) {
  if (Node.What == TreeNode::Kind::Scalar)
    for (const Word<T> &W : Words)
      if (W.Text == Node.Text) {
        Value = W.Value;
        return;
      }
  R.fail(Node, "one of: " + wordList(Words));
}

void readPosition(Reading &R, const TreeNode &Node, int &Value) {
  unsigned Index = 0;
  if (Node.What == TreeNode::Kind::Scalar && !StringRef(Node.Text).getAsInteger(10, Index) && Index < 64) {
    Value = static_cast<int>(Index);
    return;
  }
  if (Node.What == TreeNode::Kind::Scalar)
    for (const Word<int> &W : PositionWords)
      if (W.Text == Node.Text) {
        Value = W.Value;
        return;
      }
  R.fail(Node, "an argument's number (0 to 63) or one of: " + wordList(PositionWords));
}

void readText(Reading &R, const TreeNode &Node, std::string &Value) {
  if (Node.What == TreeNode::Kind::Scalar && !Node.Text.empty())
    Value = Node.Text;
  else
    R.fail(Node, "text");
}

template <class Each> void readList(Reading &R, const TreeNode &Node, StringRef Expected, Each Do) {
  if (Node.What != TreeNode::Kind::List || Node.Items.empty())
    return R.fail(Node, Expected);
  for (const TreeNode &Item : Node.Items)
    Do(Item);
}

/// Hands out the values of one mapping by key; what is left over then is a mistake.
class MappingVisitor {
public:
  MappingVisitor(Reading &R, const TreeNode &Node, StringRef Expected) : R(R), Node(Node) {
    if (Node.What != TreeNode::Kind::Mapping)
      R.fail(Node, Expected);
  }

  const TreeNode *find(StringRef Key) {
    Known += (Known.empty() ? "" : ", ") + Key.str();
    for (size_t I = 0; I < Node.Keys.size(); ++I)
      if (Node.Keys[I].first == Key) {
        Used.insert(I);
        return &Node.Items[I];
      }
    return nullptr;
  }

  template <class T, size_t N> void word(StringRef Key, T &Value, const Word<T> (&Words)[N]) {
    if (const TreeNode *Item = find(Key))
      readWord(R, *Item, Value, Words);
  }
  void flag(StringRef Key, bool &Value) { word(Key, Value, TruthWords); }
  void position(StringRef Key, int &Value) {
    if (const TreeNode *Item = find(Key))
      readPosition(R, *Item, Value);
  }
  void text(StringRef Key, std::string &Value) {
    if (const TreeNode *Item = find(Key))
      readText(R, *Item, Value);
  }
  void dialect(StringRef Key, std::string &Value) {
    const TreeNode *Item = find(Key);
    if (!Item)
      return;
    Value = Item->Text;
    std::string Words;
    for (StringLiteral W : DialectWords) {
      if (Item->What == TreeNode::Kind::Scalar && W == Item->Text)
        return;
      Words += (Words.empty() ? "" : ", ") + W.str();
    }
    R.fail(*Item, "one of: " + Words);
  }
  void texts(StringRef Key, std::vector<std::string> &Values) {
    if (const TreeNode *Item = find(Key))
      readList(R, *Item, "a list of texts", [&](const TreeNode &N) { readText(R, N, Values.emplace_back()); });
  }
  void positions(StringRef Key, std::vector<int> &Values) {
    if (const TreeNode *Item = find(Key))
      readList(R, *Item, "a list of positions", [&](const TreeNode &N) { readPosition(R, N, Values.emplace_back()); });
  }
  void sources(StringRef Key, std::vector<ir::SourceKind> &Values) {
    if (const TreeNode *Item = find(Key))
      readList(R, *Item, "a list of sources",
               [&](const TreeNode &N) { readWord(R, N, Values.emplace_back(), SourceWords); });
  }
  void flows(StringRef Key, std::vector<std::pair<int, ir::Propagation>> &Values);
  template <class T> void mapping(StringRef Key, std::optional<T> &Value);

  /// Everything was asked for: a key that nobody knows is a mistake.
  void finish() {
    for (size_t I = 0; I < Node.Keys.size(); ++I)
      if (!Used.count(I))
        R.fail(Node.Keys[I].second, "key '" + Node.Keys[I].first + "'", "one of: " + Known);
  }

private:
  Reading &R;
  const TreeNode &Node;
  std::set<size_t> Used;
  std::string Known;
};

void MappingVisitor::flows(StringRef Key, std::vector<std::pair<int, ir::Propagation>> &Values) {
  const TreeNode *Item = find(Key);
  if (!Item)
    return;
  if (Item->What != TreeNode::Kind::Mapping || Item->Keys.empty())
    return R.fail(*Item, "a mapping of positions to one of: " + wordList(PropagationWords));
  for (size_t I = 0; I < Item->Keys.size(); ++I) {
    TreeNode Position{TreeNode::Kind::Scalar, Item->Keys[I].second, Item->Keys[I].first, {}, {}};
    auto &[From, How] = Values.emplace_back(0, ir::Propagation::Lossless);
    readPosition(R, Position, From);
    readWord(R, Item->Items[I], How, PropagationWords);
  }
}

template <class T> void MappingVisitor::mapping(StringRef Key, std::optional<T> &Value) {
  const TreeNode *Item = find(Key);
  if (!Item)
    return;
  Value = unwritten<T>();
  MappingVisitor Inner(R, *Item, "a mapping, e.g. " + Key.str() + ": {...}");
  describe(Inner, *Value);
  Inner.finish();
}

/// What entries of one file are about: kind, name, parameter types.
using SubjectSet = std::set<std::tuple<int, std::string, std::vector<std::string>>>;

/// One entry for one name. A forgetting one takes away what earlier files say.
struct Entry {
  ir::Model Model;
  bool Forgets = false;
};

/// Reads the entries of one document into Found.
class DocumentReader {
public:
  DocumentReader(Reading &R, std::vector<Entry> &Found, SubjectSet &Seen) : R(R), Found(Found), Seen(Seen) {}

  ir::ModelLibrary read(const TreeNode &Root) {
    MappingVisitor V(R, Root, "a mapping that starts with 'library:'");
    V.text("library", Library.Name);
    V.text("kind", Library.Kind);
    V.text("checked", Library.Checked);
    V.texts("headers", Library.Headers);
    group(V, "functions", ir::Model::Subject::Function);
    group(V, "types", ir::Model::Subject::Type);
    group(V, "fields", ir::Model::Subject::Field);
    V.finish();
    if (Library.Name.empty())
      R.fail(Root.Place, "no library", "'library: NAME'");
    return Library;
  }

private:
  Reading &R;
  std::vector<Entry> &Found;
  ir::ModelLibrary Library;
  SubjectSet &Seen;

  void group(MappingVisitor &V, StringRef Key, ir::Model::Subject What) {
    if (const TreeNode *Entries = V.find(Key))
      readList(R, *Entries, "a list of entries", [&](const TreeNode &Entry) { entry(Entry, What); });
  }

  void entry(const TreeNode &Node, ir::Model::Subject What) {
    MappingVisitor V(R, Node, "an entry, e.g. - name: ns::Class::method");
    ir::Model M;
    M.What = What;
    M.Library = Library.Name;
    const TreeNode *Name = V.find("name");
    bool Forget = false;
    V.flag("forget", Forget);
    describe(V, M);
    V.finish();
    std::vector<std::string> Names = names(Name, Node);
    if (Node.Keys.size() < (M.ParameterTypes.empty() ? 2u : 3u))
      R.fail(Node.Place, "an entry that says nothing", "what is known of it, e.g. source: request-content");
    for (const std::string &One : Names) {
      M.Name = One;
      if (!Seen.insert({static_cast<int>(What), One, M.ParameterTypes}).second)
        R.fail(Node.Place, "a second entry for '" + One + "'", "one, or other parameters");
      Found.push_back({M, Forget});
    }
  }

  std::vector<std::string> names(const TreeNode *Name, const TreeNode &Entry) {
    if (!Name) {
      R.fail(Entry.Place, "an entry without a name", "name: ns::Class::method");
      return {};
    }
    if (Name->What != TreeNode::Kind::Scalar) {
      R.fail(*Name, "a qualified name");
      return {};
    }
    Expected<std::vector<std::string>> Names = expandName(Name->Text);
    if (Names)
      return *Names;
    R.fail(*Name, toString(Names.takeError()));
    return {};
  }
};

/// Two entries are about the same thing when kind, name and parameter types are equal.
bool sameSubject(const ir::Model &A, const ir::Model &B) {
  return A.What == B.What && A.Name == B.Name && A.ParameterTypes == B.ParameterTypes;
}

/// Takes what earlier files say about the same thing out of \p From.
void forget(ir::ModelSet &From, const ir::Model &M) {
  auto [First, Last] = From.ByName.equal_range(M.Name);
  for (auto It = First; It != Last;)
    It = sameSubject(It->second, M) ? From.ByName.erase(It) : std::next(It);
}

} // namespace

Error readModels(StringRef Name, StringRef Text, ir::ModelSet &Into) {
  Expected<std::vector<TreeNode>> Documents = parseTree(Name, Text);
  if (!Documents)
    return Documents.takeError();
  Reading R{Name, std::nullopt};
  std::vector<Entry> Found;
  std::vector<ir::ModelLibrary> Libraries;
  SubjectSet Seen;
  for (const TreeNode &Root : *Documents)
    Libraries.push_back(DocumentReader(R, Found, Seen).read(Root));
  if (R.Mistake)
    return createStringError(*R.Mistake);
  for (ir::ModelLibrary &L : Libraries)
    Into.Libraries.insert_or_assign(L.Name, L);
  for (Entry &E : Found) {
    forget(Into, E.Model);
    if (!E.Forgets)
      Into.add(std::move(E.Model));
  }
  return Error::success();
}

const ir::ModelSet &builtinModels() {
  static const ir::ModelSet Models = [] {
    ir::ModelSet Set;
    for (const ModelFile &File : builtinModelFiles())
      if (Error E = readModels(File.Name, File.Text, Set))
        report_fatal_error(std::move(E));
    return Set;
  }();
  return Models;
}

} // namespace crosstalk
