#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "results.h"

// Scenarios of somebody who means harm: docs/untrusted.md.

namespace {

const std::string head = "scenario: s\nas_of: 2026-10-01\n";
const std::string options = "options:\n  a: {kind: api, endpoint: openai/gpt-4o}\n";

std::string with_lengths(const std::string& input_tokens) {
  return head + "workload:\n  chat: {requests: 1M/month, input_tokens: " + input_tokens +
         ", output_tokens: 100}\n" + options;
}

/// Scenarios that name a file in each way there is.
std::vector<std::string> naming(const std::string& file) {
  const std::string plain = with_lengths("100");
  return {head + "catalog: [" + file + "]\n" + plain.substr(head.size()),
          with_lengths("{sample: {file: " + file + ", column: x}}"),
          with_lengths("{empirical: {file: " + file + ", column: secret}}"),
          plain +
              "  b: {kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, "
              "gpus_per_replica: 1, calibration: {file: " +
              file + ", use: form}}\n"};
}

/// Files that are none of the program's business. Each line of them has a word with `hunter2`.
const std::vector<std::string> secrets = {
    "DB_PASSWORD=hunter2\nAPI_KEY=sk-hunter2\n",
    "hunter2\n",
    "hunter2: hunter2\nother: [hunter2]\n",
    "password: hunter2\nmodels: hunter2\nusers: {root: hunter2}\n",
    "{\"token\": \"hunter2\", \"schema\": \"hunter2\"}\n",
    "{\"hunter2\": [1, 2, \"hunter2\n",
    "root:hunter2:0:0:hunter2:/root:/bin/sh\n",
    "user,hunter2\nme,hunter2\nyou,hunter2\n",
    "-----BEGIN hunter2 KEY-----\nhunter2hunter2==\n-----END hunter2 KEY-----\n",
    "[hunter2]\nsecret = hunter2\n",
    "machine hunter2 login hunter2 password \"hunter2\n",
    "secret\nhunter2\n\"hunter2\n",
    "hunter2,hunter2\n1,2\n",
    "\xff\xfehunter2\x01\x1b[31mhunter2\n",
};

}  // namespace

TEST_CASE("no byte of a file that is none of the program's business is ever shown" *
          doctest::test_suite("many starts")) {
  const Folder outside, folder;
  std::filesystem::create_directory(folder / "in");
  int tried = 0;
  for (const std::string& secret : secrets) {
    folder.write("in/here", secret);
    folder.write("above", secret);
    const std::string far = outside.write("far", secret);
    std::filesystem::remove(folder / "in/link");
    REQUIRE(symlink(far.c_str(), (folder / "in/link").c_str()) == 0);
    std::vector<std::string> names{"here", "link", "../above", far};
    if (tried > 50) names.resize(1);  // the others are refused whatever they hold
    for (const std::string& name : names) {
      for (const std::string& scenario : naming(name)) {
        folder.write("in/s.yaml", scenario);
        const Ran ran = run(Call{.args = {"run", "s.yaml", "--draws", "1024"}, .directory = folder / "in"});
        CAPTURE(scenario);
        CHECK(ran.code == 2);
        CHECK_FALSE(has(ran.out, "hunter2"));
        CHECK_FALSE(has(ran.err, "hunter2"));
        CHECK_FALSE(has(ran.err, "\x1b"));
        ++tried;
      }
    }
    const Ran linked = run(Call{.args = {"run", "link"}, .directory = folder / "in"});
    CHECK(linked.code == 2);
    CHECK_FALSE(has(linked.err, "hunter2"));
  }
  CHECK(tried > 100);
}

TEST_CASE(
    "what lies outside of the scenario's folder is refused in the same words whether it is there or not") {
  const Folder folder;
  std::filesystem::create_directory(folder / "in");
  folder.write("above.csv", "x\n1\n2\n");
  for (const char* place : {"/etc/", "../", "sub/../../"}) {
    std::string said[2];
    for (int there = 0; there < 2; ++there) {
      const std::string name =
          std::string(place) + (there == 1 ? (place[0] == '/' ? "passwd" : "above.csv") : "no");
      folder.write("in/s.yaml", with_lengths("{sample: {file: " + name + ", column: x}}"));
      const Ran ran = run(Call{.args = {"run", "s.yaml", "--draws", "1024"}, .directory = folder / "in"});
      CHECK(ran.code == 2);
      said[there] = ran.err;
      for (std::size_t at = said[there].find(name); at != std::string::npos; at = said[there].find(name))
        said[there].replace(at, name.size(), "NAME");
    }
    CHECK(said[0] == said[1]);
    CHECK(has(said[0], "'NAME' does not lie below the scenario's folder"));
  }
}

