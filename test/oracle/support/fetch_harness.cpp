// Decides by running whether a case hands out, or changes, a row of another user.
//
// In:  Entries of the driver.  Out: one line a case: name, LEAK|SAFE|BROKEN, how, expected, got (tab-separated).
// The client is user 2 of tenant t10, never an operator. Every row's text ends with the users that may see it, in
// braces: "{1}", "{1,2}", "{*}". A row without him in the answer is a leak; so is any change of rows that are not his.
#include "fetch_harness.h"
#include "fetch_server.h"
#include <cstring>
#include <sys/wait.h>
#include <unistd.h>

namespace {

sqlite3 *Database = nullptr;
const Person Client{"2", 2, "t10", "Berta", "member", false, "tok-2"};
const std::int64_t Owners[] = {1, 2, 3};

void exec(const std::string &Sql) {
  char *Error = nullptr;
  if (sqlite3_exec(Database, Sql.c_str(), nullptr, nullptr, &Error) == SQLITE_OK)
    return;
  std::fprintf(stderr, "%s: %s\n", Sql.c_str(), Error);
  std::abort();
}

std::string row(const char *Table, std::int64_t Id, const std::string &Allowed) {
  return std::string(Table) + " row " + std::to_string(Id) + " {" + Allowed + "}";
}

void seedOwned(const char *Table, const char *Owner, std::int64_t Id) {
  std::int64_t Who = Owners[(Id - 1) % 3];
  exec(fmt::format("INSERT INTO {} (id, {}, body) VALUES ({}, {}, '{}')", Table, Owner, Id, Who,
                   row(Table, Id, std::to_string(Who))));
}

void seedRow(std::int64_t Id) {
  seedOwned("invoices", "user_id", Id);
  seedOwned("notes", "owner_id", Id);
  seedOwned("orders", "customer_id", Id);
  seedOwned("documents", "account_id", Id);
  exec(fmt::format("UPDATE documents SET share_token = 'share-{0}' WHERE id = {0}", Id));
  // Line 1 belongs to invoice 2, and so on: a line's id says nothing about its invoice.
  exec(fmt::format("INSERT INTO invoice_lines VALUES ({}, {}, '{}')", Id, Id % 6 + 1,
                   row("line", Id, std::to_string(Owners[Id % 6 % 3]))));
  // Board 1 has the members 1 and 2, board 2 has 2 and 3, board 3 has 1 and 3.
  const char *Members[] = {"1,2", "2,3", "1,3"};
  exec(fmt::format("INSERT INTO cards VALUES ({}, {}, '{}')", Id, (Id - 1) % 3 + 1,
                   row("card", Id, Members[(Id - 1) % 3])));
  exec(fmt::format("INSERT INTO projects VALUES ({}, '{}', '{}')", Id, Id % 3 == 0 ? "t20" : "t10",
                   row("project", Id, Id % 3 == 0 ? "3" : "1,2")));
  exec(fmt::format("INSERT INTO products VALUES ({}, '{}', 100)", Id, row("product", Id, "*")));
}

void openDatabase() {
  sqlite3_open(":memory:", &Database);
  createSchema(Database);
  exec("INSERT INTO tenants VALUES ('t10', 'Ten'), ('t20', 'Twenty')");
  exec("INSERT INTO users VALUES (1, 't10', 'Anna', 'a@x', ''), (2, 't10', 'Berta', 'b@x', ''), "
       "(3, 't20', 'Cleo', 'c@x', '')");
  exec("INSERT INTO boards VALUES (1, 'one'), (2, 'two'), (3, 'three')");
  exec("INSERT INTO board_members VALUES (1, 1), (1, 2), (2, 2), (2, 3), (3, 1), (3, 3)");
  for (std::int64_t Id = 1; Id <= 6; ++Id)
    seedRow(Id);
}

/// True if the list of users ("1,2" or "*") has the client.
bool allows(const std::string &Users) { return Users == "*" || ("," + Users + ",").find(",2,") != std::string::npos; }

/// The first row in the text that is not for the client.
std::string foreignRow(const std::string &Text) {
  for (std::size_t Open = Text.find('{'); Open != std::string::npos; Open = Text.find('{', Open + 1)) {
    std::size_t Close = Text.find('}', Open);
    if (Close != std::string::npos && !allows(Text.substr(Open + 1, Close - Open - 1)))
      return Text.substr(0, Close + 1);
  }
  return "";
}

int addText(void *Out, int Count, char **Values, char **) {
  for (int I = 0; I < Count; ++I)
    *static_cast<std::string *>(Out) += std::string(Values[I] ? Values[I] : "NULL") + " ";
  *static_cast<std::string *>(Out) += "\n";
  return 0;
}

/// All rows that are not the client's, as text.
std::string foreignRows() {
  std::string Out;
  for (const char *Sql :
       {"SELECT * FROM invoices WHERE user_id <> 2 ORDER BY id", "SELECT * FROM notes WHERE owner_id <> 2 ORDER BY id",
        "SELECT * FROM orders WHERE customer_id <> 2 ORDER BY id",
        "SELECT * FROM documents WHERE account_id <> 2 ORDER BY id",
        "SELECT * FROM projects WHERE tenant_id <> 't10' ORDER BY id",
        "SELECT l.* FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id WHERE i.user_id <> 2 ORDER BY l.id",
        "SELECT * FROM cards WHERE board_id = 3 ORDER BY id"})
    sqlite3_exec(Database, Sql, addText, &Out, nullptr);
  return Out;
}

std::string oneLine(std::string Text) {
  for (char &C : Text)
    if (C == '\n' || C == '\t')
      C = ' ';
  return Text.substr(0, 200);
}

/// Runs one request in a savepoint; prints and returns true if it leaked.
bool leaks(const Entry &E, const Ask &A, const std::string &Before) {
  exec("SAVEPOINT request");
  std::string Answer;
  try {
    Answer = E.Run(Client, A);
  } catch (const std::exception &) {
    Answer = "500";
  }
  std::string Foreign = foreignRow(Answer), After = foreignRows();
  exec("ROLLBACK TO request");
  exec("RELEASE request");
  std::string Request = fmt::format("row {} other {} owner {} mine {}", A.Row, A.OtherRow, A.Owner, A.Mine);
  if (!Foreign.empty())
    std::printf("%s\tLEAK\tread with %s\t\t%s\n", E.Name, Request.c_str(), oneLine(Foreign).c_str());
  else if (Before != After)
    std::printf("%s\tLEAK\tchanged with %s\t\t\n", E.Name, Request.c_str());
  return !Foreign.empty() || Before != After;
}

/// Takes away all rows but those of the given users, so that no row of the client's own stands before a foreign one.
void keepRowsOf(const char *Users) {
  for (const char *Owned :
       {"invoices WHERE user_id", "notes WHERE owner_id", "orders WHERE customer_id", "documents WHERE account_id"})
    exec(fmt::format("DELETE FROM {} NOT IN ({})", Owned, Users));
}

bool leaksInSome(const Entry &E) {
  for (const char *Users : {"1, 2, 3", "1, 3", "1"}) {
    keepRowsOf(Users);
    std::string Before = foreignRows();
    for (std::int64_t Row : {1, 2, 3, 5})
      for (std::int64_t Other : {2, 1, 3})
        for (std::int64_t Owner : {2, 1, 3})
          for (bool Mine : {true, false})
            if (leaks(E, {Row, Other, Owner, "%row%", Mine, "share-2"}, Before))
              return true;
  }
  return false;
}

void judge(const Entry &E) {
  openDatabase();
  if (!leaksInSome(E))
    std::printf("%s\tSAFE\t\t\t\n", E.Name);
}

} // namespace

namespace server {
sqlite3 *db() { return Database; }
void logLine(const std::string &) {}
} // namespace server

const Person &personByToken(const std::string &) { return Client; }

int main(int argc, char **argv) {
  for (std::size_t I = 0; I < EntryCount; ++I) {
    if (argc > 1 && std::strcmp(argv[1], Entries[I].Name) != 0)
      continue;
    std::fflush(stdout);
    pid_t Child = fork();
    if (Child == 0) {
      alarm(20);
      judge(Entries[I]);
      std::fflush(stdout);
      _exit(0);
    }
    int Status = 0;
    waitpid(Child, &Status, 0);
    if (Status != 0)
      std::printf("%s\tBROKEN\tstatus %d\t\t\n", Entries[I].Name, Status);
  }
}
