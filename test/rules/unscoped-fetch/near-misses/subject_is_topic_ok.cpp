#include <map>
#include <string>

struct Customer {
  long customerNo;
};

struct Announcement {
  std::string subject, text;
};

class Board {
public:
  // What is announced is meant for everybody; its subject is no person.
  std::string show(const Customer &customer, const std::string &announcement) const {
    auto found = announcements.find(announcement);
    if (found == announcements.end())
      return std::to_string(customer.customerNo);
    return found->second.subject + found->second.text;
  }

private:
  std::map<std::string, Announcement> announcements;
};