TEST_CASE("--root and --allow-any-file let a scenario name more") {
  const Folder folder;
  std::filesystem::create_directory(folder / "in");
  folder.write("above.csv", "x\n100\n200\n");
  folder.write("in/s.yaml", with_lengths("{sample: {file: ../above.csv, column: x}}"));
  const auto code = [&](std::vector<std::string> more) {
    std::vector<std::string> args{"run", folder / "in/s.yaml", "--draws", "1024"};
    args.insert(args.end(), more.begin(), more.end());
    return run(args).code;
  };
  CHECK(code({}) == 2);
  CHECK(code({"--root", folder.path()}) == 0);
  CHECK(code({"--root", folder / "in"}) == 2);
  CHECK(code({"--allow-any-file"}) == 0);
  CHECK(code({"--root", folder / "none"}) == 4);
  // A scenario on stdin has the root for its folder.
  const std::string below = with_lengths("{sample: {file: above.csv, column: x}}");
  CHECK(fed(below, {"run", "-", "--draws", "1024", "--root", folder.path()}).code == 0);
  CHECK(fed(below, {"run", "-", "--draws", "1024"}).code == 4);
}

TEST_CASE("pipes, devices and the files of the system are refused at once") {
  const Folder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  for (const std::string& name :
       {folder / "pipe", std::string("/dev/zero"), std::string("/proc/self/environ")}) {
    folder.write("s.yaml", with_lengths("{sample: {file: " + name + ", column: x}}"));
    const Ran ran = run({"run", folder / "s.yaml", "--allow-any-file"});
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "is no regular file"));
  }
}

TEST_CASE("formulas and sizes beyond numbers are errors at their place") {
  const auto err = [](const std::string& length) {
    const Ran ran = fed(with_lengths(length), {"run", "-", "--draws", "1024"});
    CHECK(ran.code == 2);
    return ran.err.substr(0, ran.err.find('\n'));
  };
  CHECK(err("= 100 / 0") ==
        "stdin:4:44: error: formula '100 / 0' at workload.chat.input_tokens divides by zero or grows beyond "
        "all "
        "numbers in some draws; it must stay from 0 to 1e+30");
  CHECK(err("= 0 / 0") ==
        "stdin:4:44: error: formula '0 / 0' at workload.chat.input_tokens has no value in some "
        "draws; it must stay from 0 to 1e+30");
  CHECK(err("1 to 1e300") ==
        "stdin:4:44: error: '1e300' is too large: expected a number of tokens such as 700 at "
        "workload.chat.input_tokens");
  CHECK(err("1 to 1e20") ==
        "stdin:4:44: error: draws of this distribution reach beyond 1e+30 at workload.chat.input_tokens; "
        "give it less "
        "spread");
}

