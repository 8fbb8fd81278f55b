// A worker uses one object for all its jobs; what a job leaves out is the last one's.
#include <map>
#include <string>

using Job = std::map<std::string, std::string>;

class Jobs {
public:
  bool pop(Job &job);
};

void send(const std::string &to, const std::string &copy);

struct Mail {
  std::string to;
  std::string copy;
};

static void fill(Mail &mail, const Job &job) {
  mail.to = job.at("to");
  if (job.count("copy"))
    mail.copy = job.at("copy");
}

void work(Jobs &jobs) {
  Mail mail;
  Job job;
  while (true) {
    if (!jobs.pop(job))
      continue;
    fill(mail, job); // finding: crosstalk-unreset-pooled-object
    send(mail.to, mail.copy);
  }
}
