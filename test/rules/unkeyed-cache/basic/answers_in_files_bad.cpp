// Files are a storage: the path is the key.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

struct Subscriber {
  std::string number, name;
};

std::string invoiceOf(const std::string &subscriber, const std::string &month);

class InvoiceArchive {
public:
  std::string invoice(const Subscriber &who, const std::string &month) {
    const std::string path = directory + "/" + month + ".txt";
    std::ifstream ready(path);
    if (ready)
      return std::string(std::istreambuf_iterator<char>(ready), {});
    std::string text = invoiceOf(who.number, month);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    if (!out)
      return text;
    out << text; // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  std::string directory;
};

/// Read and written by helpers, put in place at the end.
class ReportFiles {
public:
  std::string report(const Subscriber &who, int year) {
    const auto file = root / (std::to_string(year) + ".csv");
    if (auto ready = content(file))
      return *ready;
    std::string text = invoiceOf(who.number, std::to_string(year));
    keep(file, text); // finding: crosstalk-unkeyed-cache
    return text;
  }

private:
  static std::optional<std::string> content(const std::filesystem::path &file) {
    if (!std::filesystem::exists(file))
      return std::nullopt;
    std::ifstream in;
    in.open(file);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
  static void keep(const std::filesystem::path &file, const std::string &text) {
    std::filesystem::path part = file;
    part += ".part";
    {
      std::ofstream out(part);
      out << text;
    }
    std::filesystem::rename(part, file);
  }
  std::filesystem::path root;
};

std::string balanceOf(const std::string &subscriber);

std::string balance(const Subscriber &who) {
  char buffer[64] = "";
  if (std::FILE *kept = std::fopen("/var/cache/balance.txt", "r")) {
    std::fgets(buffer, sizeof buffer, kept);
    std::fclose(kept);
    return buffer;
  }
  std::string text = balanceOf(who.number);
  std::FILE *out = std::fopen("/var/cache/balance.txt", "w");
  std::fputs(text.c_str(), out); // finding: crosstalk-unkeyed-cache
  std::fclose(out);
  return text;
}
