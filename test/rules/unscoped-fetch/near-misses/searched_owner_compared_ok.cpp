#include <httplib.h>
#include <string>
#include <vector>

struct Customer {
  std::string customerNo, name;
};

Customer customerOf(const std::string &token);

struct Loan {
  int id;
  std::string customerNo, amount;
};

struct Branch {
  int id;
  std::string address;
};

static std::vector<Loan> loans;
static std::vector<Branch> branches;

std::string amountOf(int id, const std::string &customerNo) {
  for (const Loan &loan : loans)
    if (loan.id == id && loan.customerNo == customerNo)
      return loan.amount;
  return "";
}

void showLoan(const httplib::Request &req, httplib::Response &res) {
  const Customer customer = customerOf(req.get_header_value("Authorization"));
  res.set_content(amountOf(std::stoi(req.get_param_value("loan")), customer.customerNo), "text/plain");
}

void showBranch(const httplib::Request &req, httplib::Response &res) {
  for (const Branch &branch : branches)
    if (branch.id == std::stoi(req.get_param_value("branch")))
      res.set_content(branch.address, "text/plain");
}
