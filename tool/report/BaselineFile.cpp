// The baseline's file: YAML to entries, with errors by line and column, and back, byte-stable.
#include "report/Baseline.h"
#include "report/JsonText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <algorithm>
#include <set>
#include <tuple>

using namespace llvm;

namespace crosstalk::report {

bool operator==(const BaselineEntry &A, const BaselineEntry &B) {
  auto Key = [](const BaselineEntry &E) {
    return std::tie(E.Fingerprint, E.Rule, E.Function, E.Reason, E.Category, E.Expires, E.Body);
  };
  return Key(A) == Key(B);
}

/// "2026-12-31", in the calendar.
static bool isDate(StringRef Text) {
  unsigned Year, Month, Day;
  if (Text.size() != 10 || Text[4] != '-' || Text[7] != '-' || Text.take_front(4).getAsInteger(10, Year) ||
      Text.substr(5, 2).getAsInteger(10, Month) || Text.substr(8, 2).getAsInteger(10, Day))
    return false;
  static constexpr unsigned Days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool Leap = (Year % 4 == 0 && Year % 100 != 0) || Year % 400 == 0;
  return Month >= 1 && Month <= 12 && Day >= 1 && Day <= Days[Month - 1] && (Month != 2 || Day < 29 || Leap);
}

static bool isCategory(StringRef Text) {
  return all_of(Text, [](char C) { return isLower(C) || isDigit(C) || C == '-'; });
}

std::string checkAcceptance(StringRef Reason, StringRef Category, StringRef Expires) {
  if (none_of(Reason, isAlnum))
    return "an accepted finding needs a reason";
  if (!isCategory(Category))
    return "category '" + Category.str() + "' is not made of lower-case letters, digits and '-'";
  if (!Expires.empty() && !isDate(Expires))
    return "'" + Expires.str() + "' is not a date of the form YYYY-MM-DD";
  return {};
}

namespace {

/// Reads one document; the first error is kept, with the place of the node it is about.
class BaselineReader {
public:
  BaselineReader(StringRef File, StringRef Text) : File(File), Stream(Text, Manager, /*ShowColors=*/false) {
    Manager.setDiagHandler(
        [](const SMDiagnostic &D, void *Self) {
          static_cast<BaselineReader *>(Self)->fail(D.getLineNo(), D.getColumnNo() + 1, D.getMessage());
        },
        this);
  }

  Expected<Baseline> run() {
    Baseline Out;
    Out.File = File.str();
    auto Document = Stream.begin();
    if (Document == Stream.end())
      return Out;
    yaml::Node *Root = Document->getRoot();
    if (Root && !isa<yaml::NullNode>(Root))
      readRoot(*Root, Out);
    if (Error.empty() && Stream.failed())
      fail(1, 1, "not YAML");
    if (!Error.empty())
      return createStringError(inconvertibleErrorCode(), Error);
    return Out;
  }

private:
  void fail(unsigned Line, unsigned Column, const Twine &Text) {
    if (Error.empty())
      Error = (File + ":" + Twine(Line) + ":" + Twine(Column) + ": " + Text).str();
  }

  void fail(const yaml::Node &At, const Twine &Text) {
    auto [Line, Column] = Manager.getLineAndColumn(At.getSourceRange().Start);
    fail(Line, Column, Text);
  }

  static StringRef kindOf(const yaml::Node &N) {
    switch (N.getType()) {
    case yaml::Node::NK_Mapping:
      return "a mapping";
    case yaml::Node::NK_Sequence:
      return "a list";
    case yaml::Node::NK_Null:
      return "nothing";
    default:
      return "a text";
    }
  }

  /// A scalar's text; fails on anything else.
  std::optional<std::string> text(yaml::Node &N, StringRef Name) {
    SmallString<128> Storage;
    if (auto *Scalar = dyn_cast<yaml::ScalarNode>(&N))
      return Scalar->getValue(Storage).str();
    if (auto *Block = dyn_cast<yaml::BlockScalarNode>(&N))
      return Block->getValue().str();
    fail(N, "'" + Name + "' is to be a text, found " + kindOf(N));
    return std::nullopt;
  }

  /// The next pair's key, when it is a new one; the pair's value is then still to be read.
  std::optional<std::string> key(yaml::KeyValueNode &Pair, std::set<std::string> &Seen) {
    yaml::Node *Key = Pair.getKey();
    auto Name = Key ? text(*Key, "key") : std::nullopt;
    if (Name && !Seen.insert(*Name).second) {
      fail(*Key, "'" + *Name + "' is there twice");
      return std::nullopt;
    }
    return Name;
  }

