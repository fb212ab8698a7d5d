#include "measured/kernel_rows.h"

#include <algorithm>
#include <map>

#include "text/diagnostics.h"

namespace llmtco {
namespace {

/// Of each GPU, library and format, or number of GPUs.
constexpr std::size_t most_rows = 24, most_allreduces = 8;

struct KernelReader {
  const RowTable& table;
  std::size_t row;

  std::string text(std::string_view column) const { return std::string(table.field(row, column)); }
  double number(std::string_view column) const { return number_field(table, row, column).value_or(0); }
};

/// The catalogue's format behind a table's name; empty for kernels that steps do not have.
std::string kernel_format(std::string_view name) {
  if (name == "bfloat16" || name.empty()) return "bf16";
  if (name == "fp8" || name == "fp8_block") return "fp8";
  if (name == "nvfp4") return "nvfp4";
  return name == "int4_wo" ? "w4a16-g128" : "";
}

/// "trtllm 1.0.0" and "vllm 0.19.0" are engines; NCCL serves any.
std::string kernel_engine(const KernelReader& in) {
  const std::string name = in.text("engine").empty() ? in.text("library") : in.text("engine");
  return name.starts_with("nccl") ? "generic" : name;
}

std::optional<KernelWork> kernel_work(const KernelReader& in) {
  KernelWork w;
  if (!in.text("m").empty()) {
    w.kind = KernelWork::Kind::product;
    w.tokens = in.number("m");
    w.out = in.number("n");
    w.in = in.number("k");
  } else if (!in.text("topk").empty()) {
    if (in.text("distribution") != "balanced" || in.text("format") == "int4_wo") return std::nullopt;
    w.kind = KernelWork::Kind::experts;
    w.tokens = in.number("tokens");
    w.in = in.number("hidden");
    w.out = in.number("ffn") / in.number("tp");
    w.experts = in.number("experts");
    w.per_token = in.number("topk");
    w.spread = in.number("ep");
  } else if (!in.text("phase").empty()) {
    const bool prompt = in.text("phase") == "prefill";
    w.kind = prompt ? KernelWork::Kind::prompt_attention : KernelWork::Kind::attention;
    w.sequences = in.number("batch");
    w.tokens = in.number("tokens");
    w.heads = in.number("heads");
    w.kv_heads = in.number("kv_heads");
    w.kv_bytes = in.text("kv") == "fp8" ? 1 : 2;
    if (prompt && (w.tokens < 1024 || in.text("compute") == "fp8")) return std::nullopt;
    // Its decode kernels in this table read keys and values once for every query head; served steps do not.
    const bool shared = w.heads > w.kv_heads && in.text("engine").starts_with("trtllm");
    if (!prompt && (w.sequences * w.tokens < 4096 || shared)) return std::nullopt;
  } else {
    w.kind = KernelWork::Kind::allreduce;
    w.bytes = in.number("bytes");
    if (w.bytes < 8192) return std::nullopt;
  }
  return w;
}

const char* kernel_stratum(KernelWork::Kind kind) {
  switch (kind) {
    case KernelWork::Kind::product:
      return "kernel-product";
    case KernelWork::Kind::experts:
      return "kernel-experts";
    case KernelWork::Kind::attention:
    case KernelWork::Kind::prompt_attention:
      return "kernel-attention";
    case KernelWork::Kind::allreduce:
      return "kernel-allreduce";
  }
  return "";
}

/// A placement with the kernel's GPU, format and engine; of the model only its kind matters.
Placement kernel_placement(const KernelReader& in, const KernelWork& w, const std::string& format,
                           const Catalog& catalog) {
  const auto gpu = catalog.accelerator(in.text("gpu"));
  if (const auto* const missing = std::get_if<NotFound>(&gpu))
    throw InputError(in.table.file + ":" + std::to_string(in.table.lines[in.row]) +
                     ":1: error: " + missing->message);
  const bool mixture = w.kind == KernelWork::Kind::experts;
  const int gpus = w.kind == KernelWork::Kind::allreduce ? static_cast<int>(in.number("gpus")) : 1;
  Engine engine = std::get<Engine>(catalog.engine(kernel_engine(in)));
  Placement p = place(std::get<Accelerator>(gpu), gpus,
                      std::get<Model>(catalog.model(mixture ? "mixtral-8x7b" : "llama-3.1-70b")),
                      std::get<WeightFormat>(catalog.format(format)), std::move(engine));
  p.kv_bits = 8 * w.kv_bytes;
  p.model.precision =
      in.text("format") == "fp8_block" ? "fp8" : "fp16";  // checkpoints in FP8 are scaled by blocks
  return p;
}

/// Faster than the datasheet's bandwidth or peak allow, by more than a hair.
bool beats_datasheet(const Case& c) {
  const KernelWork& w = c.kernel;
  const Profile& f = c.replica.offline;
  constexpr double head = 128;
  double least = 0;
  if (w.kind == KernelWork::Kind::product)
    least = std::max(w.in * w.out * c.replica.placement.format.bits / 8 / f.bandwidth,
                     2 * w.tokens * w.in * w.out / f.peak_dense);
  if (w.kind == KernelWork::Kind::attention)
    least = 2 * w.kv_heads * head * w.kv_bytes * w.sequences * w.tokens / f.bandwidth;
  if (w.kind == KernelWork::Kind::prompt_attention)
    least = 2 * w.heads * head * w.sequences * w.tokens * w.tokens / f.peak16;
  return *c.measured * 1e-6 < 0.98 * least;
}

}  // namespace

std::vector<Case> kernel_cases(const RowTable& table, const Catalog& catalog, const Coefficients& k) {
  std::map<std::string, std::vector<Case>> groups;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const KernelReader in{table, row};
    const std::string format = kernel_format(in.text("format"));
    const auto work = kernel_work(in);
    if (format.empty() || !work) continue;
    const std::string engine = kernel_engine(in);
    const std::string group = in.text("gpu") + "|" + in.text("engine") + in.text("library") + "|" +
                              in.text("format") + in.text("phase") + in.text("kv") + in.text("gpus");
    std::vector<Case>& same = groups[group];
    Case c{.row_id = "line " + std::to_string(table.lines[row]),
           .metric = "us",
           .stratum = kernel_stratum(work->kind),
           .kind = CaseKind::kernel,
           .replica =
               same.empty() ? replica(kernel_placement(in, *work, format, catalog), k) : same.front().replica,
           .scenario = "",
           .unit = 1e6,
           .hardware = "",
           .model = "kernels",
           .engine = "kernels",
           .campaign = "kernels",
           .configuration = group,
           .measured = in.number("us")};
    c.hardware = c.replica.placement.accelerator.id;
    c.kernel = *work;
    same.push_back(std::move(c));
  }
  std::vector<Case> out;
  for (auto& [name, rows] : groups) {
    if (std::any_of(rows.begin(), rows.end(), beats_datasheet)) continue;
    const bool messages = rows.front().kernel.kind == KernelWork::Kind::allreduce;
    const std::size_t kept = std::min(rows.size(), messages ? most_allreduces : most_rows);
    for (std::size_t i = 0; i < kept; ++i) out.push_back(rows[i * rows.size() / kept]);
  }
  return out;
}

}  // namespace llmtco
