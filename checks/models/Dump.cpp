// Entries -> text in the form of model files, one entry a name: what `crosstalk dump models` prints.
//
// Only what differs from an absent key is written, so that reading the dump gives the same entries again.
#include "models/Reader.h"
#include "models/Schema.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace llvm;

namespace crosstalk {

namespace {

template <class T, size_t N> std::string wordOf(T Value, const Word<T> (&Words)[N]) {
  for (const Word<T> &W : Words)
    if (W.Value == Value)
      return W.Text.str();
  return std::to_string(static_cast<int>(Value));
}

std::string positionOf(int Value) { return Value >= 0 ? std::to_string(Value) : wordOf(Value, PositionWords); }

std::string quoted(StringRef Text) {
  std::string Out = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return Out + "\"";
}

/// Collects "key: value" for each member that is not as an absent key leaves it. Plain is such a value.
template <class T> class Printer {
public:
  std::vector<std::string> print(T &Value, T &Plain) {
    Comparing = true;
    describe(*this, Plain);
    Comparing = false;
    describe(*this, Value);
    return Lines;
  }

  template <class W, size_t N> void word(StringRef Key, W &Value, const Word<W> (&Words)[N]) {
    add(Key, wordOf(Value, Words));
  }
  void flag(StringRef Key, bool &Value) { add(Key, wordOf(Value, TruthWords)); }
  void position(StringRef Key, int &Value) { add(Key, positionOf(Value)); }
  void text(StringRef Key, std::string &Value) { add(Key, Value.empty() ? "" : quoted(Value)); }
  void dialect(StringRef Key, std::string &Value) { add(Key, Value); }
  void texts(StringRef Key, std::vector<std::string> &Values) {
    list(Key, Values, [](const std::string &V) { return quoted(V); });
  }
  void positions(StringRef Key, std::vector<int> &Values) { list(Key, Values, positionOf); }
  void sources(StringRef Key, std::vector<ir::SourceKind> &Values) {
    list(Key, Values, [](ir::SourceKind V) { return wordOf(V, SourceWords); });
  }
  void flows(StringRef Key, std::vector<std::pair<int, ir::Propagation>> &Values) {
    std::string Out;
    for (auto [From, How] : Values)
      Out += (Out.empty() ? "" : ", ") + positionOf(From) + ": " + wordOf(How, PropagationWords);
    add(Key, Out.empty() ? "" : "{" + Out + "}");
  }
  template <class Inner> void mapping(StringRef Key, std::optional<Inner> &Value) {
    if (!Value)
      return add(Key, "");
    Inner Unwritten = unwritten<Inner>();
    add(Key, "{" + join(Printer<Inner>().print(*Value, Unwritten)) + "}");
  }

private:
  bool Comparing = false;
  std::vector<std::string> PlainValues;
  std::vector<std::string> Lines;
  size_t Next = 0;

  void add(StringRef Key, std::string Value) {
    if (Comparing)
      PlainValues.push_back(std::move(Value));
    else if (PlainValues[Next++] != Value)
      Lines.push_back(Key.str() + ": " + Value);
  }
  template <class V, class ToText> void list(StringRef Key, const std::vector<V> &Values, ToText Text) {
    std::string Out;
    for (const V &One : Values)
      Out += (Out.empty() ? "" : ", ") + Text(One);
    add(Key, Out.empty() ? "" : "[" + Out + "]");
  }
  static std::string join(const std::vector<std::string> &Parts) {
    std::string Out;
    for (const std::string &Part : Parts)
      Out += (Out.empty() ? "" : ", ") + Part;
    return Out;
  }
};

using Group = std::pair<ir::Model::Subject, StringLiteral>;
constexpr Group Groups[] = {{ir::Model::Subject::Function, "functions"},
                            {ir::Model::Subject::Type, "types"},
                            {ir::Model::Subject::Field, "fields"}};

std::string entryText(ir::Model M) {
  ir::Model Plain;
  Plain.What = M.What;
  std::string Out = "  - name: " + quoted(M.Name) + "\n";
  for (const std::string &Line : Printer<ir::Model>().print(M, Plain))
    Out += "    " + Line + "\n";
  return Out;
}

std::string groupText(const ir::ModelSet &Models, StringRef Library, const Group &G) {
  std::vector<std::string> Entries;
  for (const auto &[Name, M] : Models.ByName)
    if (M.What == G.first && M.Library == Library)
      Entries.push_back(entryText(M));
  llvm::sort(Entries);
  std::string Out = Entries.empty() ? "" : G.second.str() + ":\n";
  for (const std::string &Entry : Entries)
    Out += Entry;
  return Out;
}

} // namespace

std::string dumpModels(const ir::ModelSet &Models) {
  std::string Out;
  for (const auto &[Name, Library] : Models.Libraries) {
    Out += "---\nlibrary: " + quoted(Name) + "\n";
    if (!Library.Kind.empty())
      Out += "kind: " + quoted(Library.Kind) + "\n";
    if (!Library.Checked.empty())
      Out += "checked: " + quoted(Library.Checked) + "\n";
    for (const std::string &Header : Library.Headers)
      Out += (&Header == Library.Headers.data() ? "headers: [" : ", ") + quoted(Header) +
             (&Header == &Library.Headers.back() ? "]\n" : "");
    for (const Group &G : Groups)
      Out += groupText(Models, Name, G);
  }
  return Out;
}

} // namespace crosstalk
