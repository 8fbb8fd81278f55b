#include "notes.h"
#include <httplib.h>

void addNote(sqlite3 *db, const httplib::Request &req, httplib::Response &) {
  insertNote(db, req.get_param_value("user_id"), req.body); // finding: crosstalk-forged-owner
}
