// The deleter gives a job back to the pool; its reset leaves out the notes that the login step makes.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Clerk {
  std::string login;
};

class Notes {
public:
  void put(const std::string &name, Clerk clerk) { entries[name] = std::move(clerk); }
  bool has(const std::string &name) const { return entries.count(name) != 0; }
  std::string login(const std::string &name) const {
    auto it = entries.find(name);
    return it == entries.end() ? std::string() : it->second.login;
  }

private:
  std::map<std::string, Clerk> entries;
};

class Job {
public:
  void reset() {
    text.clear();
    headers.clear();
  }
  void setHeader(const std::string &name, const std::string &value) { headers[name] = value; }
  std::string header(const std::string &name) const {
    auto it = headers.find(name);
    return it == headers.end() ? std::string() : it->second;
  }
  const std::shared_ptr<Notes> &notes() const {
    if (!noted)
      noted = std::make_shared<Notes>();
    return noted;
  }

private:
  std::string text;
  std::map<std::string, std::string> headers;
  mutable std::shared_ptr<Notes> noted;
};
using JobPtr = std::shared_ptr<Job>;

class Jobs {
public:
  JobPtr take() {
    std::unique_ptr<Job> job;
    if (idle.empty()) {
      job = std::make_unique<Job>();
    } else {
      job = std::move(idle.back());
      idle.pop_back();
      job->reset();
    }
    return JobPtr(job.release(), [this](Job *done) { idle.emplace_back(done); });
  }

private:
  std::vector<std::unique_ptr<Job>> idle;
};

bool authenticate(const std::string &token, Clerk *clerk);
std::string ledger(const std::string &login);
std::string notice();

static void identify(const JobPtr &job) {
  const std::string token = job->header("authorization");
  Clerk clerk;
  if (authenticate(token, &clerk))
    job->notes()->put("clerk", clerk); // finding: crosstalk-unreset-pooled-object
}

class Office {
public:
  std::string serve(const std::string &token) {
    JobPtr job = jobs.take();
    job->setHeader("authorization", token);
    identify(job);
    return job->notes()->has("clerk") ? ledger(job->notes()->login("clerk")) : notice();
  }

private:
  Jobs jobs;
};
