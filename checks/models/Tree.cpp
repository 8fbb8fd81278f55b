// Walks LLVM's YAML nodes, which can be read only once and in order, into a tree. See Tree.h.
#include "models/Tree.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <optional>

using namespace llvm;

namespace crosstalk {

namespace {

/// Deeper than any entry; a bound for hostile files.
constexpr unsigned MaxDepth = 16;

/// One pass over one file, e.g. TreeBuilder("a.yaml", Text).documents().
class TreeBuilder {
public:
  TreeBuilder(StringRef Name, StringRef Text) : Name(Name), Text(Text), Parser(Text, Sources, /*ShowColors=*/false) {
    Sources.setDiagHandler([](const SMDiagnostic &D, void *Self) { static_cast<TreeBuilder *>(Self)->syntax(D); },
                           this);
  }

  Expected<std::vector<TreeNode>> documents() {
    std::vector<TreeNode> Roots;
    for (auto Doc = Parser.begin(); Doc != Parser.end() && !Wrong; ++Doc) {
      yaml::Node *Root = Doc->getRoot();
      if (!Root || Parser.failed())
        break;
      Roots.push_back(node(*Root, 0));
    }
    if (!Wrong && Parser.failed())
      Wrong = Name.str() + ":1:1: found text that is no YAML, expected a model file";
    if (Wrong)
      return createStringError(*Wrong);
    return Roots;
  }

private:
  StringRef Name;
  StringRef Text;
  SourceMgr Sources;
  yaml::Stream Parser;
  std::optional<std::string> Wrong; ///< the first error

  void syntax(const SMDiagnostic &D) {
    std::string Message = D.getMessage().str();
    fail({static_cast<unsigned>(std::max(D.getLineNo(), 1)), static_cast<unsigned>(std::max(D.getColumnNo(), 0)) + 1},
         "a syntax error (" + StringRef(Message).rtrim(".!").str() + ")", "YAML");
  }

  void fail(TextPlace Place, const Twine &Found, const Twine &Expected) {
    if (!Wrong)
      Wrong = toString(placedError(Name, Place, Found.str(), Expected.str()));
  }

  /// Where \p N starts. LLVM's parser says of "[...]", "{...}" and "*alias" where the token after their first one
  /// starts.
  TextPlace place(const yaml::Node &N) const {
    const char *Start = N.getSourceRange().Start.getPointer();
    if (!Start)
      return {1, 1};
    StringRef Before = Text.take_front(Start - Text.begin());
    if (isa<yaml::AliasNode>(N))
      Start = Before.data() + std::min(Before.rfind('*'), Before.size());
    else if (StringRef Trimmed = Before.rtrim();
             Trimmed.ends_with(isa<yaml::SequenceNode>(N) ? "[" : "{") && !isa<yaml::ScalarNode>(N))
      Start = Trimmed.end() - 1;
    auto [Line, Column] = Sources.getLineAndColumn(SMLoc::getFromPointer(Start));
    return {Line, Column};
  }

  TreeNode node(yaml::Node &N, unsigned Depth) {
    TreeNode Out;
    Out.Place = place(N);
    if (Depth > MaxDepth) {
      fail(Out.Place, "more than 16 levels", "at most 16");
      return Out;
    }
    if (!N.getAnchor().empty())
      fail(Out.Place, "an anchor", "plain values");
    switch (N.getType()) {
    case yaml::Node::NK_Null:
      break;
    case yaml::Node::NK_Scalar: {
      SmallString<64> Storage;
      Out.What = TreeNode::Kind::Scalar;
      Out.Text = cast<yaml::ScalarNode>(N).getValue(Storage).str();
      break;
    }
    case yaml::Node::NK_BlockScalar:
      Out.What = TreeNode::Kind::Scalar;
      Out.Text = cast<yaml::BlockScalarNode>(N).getValue().str();
      break;
    case yaml::Node::NK_Sequence:
      list(cast<yaml::SequenceNode>(N), Out, Depth);
      break;
    case yaml::Node::NK_Mapping:
      mapping(cast<yaml::MappingNode>(N), Out, Depth);
      break;
    case yaml::Node::NK_Alias:
      fail(Out.Place, "an alias", "plain values");
      break;
    case yaml::Node::NK_KeyValue:
      fail(Out.Place, "a lone key", "plain values");
      break;
    }
    return Out;
  }

  void list(yaml::SequenceNode &N, TreeNode &Out, unsigned Depth) {
    Out.What = TreeNode::Kind::List;
    for (auto Item = N.begin(); Item != N.end() && !stop(); ++Item)
      Out.Items.push_back(node(*Item, Depth + 1));
  }

  void mapping(yaml::MappingNode &N, TreeNode &Out, unsigned Depth) {
    Out.What = TreeNode::Kind::Mapping;
    for (auto Pair = N.begin(); Pair != N.end() && !stop(); ++Pair) {
      yaml::Node *Key = Pair->getKey();
      if (!Key || stop())
        return;
      TreeNode KeyNode = node(*Key, Depth + 1);
      if (KeyNode.What != TreeNode::Kind::Scalar)
        return fail(KeyNode.Place, foundText(KeyNode), "a key");
      for (const auto &[Known, Place] : Out.Keys)
        if (Known == KeyNode.Text)
          return fail(KeyNode.Place, "key '" + KeyNode.Text + "' twice", "each key once");
      yaml::Node *Value = Pair->getValue();
      if (!Value || stop())
        return;
      Out.Keys.emplace_back(KeyNode.Text, KeyNode.Place);
      Out.Items.push_back(node(*Value, Depth + 1));
      if (Out.Items.back().What == TreeNode::Kind::Null)
        Out.Items.back().Place = KeyNode.Place;
    }
  }

  bool stop() { return Wrong || Parser.failed(); }
};

} // namespace

std::string foundText(const TreeNode &Node) {
  switch (Node.What) {
  case TreeNode::Kind::Null:
    return "nothing";
  case TreeNode::Kind::Scalar:
    return "text '" + StringRef(Node.Text).take_front(60).str() + "'";
  case TreeNode::Kind::List:
    return "a list";
  case TreeNode::Kind::Mapping:
    return "a mapping";
  }
  return "nothing";
}

Error placedError(StringRef Name, TextPlace Place, StringRef Found, StringRef Expected) {
  return createStringError(Name + ":" + Twine(Place.Line) + ":" + Twine(Place.Column) + ": found " + Found +
                           ", expected " + Expected);
}

Expected<std::vector<TreeNode>> parseTree(StringRef Name, StringRef Text) {
  return TreeBuilder(Name, Text).documents();
}

} // namespace crosstalk
