#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Repo {
  std::string slug, ownerLogin;
};

struct Context {
  std::string slug, login;
  int status = 200;
};

using Next = std::function<void()>;
using Step = std::function<void(Context &, const Next &)>;

struct Pipeline {
  std::vector<Step> steps;
  Pipeline &use(Step step) {
    steps.push_back(std::move(step));
    return *this;
  }
};

using Repos = std::map<std::string, std::shared_ptr<Repo>>;

Step loaded(const Repos &repos) {
  return [&repos](Context &context, const Next &next) {
    auto found = repos.find(context.slug);
    if (found == repos.end() || found->second->ownerLogin != context.login) {
      context.status = 404;
      return;
    }
    next();
  };
}

Pipeline dropping(Repos &repos) {
  Pipeline pipeline;
  pipeline.use(loaded(repos)).use([&repos](Context &context, const Next &) { repos.erase(context.slug); });
  return pipeline;
}
