// Jobs are marked as sent: each stays what it is, and no slot is given to anybody else.
#include <optional>
#include <string>
#include <vector>

struct Job {
  bool sent = false;
  std::string customerId;
};

std::vector<Job> jobs;
std::optional<std::string> customerIdOf(const std::string &sessionToken);
void post(const Job &job);

void add(const std::string &sessionToken) {
  Job job;
  if (auto id = customerIdOf(sessionToken))
    job.customerId = *id;
  jobs.push_back(job);
}

void sendAll() {
  for (Job &job : jobs)
    if (!job.sent) {
      job.sent = true;
      post(job);
    }
}
