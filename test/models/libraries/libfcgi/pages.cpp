// libfcgi: pages are made for whom the web server has let in, and kept by their address alone.
#include <fcgiapp.h>
#include <map>
#include <string>

std::string pageFor(const std::string &user, const std::string &address);

static std::map<std::string, std::string> pages;

static void serve(FCGX_Request &request) {
  const std::string address = FCGX_GetParam("SCRIPT_NAME", request.envp);
  auto known = pages.find(address);
  if (known == pages.end())
    known = pages.emplace(address, pageFor(FCGX_GetParam("REMOTE_USER", request.envp), address)).first; // finding: crosstalk-unkeyed-cache
  FCGX_PutS(known->second.c_str(), request.out);
}

int main() {
  FCGX_Request request;
  FCGX_InitRequest(&request, 0, 0);
  while (FCGX_Accept_r(&request) >= 0)
    serve(request);
}
