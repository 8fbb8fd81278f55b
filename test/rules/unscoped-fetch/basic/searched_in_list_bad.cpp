#include <httplib.h>
#include <string>
#include <vector>

// Nobody is ever authenticated; a loan belongs to the customer whose number it has.
struct Loan {
  int id;
  std::string customerNo, amount;
};

struct Node {
  int id = 0;
  std::string customerNo, text;
  Node *next = nullptr;
};

static std::vector<Loan> loans;
static Node *notices = nullptr;

std::string amountOf(int id) {
  for (const Loan &loan : loans)
    if (loan.id == id)
      return loan.amount;
  return "";
}

std::string textOf(int id) {
  for (Node *at = notices; at; at = at->next)
    if (at->id == id)
      return at->text;
  return "";
}

void showLoan(const httplib::Request &req, httplib::Response &res) {
  res.set_content(amountOf(std::stoi(req.get_param_value("loan"))), "text/plain"); // finding: crosstalk-unscoped-fetch
}

void showNotice(const httplib::Request &req, httplib::Response &res) {
  res.set_content(textOf(std::stoi(req.get_param_value("notice"))), "text/plain"); // finding: crosstalk-unscoped-fetch
}
