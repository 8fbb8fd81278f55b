// docs/sql.md is true: each row of its tables is read and compared.
#include "Support.h"
#include <fstream>
#include <gtest/gtest.h>

namespace crosstalk::sql::test {
namespace {

std::string trim(std::string S) {
  size_t Begin = S.find_first_not_of(' '), End = S.find_last_not_of(' ');
  return Begin == std::string::npos ? "" : S.substr(Begin, End - Begin + 1);
}

/// The cells of a table's row; \| and \_ are plain characters.
std::vector<std::string> cells(const std::string &Row) {
  std::vector<std::string> Result;
  std::string Cell;
  for (size_t I = 1; I < Row.size(); ++I) {
    if (Row[I] == '\\' && I + 1 < Row.size() && (Row[I + 1] == '|' || Row[I + 1] == '_'))
      Cell += Row[++I];
    else if (Row[I] == '|') {
      Result.push_back(trim(Cell));
      Cell.clear();
    } else
      Cell += Row[I];
  }
  return Result;
}

std::string code(const std::string &Cell) {
  size_t Ticks = Cell.find_first_not_of('`');
  return Ticks && Ticks != std::string::npos && Cell.size() > 2 * Ticks ? Cell.substr(Ticks, Cell.size() - 2 * Ticks)
                                                                        : Cell;
}

TEST(Page, EveryRowIsTrue) {
  std::ifstream Page(CROSSTALK_SQL_PAGE);
  ASSERT_TRUE(Page.is_open());
  std::string Line;
  unsigned Rows = 0;
  for (bool Inside = false; std::getline(Page, Line);) {
    Inside = Line.starts_with("|") && (Inside || Line.starts_with("| Construct | SQL |"));
    if (!Inside || Line.starts_with("| Construct |") || Line.starts_with("|-"))
      continue;
    std::vector<std::string> Row = cells(Line);
    ASSERT_EQ(Row.size(), 4u) << Line;
    EXPECT_EQ(read(code(Row[1]), dialectByName(Row[2])), Row[3])
        << Row[0] << "\n"
        << dump(readQuery(text(code(Row[1]), dialectByName(Row[2]))));
    ++Rows;
  }
  EXPECT_GE(Rows, 120u);
}

} // namespace
} // namespace crosstalk::sql::test
