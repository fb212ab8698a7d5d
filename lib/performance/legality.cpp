#include "performance/legality.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "performance/products.h"
#include "performance/unlike_cards.h"

namespace llmtco {
namespace {

using Why = NotStarted::Kind;

/// The reasons of one placement.
class Check {
 public:
  explicit Check(const Placement& p) : p_(p), limits_(p.engine.limits) {}

  std::vector<NotStarted> all() {
    model();
    format();
    for (const Accelerator& card : cards_of(p_)) chip(card);
    split();
    layers();
    experts();
    host();
    if (p_.parallel.tensor > 1 && !p_.assumed_shape) tensor();
    return std::move(found_);
  }

 private:
  /// Once, though layers of several kinds may have it.
  void add(Why kind, std::string reason) {
    const auto same = [&](const NotStarted& other) { return other.reason == reason; };
    if (std::none_of(found_.begin(), found_.end(), same)) found_.push_back({kind, std::move(reason)});
  }

  void model() {
    const Model& m = p_.model;
    if (m.experts && limits_.refuses("experts"))
      add(Why::model, fmt::format("{} does not run mixtures of experts such as {}", p_.engine.name, m.name));
    for (const LayerGroup& g : layer_groups(m)) {
      for (const auto& [lacked, said] : kinds_of(g)) {
        if (limits_.refuses(lacked))
          add(Why::model, fmt::format("{} does not run {}, which {} has", p_.engine.name, said, m.name));
      }
    }
  }

  /// What of a layer an engine may not know, and how it is called.
  static std::vector<std::pair<const char*, const char*>> kinds_of(const LayerGroup& g) {
    std::vector<std::pair<const char*, const char*>> kinds;
    if (g.kind == LayerKind::latent) kinds.emplace_back("mla", "latent attention");
    if (g.kind == LayerKind::compressed) kinds.emplace_back("compressed", "compressed attention");
    if (g.kind == LayerKind::deltanet || g.kind == LayerKind::kda)
      kinds.emplace_back("linear", "linear attention");
    if (g.kind == LayerKind::mamba2) kinds.emplace_back("mamba", "Mamba layers");
    if (g.index.top_k > 0) kinds.emplace_back("sparse", "sparse attention");
    return kinds;
  }

  void format() {
    if (p_.engine.supports(p_.format.family)) return;
    add(Why::format, fmt::format("{} does not run {} weights, but {}", p_.engine.name, p_.format.id,
                                 fmt::join(p_.engine.formats, ", ")));
  }

  void chip(const Accelerator& a) {
    const std::string vendor = a.kind == Accelerator::Kind::cpu ? "CPU" : a.vendor;
    if (limits_.chips.empty() || vendor.empty()) return;
    const ChipLimits* chips = limits_.of(vendor);
    if (chips == nullptr) {
      std::vector<std::string> vendors;
      for (const ChipLimits& one : limits_.chips) vendors.push_back(one.vendor);
      add(Why::chip,
          fmt::format("{} does not run on {}, but on {}", p_.engine.name, a.name, fmt::join(vendors, ", ")));
      return;
    }
    const ChipNeed* any = chips->need("any", "any");
    if (any != nullptr && !has(a, *any)) {
      add(Why::chip, fmt::format("{} needs compute capability {}, {} has {:.1f}", p_.engine.name,
                                 needed(*any), a.name, *a.compute_capability));
      return;
    }
    const ChipNeed* need = chips->need(p_.format.id, p_.format.family);
    if (need == nullptr) return;
    if (need->never()) {
      add(Why::format, fmt::format("{} does not run {} weights on {}", p_.engine.name, p_.format.id,
                                   vendor == "CPU" ? "CPUs" : "chips of " + vendor));
    } else if (!has(a, *need)) {
      add(Why::capability,
          fmt::format("{} needs compute capability {} for {} weights, {} has {:.1f}", p_.engine.name,
                      needed(*need), p_.format.id, a.name, *a.compute_capability));
    }
  }

