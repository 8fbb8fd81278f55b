// Anybody may comment on anybody's article: the comments are read by all.
#include <pqxx/pqxx>
#include <string>

struct Member {
  long id = 0;
  std::string name;
};

class Articles {
public:
  explicit Articles(pqxx::connection &db) : db(db) {}

  std::string drafts(const Member &member) {
    pqxx::work tx(db);
    std::string text;
    for (const auto &row : tx.exec_params("SELECT title FROM articles WHERE member_id = $1", member.id))
      text += std::string(row[0].c_str()) + '\n';
    return text;
  }

  void comment(const Member &member, long article, const std::string &text) {
    pqxx::work tx(db);
    tx.exec_params("INSERT INTO comments(article_id, body, written_by) VALUES($1, $2, $3)", article, text, member.id);
    tx.commit();
  }

private:
  pqxx::connection &db;
};
