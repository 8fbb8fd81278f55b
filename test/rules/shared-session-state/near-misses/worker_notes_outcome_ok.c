/* A code that tells how the last job ended names nobody: the worker is not a person. */
struct worker {
  int err_code;
  int jobs;
};

static struct worker *last_idle;

int run_job(const char *job);

void worker_run(struct worker *worker, const char *job) {
  worker->err_code = run_job(job);
  worker->jobs++;
  last_idle = worker;
}

struct worker *worker_idle(void) { return last_idle; }
