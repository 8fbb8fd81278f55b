#include <algorithm>
#include <string>
#include <vector>

// "mbr" is no word for a person; that the request is refused without one, and bookings compared with it, says it.
struct Mbr {
  int no = 0;
};

struct Bkg {
  int id = 0, mbrNo = 0;
  std::string course;
  bool cancelled = false;
};

struct Request {
  int bkgId = 0;
  bool reads = false;
  const Mbr *mbr = nullptr;
};

class BookingService {
public:
  std::string course(const Mbr &m, int id) {
    for (const Bkg &b : all)
      if (b.id == id && b.mbrNo == m.no)
        return b.course;
    return "";
  }

  bool cancel(const Mbr &m, int id) {
    if (m.no == 0)
      return false;
    auto at = std::find_if(all.begin(), all.end(), [&](const Bkg &b) { return b.id == id; });
    if (at == all.end())
      return false;
    at->cancelled = true; // finding: crosstalk-unscoped-write
    return true;
  }

private:
  std::vector<Bkg> all;
};

struct Response {
  int status = 200;
  std::string text;
};

Response handle(BookingService &service, const Request &rq) {
  if (!rq.mbr)
    return {401, ""};
  if (rq.reads)
    return {200, service.course(*rq.mbr, rq.bkgId)};
  return {service.cancel(*rq.mbr, rq.bkgId) ? 204 : 404, ""};
}
