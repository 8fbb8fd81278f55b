// The entry is in the cache before it is filled, under a key that names the customer; another one is never shared.
#include <future>
#include <map>
#include <memory>
#include <string>

struct Customer {
  std::string customerId;
};

struct Entry {
  std::string path, body;
};

std::string load(const Customer &customer, const std::string &path);
std::string loadPublic(const std::string &path);

class Pages {
public:
  std::string page(const Customer &customer, const std::string &path) {
    auto own = std::make_shared<Entry>();
    own->body = load(customer, path);
    std::string key = customer.customerId + "/" + path;
    auto found = entries.find(key);
    if (found != entries.end())
      return found->second->body;
    auto entry = std::make_shared<Entry>();
    entries[key] = entry;
    entry->body = own->body;
    return entry->body;
  }

  std::string terms(const Customer &customer, const std::string &path) {
    std::promise<std::string> lead;
    auto found = flights.find(path);
    if (found != flights.end())
      return found->second.get() + customer.customerId;
    flights.emplace(path, lead.get_future().share());
    std::string body = loadPublic(path);
    lead.set_value(body);
    return body + customer.customerId;
  }

private:
  std::map<std::string, std::shared_ptr<Entry>> entries;
  std::map<std::string, std::shared_future<std::string>> flights;
};

Pages pages;

std::string show(const Customer &customer, const std::string &path) {
  return pages.page(customer, path) + pages.terms(customer, path);
}
