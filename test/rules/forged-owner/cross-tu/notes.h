#pragma once
#include <sqlite3.h>
#include <string>

void insertNote(sqlite3 *db, const std::string &userId, const std::string &body);
