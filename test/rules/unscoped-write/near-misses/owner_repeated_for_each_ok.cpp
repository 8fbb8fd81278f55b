// One statement for many rows: the owner is bound once for each of them, "owners(ids.size(), member.number)".
#include <soci/soci.h>
#include <vector>

struct Member {
  long long number = 0;
  std::string name, email;
};

void markRead(soci::session &sql, const Member &member, std::vector<int> ids) {
  const std::vector<long long> owners(ids.size(), member.number);
  soci::statement st = (sql.prepare << "UPDATE letters SET seen = 1 WHERE letter_id = :id AND member_no = :owner",
                        soci::use(ids, "id"), soci::use(owners, "owner"));
  st.execute(true);
}
