#include <pqxx/pqxx>
#include <string>

struct Holder {
  long holderNo;
};

// Money comes to somebody else, as it is meant to.
void transfer(pqxx::work &tx, const Holder &who, const std::string &from, const std::string &to, long cents) {
  const auto debit = tx.exec_params(
      "UPDATE accounts SET balance = balance - $1 WHERE iban = $2 AND holder_no = $3", cents, from, who.holderNo);
  if (debit.affected_rows() == 1)
    tx.exec_params("UPDATE accounts SET balance = balance + $1 WHERE iban = $2", cents, to);
}
