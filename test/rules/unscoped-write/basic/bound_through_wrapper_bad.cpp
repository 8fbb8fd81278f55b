#include <sql.h>
#include <sqlext.h>
#include <string>

struct Holder {
  SQLBIGINT holderNo;
};

// The handle is passed by value, and the position is counted: both are the wrapper's own.
class Statement {
public:
  explicit Statement(SQLHDBC connection) { SQLAllocHandle(SQL_HANDLE_STMT, connection, &handle); }
  ~Statement() { SQLFreeHandle(SQL_HANDLE_STMT, handle); }

  Statement &text(const char *sql) {
    SQLPrepare(handle, reinterpret_cast<SQLCHAR *>(const_cast<char *>(sql)), SQL_NTS);
    return *this;
  }
  Statement &bind(const SQLBIGINT &value) {
    SQLBindParameter(handle, ++count, SQL_PARAM_INPUT, SQL_C_SBIGINT, SQL_BIGINT, 0, 0,
                     const_cast<SQLBIGINT *>(&value), 0, nullptr);
    return *this;
  }
  void execute() { SQLExecute(handle); }

private:
  SQLHSTMT handle = SQL_NULL_HSTMT;
  SQLUSMALLINT count = 0;
};

void close(SQLHDBC connection, const Holder &who, SQLBIGINT depot) {
  Statement own(connection);
  own.text("UPDATE depots SET closed = 1 WHERE id = ? AND holder_no = ?").bind(depot).bind(who.holderNo);
  own.execute();
  Statement any(connection);
  any.text("UPDATE depots SET closed = 1 WHERE id = ?").bind(depot); // finding: crosstalk-unscoped-write
  any.execute();
}
