// What is cached was changed in place by a helper, through a reference.
#include <map>
#include <string>

struct Customer {
  std::string customerNo, salutation;
};

std::string readTemplate(const std::string &page);

static void replaceAll(std::string &text, const std::string &marker, const std::string &value) {
  std::string::size_type at = 0;
  while ((at = text.find(marker, at)) != std::string::npos) {
    text.replace(at, marker.size(), value);
    at += value.size();
  }
}

std::map<std::string, std::string> rendered;

std::string render(const Customer &customer, const std::string &page) {
  auto known = rendered.find(page);
  if (known != rendered.end())
    return known->second;
  std::string text = readTemplate(page);
  replaceAll(text, "{{name}}", customer.salutation);
  rendered[page] = text; // finding: crosstalk-unkeyed-cache
  return text;
}
