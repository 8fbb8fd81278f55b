// payments [--port N] [--database FILE] [--demo]
#include "payment_server.h"

#include <cstdlib>
#include <cstring>
#include <iostream>

int main(int argc, char **argv) {
  int port = 0;
  bool demo = false;
  std::string database = ":memory:";
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--demo") == 0)
      demo = true;
    else if (std::strcmp(argv[i], "--port") == 0 && i + 1 < argc)
      port = std::atoi(argv[++i]);
    else if (std::strcmp(argv[i], "--database") == 0 && i + 1 < argc)
      database = argv[++i];
    else {
      std::cerr << "usage: payments [--port N] [--database FILE] [--demo]\n";
      return 2;
    }
  }

  Store store(database);
  if (demo)
    store.addDemoData();
  PaymentServer server(store);
  port = server.bind(port);
  if (port < 0) {
    std::cerr << "payments: cannot listen\n";
    return 1;
  }
  std::cout << "listening on 127.0.0.1:" << port << std::endl;
  server.serve();
}