  void readRoot(yaml::Node &Root, Baseline &Out) {
    auto *Map = dyn_cast<yaml::MappingNode>(&Root);
    if (!Map)
      return fail(Root, "a baseline is a mapping with 'version' and 'accepted', found " + kindOf(Root));
    std::set<std::string> Seen;
    for (yaml::KeyValueNode &Pair : *Map) {
      auto Name = key(Pair, Seen);
      yaml::Node *Value = Pair.getValue();
      if (!Error.empty() || !Name || !Value)
        return;
      if (*Name == "version")
        readVersion(*Value);
      else if (*Name == "accepted")
        readEntries(*Value, Out);
      else
        fail(*Pair.getKey(), "unknown key '" + *Name + "', expected 'version' or 'accepted'");
      if (!Error.empty())
        return;
    }
    if (!Seen.count("version"))
      fail(Root, "'version' is missing");
  }

  void readVersion(yaml::Node &Value) {
    auto Text = text(Value, "version");
    if (Text && *Text != "1")
      fail(Value, "version '" + *Text + "' is not known, expected 1");
  }

  void readEntries(yaml::Node &Value, Baseline &Out) {
    if (isa<yaml::NullNode>(&Value))
      return;
    auto *List = dyn_cast<yaml::SequenceNode>(&Value);
    if (!List)
      return fail(Value, "'accepted' is to be a list, found " + kindOf(Value));
    std::set<std::string> Fingerprints;
    for (yaml::Node &Item : *List) {
      readEntry(Item, Fingerprints, Out);
      if (!Error.empty())
        return;
    }
  }

  void readEntry(yaml::Node &Item, std::set<std::string> &Fingerprints, Baseline &Out) {
    auto *Map = dyn_cast<yaml::MappingNode>(&Item);
    if (!Map)
      return fail(Item, "an accepted finding is a mapping, found " + kindOf(Item));
    BaselineEntry Entry;
    Entry.Line = Manager.getLineAndColumn(Item.getSourceRange().Start).first;
    auto Start = Item.getSourceRange().Start;
    std::set<std::string> Seen;
    for (yaml::KeyValueNode &Pair : *Map) {
      readField(Pair, Seen, Entry);
      if (!Error.empty())
        return;
    }
    auto [Line, Column] = Manager.getLineAndColumn(Start);
    for (StringRef Needed : {"fingerprint", "rule", "reason"})
      if (!Seen.count(Needed.str()))
        return fail(Line, Column, "'" + Needed + "' is missing");
    if (std::string Wrong = checkAcceptance(Entry.Reason, Entry.Category, Entry.Expires); !Wrong.empty())
      return fail(Line, Column, Wrong);
    if (!Fingerprints.insert(Entry.Fingerprint).second)
      return fail(Line, Column, "fingerprint '" + Entry.Fingerprint + "' is there twice");
    Out.Entries.push_back(std::move(Entry));
  }

  void readField(yaml::KeyValueNode &Pair, std::set<std::string> &Seen, BaselineEntry &Entry) {
    auto Name = key(Pair, Seen);
    yaml::Node *Value = Pair.getValue();
    if (!Error.empty() || !Name || !Value)
      return;
    static constexpr std::pair<StringRef, std::string BaselineEntry::*> Fields[] = {
        {"fingerprint", &BaselineEntry::Fingerprint},
        {"rule", &BaselineEntry::Rule},
        {"function", &BaselineEntry::Function},
        {"reason", &BaselineEntry::Reason},
        {"category", &BaselineEntry::Category},
        {"expires", &BaselineEntry::Expires},
        {"body", &BaselineEntry::Body}};
    for (auto [Field, Member] : Fields)
      if (Field == *Name) {
        if (auto Text = text(*Value, Field))
          Entry.*Member = *Text;
        return;
      }
    fail(*Pair.getKey(), "unknown key '" + *Name + "'");
  }

  StringRef File;
  SourceMgr Manager;
  yaml::Stream Stream;
  std::string Error;
};

/// A text in double quotes, as YAML and JSON both read it.
std::string inQuotes(StringRef Text) {
  return nlohmann::json(Text.str()).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

Expected<Baseline> parseBaseline(StringRef File, StringRef Text) { return BaselineReader(File, Text).run(); }

std::string writeBaseline(const Baseline &Accepted) {
  std::vector<BaselineEntry> Entries = Accepted.Entries;
  llvm::sort(Entries, [](const BaselineEntry &A, const BaselineEntry &B) { return A.Fingerprint < B.Fingerprint; });
  std::string Out =
      "# Findings that were accepted, with the reason. Kept by 'crosstalk baseline'; sorted by fingerprint.\n"
      "version: 1\naccepted:\n";
  for (const BaselineEntry &E : Entries) {
    Out += "  - fingerprint: " + inQuotes(E.Fingerprint) + "\n    rule: " + inQuotes(E.Rule) + "\n";
    for (auto [Name, Value] : {std::pair("function", &E.Function),
                               {"reason", &E.Reason},
                               {"category", &E.Category},
                               {"expires", &E.Expires},
                               {"body", &E.Body}})
      if (!Value->empty())
        Out += "    " + std::string(Name) + ": " + inQuotes(*Value) + "\n";
  }
  return Out;
}

} // namespace crosstalk::report
