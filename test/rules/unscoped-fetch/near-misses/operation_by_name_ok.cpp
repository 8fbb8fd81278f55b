#include <functional>
#include <map>
#include <string>

struct Envelope {
  std::string agent, actAs, operation;
};

struct StaffDirectory {
  virtual ~StaffDirectory() = default;
  virtual bool mayActAs(const std::string &agent, const std::string &other) = 0;
};

// A right of the caller is asked for; what the table holds belongs to nobody.
class Dispatcher {
public:
  explicit Dispatcher(StaffDirectory &staff) : staff(staff) {
    operations["whoami"] = [](const Envelope &, const std::string &user) { return user; };
  }

  std::string dispatch(const Envelope &envelope) {
    auto found = operations.find(envelope.operation);
    if (found == operations.end())
      return "unknown operation";
    std::string user = envelope.agent;
    if (!envelope.actAs.empty() && staff.mayActAs(envelope.agent, envelope.actAs))
      user = envelope.actAs;
    return found->second(envelope, user);
  }

private:
  StaffDirectory &staff;
  std::map<std::string, std::function<std::string(const Envelope &, const std::string &)>> operations;
};
