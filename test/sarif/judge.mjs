// Reads the validator's log of one SARIF file: prints its errors and warnings, and fails when there are any.
import { readFileSync } from "node:fs";

const [log, file] = process.argv.slice(2);
const run = JSON.parse(readFileSync(log, "utf8")).runs[0];
const rules = run.tool.driver.rules ?? [];

function text(result) {
  const rule = rules[result.ruleIndex] ?? {};
  const format = rule.messageStrings?.[result.message.id]?.text ?? "";
  const filled = format.replace(/\{(\d+)\}/g, (_, n) => result.message.arguments?.[n] ?? "");
  const where = result.locations?.[0]?.physicalLocation?.region?.startLine ?? "?";
  const level = result.level ?? "warning";
  return `${file}:${where}: ${level}: ${result.message.text ?? filled} [${result.ruleId} ${rule.name ?? ""}]`;
}

const bad = (run.results ?? []).filter((result) => (result.level ?? "warning") !== "note");
const notices = (run.invocations ?? []).flatMap((one) => one.toolExecutionNotifications ?? []);
const broken = notices.filter((one) => one.level === "error");
for (const result of bad) console.error(text(result));
for (const one of broken) console.error(`${file}: ${one.message.text}`);
if (!Array.isArray(run.results)) console.error(`${file}: the validator gave no verdict`);
process.exitCode = bad.length || broken.length || !Array.isArray(run.results) ? 1 : 0;
