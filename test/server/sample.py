"""The incident in small, as the editor, hook and CI tests use it: an answer cached under the path alone."""

BAD = """\
#include <map>
#include <string>

struct Customer {
  long customerId;
  std::string email;
};

struct Session {
  long userId;
};

Customer loadCustomer(long userId);

static std::map<std::string, Customer> Answers;

Customer handleProfile(const Session &session, const std::string &path) {
  auto Known = Answers.find(path);
  if (Known != Answers.end())
    return Known->second;
  Customer customer = loadCustomer(session.userId);
  Answers[path] = customer; // finding: crosstalk-unkeyed-cache
  return customer;
}
"""

RULE = "crosstalk-unkeyed-cache"
MARK = "// finding: crosstalk-unkeyed-cache"
STORE = "  Answers[path] = customer; " + MARK

# The fixed twin: each caller's answer under the caller's own id.
GOOD = (BAD.replace("std::map<std::string, Customer> Answers", "std::map<std::pair<long, std::string>, Customer> Answers")
        .replace("Answers.find(path)", "Answers.find({session.userId, path})")
        .replace(STORE, "  Answers[{session.userId, path}] = customer;"))

ACCEPTED = BAD.replace(MARK, "// NOLINT(crosstalk-unkeyed-cache): profiles are public here")


def line_of(text, part):
    """0-based line of the first line that holds part."""
    return next(number for number, line in enumerate(text.split("\n")) if part in line)
