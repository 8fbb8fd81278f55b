// Rank, reasons, exposure and reach of a finding, in the order in which they are asked for.
#include "ir/Grounds.h"

namespace crosstalk {
namespace {

std::string listed(const std::vector<std::string> &Parts, const char *Separator) {
  std::string Text;
  for (const std::string &Part : Parts)
    Text += (Text.empty() ? "" : Separator) + Part;
  return Text;
}

} // namespace

std::string grounds(const Finding &Found) {
  std::vector<std::string> Parts;
  for (const Evidence &Reason : Found.Reasons)
    Parts.push_back(Reason.Text);
  if (!Found.Exposed.empty())
    Parts.push_back("exposed: " + listed(Found.Exposed, ", "));
  if (!Found.Writers.empty())
    Parts.push_back("written by " + listed(Found.Writers, ", "));
  if (!Found.Readers.empty())
    Parts.push_back("read by " + listed(Found.Readers, ", "));
  std::string Rank = "rank " + std::to_string(Found.Rank);
  return Parts.empty() ? Rank : Rank + ": " + listed(Parts, "; ");
}

} // namespace crosstalk
