// See Sources.h.
#include "report/Sources.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>

using namespace llvm;

namespace crosstalk::report {

static std::optional<std::string> readFile(const std::string &File) {
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

Sources::Sources() : Read(readFile) {}
Sources::Sources(Reader From) : Read(std::move(From)) {}

const Sources::Entry &Sources::entry(const std::string &File) {
  auto [At, IsNew] = Entries.try_emplace(File);
  Entry &E = At->second;
  if (!IsNew)
    return E;
  E.Text = Read(File);
  if (!E.Text || E.Text->empty())
    return E;
  E.Starts.push_back(0);
  for (size_t I = 0; I + 1 < E.Text->size(); ++I)
    if ((*E.Text)[I] == '\n')
      E.Starts.push_back(I + 1);
  return E;
}

const std::string *Sources::text(const std::string &File) {
  const Entry &E = entry(File);
  return E.Text ? &*E.Text : nullptr;
}

unsigned Sources::lineCount(const std::string &File) { return entry(File).Starts.size(); }

StringRef Sources::line(const std::string &File, unsigned Number) {
  const Entry &E = entry(File);
  if (Number == 0 || Number > E.Starts.size())
    return {};
  StringRef Rest = StringRef(*E.Text).drop_front(E.Starts[Number - 1]);
  return Rest.take_until([](char C) { return C == '\n'; }).rtrim('\r');
}

static bool isWord(char C) { return isAlnum(C) || C == '_' || (C & 0x80); }

unsigned tokenEnd(StringRef Line, unsigned Column) {
  if (Column == 0 || Column > Line.size())
    return Column + 1;
  StringRef Rest = Line.drop_front(Column - 1);
  return Column + std::max<size_t>(1, Rest.take_while(isWord).size());
}

unsigned utf16Column(StringRef Line, unsigned Column) {
  unsigned Units = 1;
  for (size_t I = 0; I + 1 < Column; ++I) {
    unsigned char C = I < Line.size() ? Line[I] : ' ';
    if ((C & 0xC0) != 0x80) // a continuation byte belongs to the unit before it
      Units += C >= 0xF0 ? 2 : 1;
  }
  return Units;
}

std::string caretPadding(StringRef Line, unsigned Column) {
  std::string Padding;
  StringRef Before = Line.take_front(Column ? Column - 1 : 0);
  while (!Before.empty()) {
    StringRef Run = Before.take_until([](char C) { return C == '\t'; });
    Padding.append(std::max(0, sys::unicode::columnWidthUTF8(Run)), ' ');
    Before = Before.drop_front(Run.size());
    if (Before.consume_front("\t"))
      Padding += '\t';
  }
  return Padding;
}

std::string validUtf8(StringRef Text) { return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text); }

} // namespace crosstalk::report
