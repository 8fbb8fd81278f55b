// See Marks.h.
#include "ir/Marks.h"
#include <algorithm>
#include <iterator>

namespace crosstalk::ir {

static constexpr unsigned KindShift = 27;
static constexpr uint32_t KindMask = 15;

static constexpr struct {
  std::string_view Text;
  MarkFlag Flag;
} Marks[] = {{"principal", MarkPrincipal}, {"owned", MarkOwned}, {"shared", MarkShared}, {"per", MarkPer},
             {"guard", MarkGuard},         {"entry", MarkEntry}, {"public", MarkPublic}};

static constexpr std::string_view Kinds[] = {"",       "user", "tenant", "session", "credential",
                                             "secret", "role", "device", "request"};

MarkedKind kindIn(uint32_t Flags) {
  uint32_t Kind = Flags >> KindShift & KindMask;
  return Kind < std::size(Kinds) ? static_cast<MarkedKind>(Kind) : MarkedKind::None;
}

static MarkedKind readKind(std::string_view Text) {
  for (size_t I = 1; I < std::size(Kinds); ++I)
    if (Kinds[I] == Text)
      return static_cast<MarkedKind>(I);
  return MarkedKind::User;
}

uint32_t withKind(MarkFlag Flag, MarkedKind Kind) { return Flag | static_cast<uint32_t>(Kind) << KindShift; }

uint32_t readMark(std::string_view Text) {
  size_t Colon = Text.find(':');
  for (const auto &[Name, Flag] : Marks)
    if (Name == Text.substr(0, Colon))
      return Colon == std::string_view::npos ? Flag : withKind(Flag, readKind(Text.substr(Colon + 1)));
  return 0;
}

std::optional<DeclaredName> readDeclared(std::string_view Text) {
  static constexpr std::string_view As = " as ";
  size_t At = Text.find(As);
  if (At == std::string_view::npos)
    return DeclaredName{std::string(Text)};
  std::string_view Kind = Text.substr(At + As.size());
  if (Kind.empty() || std::find(std::begin(Kinds), std::end(Kinds), Kind) == std::end(Kinds))
    return std::nullopt;
  return DeclaredName{std::string(Text.substr(0, At)), readKind(Kind)};
}

std::string kindNames() {
  std::string Text;
  for (size_t I = 1; I < std::size(Kinds); ++I)
    (Text += I == 1 ? "" : I + 1 == std::size(Kinds) ? " or " : ", ") += Kinds[I];
  return Text;
}

uint32_t joinMarks(uint32_t First, uint32_t Second) {
  bool HasKind = kindIn(First) != MarkedKind::None;
  return First | (HasKind ? Second & ~(KindMask << KindShift) : Second);
}

std::string describeMarks(uint32_t Flags) {
  std::string Text;
  for (const auto &[Name, Flag] : Marks) {
    if (!(Flags & Flag))
      continue;
    (Text += " ") += Name;
    if (Flag & (MarkPrincipal | MarkOwned | MarkPer))
      (((Text += "(") += Kinds[static_cast<size_t>(kindIn(Flags))]) += ")");
  }
  return Text;
}

} // namespace crosstalk::ir
