// The entry is in the cache before it is filled: everybody who holds it sees what comes later.
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct Customer {
  std::string customerId;
};

struct Entry {
  std::string body;
};

std::string load(const Customer &customer, const std::string &path);

class Pages {
public:
  std::string page(const Customer &customer, const std::string &path) {
    auto found = entries.find(path);
    if (found != entries.end())
      return found->second->body;
    auto entry = std::make_shared<Entry>();
    entries[path] = entry;
    entry->body = load(customer, path); // finding: crosstalk-unkeyed-cache
    return entry->body;
  }

private:
  std::map<std::string, std::shared_ptr<Entry>> entries;
};

class Flights {
public:
  std::string page(const Customer &customer, const std::string &path) {
    std::promise<std::string> lead;
    {
      std::lock_guard<std::mutex> lock(guard);
      auto found = flights.find(path);
      if (found != flights.end())
        return found->second.get();
      flights.emplace(path, lead.get_future().share());
    }
    std::string body = load(customer, path); // finding: crosstalk-unkeyed-cache
    lead.set_value(body);
    return body;
  }

private:
  std::mutex guard;
  std::map<std::string, std::shared_future<std::string>> flights;
};

Pages pages;
Flights flights;

std::string show(const Customer &customer, const std::string &path) {
  return pages.page(customer, path) + flights.page(customer, path);
}
