// Files that keep nothing of one caller for another: the path names who it is, nobody looks there, or it is the same
// for all.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

struct Subscriber {
  std::string contract, name;
};

std::string invoiceOf(const std::string &subscriber, const std::string &month);
std::string tariffs(const std::string &year);

class InvoiceArchive {
public:
  std::string invoice(const Subscriber &who, const std::string &month) {
    const std::string path = directory + "/" + who.contract + "-" + month + ".txt";
    std::ifstream ready(path);
    if (ready)
      return std::string(std::istreambuf_iterator<char>(ready), {});
    std::string text = "for " + who.name + "\n" + invoiceOf(who.contract, month);
    std::ofstream out(path);
    out << text;
    return text;
  }

  /// One list for everybody.
  std::string priceList(const Subscriber &, const std::string &year) {
    const std::string path = directory + "/" + year + ".lst";
    if (std::ifstream ready(path); ready)
      return std::string(std::istreambuf_iterator<char>(ready), {});
    std::string text = tariffs(year);
    std::ofstream(path) << text;
    return text;
  }

  /// Written for somebody who fetches it from the disk; what is read is something else.
  void forPrinter(const Subscriber &who) {
    std::ifstream layout(directory + "/letter.tpl");
    std::string frame(std::istreambuf_iterator<char>(layout), {});
    std::ofstream out(directory + "/next.prn");
    if (out.is_open())
      out << frame << who.name << invoiceOf(who.contract, "now");
  }

  /// A log: it is only added to.
  void note(const Subscriber &who) {
    std::ofstream log(directory + "/access.log", std::ios::app);
    if (!std::filesystem::exists(directory + "/access.log"))
      return;
    log << who.contract << '\n';
  }

private:
  std::string directory;
};

/// A file for this request alone.
std::string viaFile(const Subscriber &who, const std::string &requestId) {
  const std::string path = "/tmp/" + who.contract + requestId + ".tmp";
  {
    std::ofstream out(path);
    out << invoiceOf(who.contract, "now");
  }
  std::ifstream in(path);
  std::string text(std::istreambuf_iterator<char>(in), {});
  std::remove(path.c_str());
  return text;
}
