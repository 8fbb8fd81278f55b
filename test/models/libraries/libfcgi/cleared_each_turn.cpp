// libfcgi: each turn of the loop begins with nobody.
#include <cstdio>
#include <cstring>
#include <fcgiapp.h>

struct Dealer {
  char code[12];
  int mayCancel;
};

struct Worker {
  FCGX_Request request;
  Dealer dealer;
};

extern "C" int openTicket(const char *ticket, Dealer *out);
extern "C" int ordersOf(const char *dealerCode);

static void identify(Worker *worker) {
  Dealer found;
  const char *ticket = FCGX_GetParam("HTTP_X_DEALER_TICKET", worker->request.envp);
  memset(&worker->dealer, 0, sizeof worker->dealer);
  if (!ticket)
    return;
  if (openTicket(ticket, &found) == 0)
    worker->dealer = found;
}

static void serve(Worker *worker) {
  identify(worker);
  if (worker->dealer.code[0] != '\0')
    FCGX_FPrintF(worker->request.out, "%d", ordersOf(worker->dealer.code));
}

void *run(void *argument) {
  Worker *worker = static_cast<Worker *>(argument);
  while (FCGX_Accept_r(&worker->request) >= 0) {
    serve(worker);
    FCGX_Finish_r(&worker->request);
  }
  return nullptr;
}
