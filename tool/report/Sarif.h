// The parts of a SARIF 2.1.0 log, each made by one function. Internal to report/.
#pragma once
#include "report/JsonText.h"
#include "report/Renderers.h"
#include "report/RuleText.h"

namespace crosstalk::report {

/// tool.driver: name, version, rules, kinds of notification.
Json sarifDriver();
/// The taxonomy of the weaknesses that the rules refer to.
Json sarifTaxonomy();
/// One finding. LineHash is GitHub's hash of its line, or empty.
Json sarifResult(const View &V, size_t Index, const std::string &LineHash);
/// invocations[0]: success, exit code, notifications, what was seen.
Json sarifInvocation(const View &V);

/// {"uri": ..., "uriBaseId": ...}
Json sarifArtifact(const View &V, const std::string &File);
/// {"artifactLocation": ..., "region": the token, "contextRegion": its line}
Json sarifPlace(const View &V, const Place &At);

/// The kinds of notification, by their index in the driver.
enum class Notice : uint8_t { UnitFailed, NothingRecognised, Remark, Note };
const char *noticeId(Notice Kind);

} // namespace crosstalk::report
