// The people in a list are not who asks: the key need not name what is compared with the caller's level.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

struct Recruiter {
  unsigned id = 0;
  int clearance = 0;
};

struct Query {
  Recruiter by;
  int vacancy = 0;
};

struct Applicant {
  std::string name;
  int grade = 0;
};

class Applications {
public:
  virtual ~Applications() = default;
  virtual std::vector<Applicant> of(int vacancy) const = 0;
};

class Shortlists {
public:
  explicit Shortlists(const Applications &all) : all_(all) {}

  std::string of(const Query &query) {
    const std::tuple key{query.by.id, query.vacancy};
    if (auto hit = known_.find(key); hit != known_.end())
      return hit->second;
    std::vector<Applicant> people = all_.of(query.vacancy);
    const auto hidden = [&](const Applicant &a) { return a.grade > query.by.clearance; };
    std::erase_if(people, hidden);
    std::string text;
    for (const Applicant &a : people)
      text += a.name + "\n";
    return known_[key] = text;
  }

private:
  const Applications &all_;
  std::map<std::tuple<unsigned, int>, std::string> known_;
};

std::string shortlist(Shortlists &lists, const Query &query) { return lists.of(query); }