TEST_CASE("long rows of variables are read, and large files refused, in time") {
  std::string chain = head + "variables:\n", options_of_many = with_lengths("100");
  for (int i = 0; i < 1'500; ++i)
    chain += "  v" + std::to_string(i) + ": \"= v" + std::to_string(i + 1) + " + 1\"\n";
  chain += "  v1500: 1 to 2\n";
  for (int i = 0; i < 600; ++i)
    options_of_many += "  o" + std::to_string(i) + ": {kind: api, endpoint: openai/gpt-4o}\n";
  std::string keys = "scenario: a\n";
  for (int i = 0; i < 60'000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  const std::string literal = head + "variables:\n  v: \"= 1" + std::string(9'000, '$') + "\"\n" +
                              with_lengths("= v").substr(head.size());
  std::string deep = "a";
  for (int i = 0; i < 10'000; ++i) deep += ".a";
  const std::pair<std::string, std::string> cases[] = {
      {options_of_many, "601 options and 1 classes: at most 500 and 100"},
      {keys, "more than 2000 keys in one mapping"},
      {literal, "formula '1$$"},
      {std::string(1'000'001, '#'), "the scenario is larger than 1 MB"}};
  for (const auto& each : cases) {
    const std::string& expected = each.second;
    const Ran ran = fed(each.first, {"validate", "-"});
    CAPTURE(expected);
    CHECK(ran.code == 2);
    CHECK(has(ran.err, expected));
  }
  CHECK(fed(chain + with_lengths("= v0").substr(head.size()), {"validate", "-"}).code == 0);
  // As long a row, in which every variable stands in as many brackets as there may be, and a circle of them.
  const std::string open(60, '('), close(60, ')');
  std::string row = head + "variables:\n", circle = row;
  for (int i = 0; i < 1'000; ++i) {
    const std::string start = "  v" + std::to_string(i) + ": \"= " + open + "v", end = close + "\"\n";
    row += start + std::to_string(i + 1) + end;
    circle += start + std::to_string((i + 1) % 1'000) + end;
  }
  row += "  v1000: 1 to 2\n";
  CHECK(fed(row + with_lengths("= v0").substr(head.size()), {"validate", "-"}).code == 0);
  const Ran in_circle = fed(circle + with_lengths("= v0").substr(head.size()), {"validate", "-"});
  CHECK(in_circle.code == 2);
  CHECK(has(in_circle.err, "stands in a circle of variables"));
  CHECK(has(fed(with_lengths("100"), {"run", "-", "--set", deep + "=1"}).err,
            "the path has more than 51 parts"));
}

TEST_CASE("names that are commands of a log, or act on a terminal, do neither") {
  const std::string text =
      "scenario: \"::warning file=app.js::fake\"\ndescription: \"##vso[task]/evil \\u202e turned \\x9b31m\"\n"
      "as_of: 2026-10-01\nworkload:\n  chat: {requests: 1M/month, input_tokens: 100, output_tokens: 100}\n"
      "options:\n  \"::a\": {kind: api, endpoint: openai/gpt-4o, other_costs: [{kind: invoiced, item: "
      "\"##[error]x\", "
      "cost: $5/month}]}\n";
  const Ran refused = fed(text, {"run", "-"});
  CHECK(refused.code == 2);  // control characters
  CHECK_FALSE(has(refused.err, "\x9b"));
  std::string mild = text;
  mild.erase(mild.find(" \\x9b31m"), 8);
  for (const char* format : {"table", "json", "csv", "markdown"}) {
    const Ran ran = fed(mild, {"run", "-", "--draws", "1024", "--format", format});
    CAPTURE(format);
    CHECK(ran.code == 0);
    for (const char* bad : {"\n::", "##[", "##vso[", "\xe2\x80\xae"}) CHECK_FALSE(has("\n" + ran.out, bad));
  }
}

TEST_CASE("JSON does not depend on how the file was named") {
  const Folder folder;
  const std::string text = with_lengths("100 to 200") + "variables: {unused: 1}\n";
  folder.write("chat.yaml", text);
  folder.write("other.yaml", text);
  const auto out = [&](const std::string& name) {
    return run(Call{.args = {"run", name, "--draws", "1024", "--format", "json"},
                    .input = text,
                    .directory = folder.path()})
        .out;
  };
  const std::string once = out("chat.yaml");
  REQUIRE(has(once, "no formula uses the variable"));
  for (const std::string& name :
       {std::string("./chat.yaml"), folder / "chat.yaml", std::string("other.yaml"), std::string("-")})
    CHECK(out(name) == once);
}

TEST_CASE("--output replaces no input, and keeps the mode of a file") {
  const Folder folder;
  const std::string scenario = folder.write("s.yaml", with_lengths("{sample: {file: t.csv, column: x}}"));
  folder.write("t.csv", "x\n100\n200\n");
  for (const char* name : {"table=s.yaml", "table=./s.yaml", "t.csv"}) {
    const Ran ran =
        run(Call{.args = {"run", "s.yaml", "--draws", "1024", "-o", name}, .directory = folder.path()});
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "is an input, which it would replace"));
  }
  CHECK(read_text_file(folder / "t.csv") == "x\n100\n200\n");
  const std::string out = folder.write("out.txt", "");
  REQUIRE(chmod(out.c_str(), 0640) == 0);
  CHECK(run({"run", scenario, "--draws", "1024", "-o", out}).code == 0);
  struct stat status {};
  REQUIRE(stat(out.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
}

TEST_CASE("rows that no measurement can be are refused at their lines") {
  const std::string columns =
      "row_id,hardware,gpus,model,params_b,precision,engine,load,isl,osl,tp,pp,metric,value,source,note\n";
  const auto err = [&](const std::string& row) {
    const Folder folder;
    const Ran ran = run({"backtest", folder.write("r.csv", columns + row + "\n")});
    CHECK(ran.code == 2);
    return ran.err.substr(ran.err.find("r.csv"));
  };
  CHECK(err("R1,H100 SXM,8,Llama-3-8B,8,fp16,vllm,mlperf-Server,100,100,,,output_tok_s,100,s,") ==
        "r.csv:2:1: error: unknown load 'mlperf-Server'; did you mean 'mlperf-server'?\n");
  CHECK(err("R1,H100 SXM,1e300,Llama-3-8B,8,fp16,vllm,batch 1,100,100,,,output_tok_s,100,s,") ==
        "r.csv:2:1: error: gpus must be a whole number from 1 to 100000, is '1e300', in column gpus\n");
  CHECK(err("R1,H100 SXM,8,Llama-3-8B,8,fp16,vllm,batch 1,100,100,8,2,output_tok_s,100,s,") ==
        "r.csv:2:1: error: a split over 8 x 2 GPUs, of which there are 8\n");
  const Folder folder;
  const std::string rows = folder.write(
      "r.csv",
      columns +
          "=cmd|' /C calc'!A0,H100 SXM,8,Llama-3-8B,8,fp16,vllm,batch 1,100,100,,,output_tok_s,100,s,\n");
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"predict", "--rows", rows}, {"backtest", rows, "--format", "csv"}})
    CHECK(has(run(args).out, "\n'=cmd|"));
}