  /// Whether the chip has what is needed; so where its capability is unknown.
  static bool has(const Accelerator& a, const ChipNeed& need) {
    const auto& own = a.compute_capability;
    if (!own) return true;
    if (need.least) return *own >= *need.least - 1e-9;
    return std::any_of(need.only.begin(), need.only.end(),
                       [&](double one) { return std::abs(one - *own) < 1e-9; });
  }

  static std::string needed(const ChipNeed& need) {
    if (need.least) return fmt::format("{:.1f}", *need.least);
    std::string text;
    for (const double one : need.only) text += fmt::format("{}{:.1f}", text.empty() ? "" : " or ", one);
    return text;
  }

  void split() {
    const Parallelism& s = p_.parallel;
    const Engine& e = p_.engine;
    if (p_.accelerator.kind == Accelerator::Kind::cpu && p_.gpus() != 1) {
      add(Why::split, fmt::format("a replica on CPUs is one machine, not {}", p_.gpus()));
      return;
    }
    const auto cannot = [&](const char* what) {
      add(Why::split, fmt::format("{} does not {}", e.name, what));
    };
    const bool unlike = !p_.cards.empty();
    if (unlike && !e.layer_split) {
      cannot("run layers one GPU after another, which unlike cards need");
      return;
    }
    if (unlike && s.layer_split != static_cast<int>(p_.cards.size()))
      add(Why::split, "unlike cards share layers only one card after another");
    if (s.tensor > 1 && !e.tensor_parallel) cannot("share every layer between GPUs (tensor parallel)");
    if (s.pipeline > 1 && !e.pipeline_parallel) cannot("run stages of layers side by side (pipeline)");
    if (s.layer_split > 1 && !e.layer_split) cannot("run layers one GPU after another");
    if (s.attention_data > 1 && !e.expert_parallel) cannot("spread experts over GPUs with attention by data");
  }

  void layers() {
    const int stages = p_.parallel.pipeline * p_.parallel.layer_split;
    const int kept = p_.host ? std::min(p_.host->layers, p_.model.layers) : 0;
    if (kept > 0 && stages > 1 && stages > p_.model.layers - kept) {
      add(Why::layers, fmt::format("{} of {} layers on the host leave {} for {} stages", kept,
                                   p_.model.layers, p_.model.layers - kept, stages));
    } else if (stages > p_.model.layers)
      add(Why::layers,
          fmt::format("the {} layers of {} do not fill {} stages", p_.model.layers, p_.model.name, stages));
  }

  void experts() {
    const int ranks = p_.parallel.attention_data;
    if (ranks <= 1) return;
    const Model& m = p_.model;
    if (!m.experts) {
      add(Why::experts,
          fmt::format("attention by data spreads experts, and {} has none: its copies are replicas", m.name));
    } else if (m.experts->count % (ranks * p_.parallel.tensor) != 0) {
      add(Why::experts, fmt::format("{} experts cannot be spread evenly over {} GPUs", m.experts->count,
                                    ranks * p_.parallel.tensor));
    }
  }

  void host() {
    if (!p_.host) return;
    const Host& h = *p_.host;
    const Model& m = p_.model;
    const int mixtures = static_cast<int>(mixture_layers(m));
    if (!limits_.offload) {
      add(Why::host, fmt::format("{} keeps no part of a model in the host's memory", p_.engine.name));
    } else if (p_.accelerator.kind != Accelerator::Kind::gpu) {
      add(Why::host,
          fmt::format("{} is no card beside a host with a memory of its own", p_.accelerator.name));
    } else if (h.layers > m.layers) {
      add(Why::host,
          fmt::format("{} has {} layers, so that {} cannot stay on the host", m.name, m.layers, h.layers));
    } else if (h.experts > 0 && mixtures == 0) {
      add(Why::host, fmt::format("{} has no experts that could stay on the host", m.name));
    } else if (h.experts > mixtures) {
      add(Why::host, fmt::format("{} has {} layers with experts, so that those of {} cannot stay on the host",
                                 m.name, mixtures, h.experts));
    } else if (h.layers > 0 && h.layers + h.experts > m.layers) {
      add(Why::host,
          fmt::format(
              "{} has {} layers, so that {} whole ones and the experts of {} others cannot stay on the host",
              m.name, m.layers, h.layers, h.experts));
    }
  }

