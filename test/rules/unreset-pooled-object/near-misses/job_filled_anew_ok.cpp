// An object for each job; one that a loop over the parts of a single request uses; and one that is emptied first.
#include <map>
#include <string>
#include <vector>

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
  Job job;
  while (true) {
    if (!jobs.pop(job))
      continue;
    Mail mail;
    fill(mail, job);
    send(mail.to, mail.copy);
  }
}

void all(const std::vector<Job> &parts) {
  Mail mail;
  for (const Job &part : parts) {
    fill(mail, part);
    send(mail.to, mail.copy);
  }
}

void emptied(Jobs &jobs) {
  Mail mail;
  Job job;
  while (true) {
    if (!jobs.pop(job))
      continue;
    mail = Mail();
    fill(mail, job);
    send(mail.to, mail.copy);
  }
}
