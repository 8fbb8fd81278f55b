// What a call yields is nobody's identity when it is made of more than what authenticates, or is a result.
#include <map>
#include <string>

struct Request {
  std::string token, city;
};

struct Forecast {
  std::string city;
  int degrees = 0;
};

struct LoginResult {
  int code = 0;
};

class Upstream {
public:
  virtual ~Upstream() = default;
  virtual bool forecast(const std::string &token, const std::string &city, Forecast &out) = 0;
  virtual LoginResult check(const std::string &token) = 0;
};

class Weather {
public:
  std::string show(Upstream &upstream, const Request &request, const Forecast &climate) {
    if (upstream.check(request.token).code != 0)
      return "";
    auto found = byCity.find(request.city);
    if (found != byCity.end())
      return found->second;
    std::string text = climate.city + std::to_string(climate.degrees);
    byCity[request.city] = text;
    return text;
  }

  std::string fresh(Upstream &upstream, const Request &request) {
    Forecast forecast;
    if (!upstream.forecast(request.token, request.city, forecast))
      return "";
    return forecast.city + std::to_string(forecast.degrees);
  }

private:
  std::map<std::string, std::string> byCity;
};

Weather weather;

std::string handle(Upstream &upstream, const Request &request, const Forecast &climate) {
  return weather.show(upstream, request, climate) + weather.fresh(upstream, request);
}