  void tensor() {
    if (limits_.kv_heads == EngineLimits::KvHeads::uneven) return;
    const Model& m = p_.model;
    const int t = p_.parallel.tensor;
    if (limits_.powers_of_two && (t & (t - 1)) != 0)
      add(Why::heads, fmt::format("{} shares layers between 2, 4, 8 ... GPUs, not {}", p_.engine.name, t));
    for (const LayerGroup& g : layer_groups(m)) heads(g);
    widths();
    if (limits_.vocabulary > 0) {
      const int rows = (m.vocabulary + limits_.vocabulary - 1) / limits_.vocabulary * limits_.vocabulary;
      if (rows % t != 0)
        add(Why::widths, fmt::format("{} cannot cut the {} rows of the vocabulary of {} into {} equal parts",
                                     p_.engine.name, rows, m.name, t));
    }
  }

  /// Heads of a layer over the GPUs. Groups of Mamba's matrices are copied.
  void heads(const LayerGroup& g) {
    const auto share = [&](int heads, const char* what) {
      if (heads % p_.parallel.tensor == 0) return;
      add(Why::heads, fmt::format("{} cannot share the {} {} of {} between {} GPUs", p_.engine.name, heads,
                                  what, p_.model.name, p_.parallel.tensor));
    };
    switch (g.kind) {
      case LayerKind::full:
      case LayerKind::window:
      case LayerKind::compressed: {
        share(g.heads, "attention heads");
        const bool copied = limits_.kv_heads == EngineLimits::KvHeads::copied &&
                            p_.parallel.tensor % std::max(1, g.kv_heads) == 0;
        if (!copied) share(g.kv_heads, "key-value heads");
        break;
      }
      case LayerKind::latent:
        share(g.heads, "attention heads");
        break;
      case LayerKind::deltanet:
      case LayerKind::kda:
        share(g.recurrence.key_heads, "key heads of linear layers");
        share(g.recurrence.value_heads, "value heads of linear layers");
        break;
      case LayerKind::mamba2:
        share(g.recurrence.value_heads, "Mamba heads");
        break;
      case LayerKind::none:
        break;
    }
  }

  void widths() {
    const Model& m = p_.model;
    const bool spread = m.experts && p_.parallel.attention_data > 1;  // whole experts on each GPU
    const int ffn = p_.format.group > 0 && m.ffn_padded > 0 ? m.ffn_padded : m.ffn;
    if (!spread) cut(m.experts ? "experts" : "feed-forward layers", ffn);
    if (m.experts && m.experts->dense_layers > 0) cut("dense layers", m.experts->dense_ffn);
    for (const LayerGroup& g : layer_groups(m)) {
      const int value = g.kind == LayerKind::latent ? g.latent.value_dim : g.value_dim;
      if (g.heads % p_.parallel.tensor == 0) cut("attention outputs", g.heads * value);
    }
  }

  /// A width over the GPUs, in whole groups of the format.
  void cut(const char* what, int width) {
    const int t = p_.parallel.tensor, group = std::max(1, p_.format.group);
    if (width % t != 0) {
      add(Why::widths,
          fmt::format("{} cannot cut {} of width {} into {} equal parts", p_.engine.name, what, width, t));
    } else if (width / t % group != 0) {
      add(Why::widths, fmt::format("{} of width {} over {} GPUs are {} each, which blocks of {} of {} do not "
                                   "fill",
                                   what, width, t, width / t, group, p_.format.id));
    }
  }

  const Placement& p_;
  const EngineLimits& limits_;
  std::vector<NotStarted> found_;
};

}  // namespace

std::vector<NotStarted> refusals(const Placement& placement) { return Check(placement).all(); }

}  // namespace llmtco
