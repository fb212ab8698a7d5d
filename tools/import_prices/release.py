"""List prices in a release of the npm package @earendil-works/pi-ai, as rows of a snapshot.

    npm pack @earendil-works/pi-ai        # the tarball, without installing it

Its providers/data/*.json have models by API and id, with `cost` in dollars per million tokens: input, output, cacheRead,
cacheWrite (of five minutes), and tiers of whole requests above a length. A 0 beside a price means that none is known. Of one
model under several APIs, all that are chat models must agree; where they do not, both rows are given and none is taken.
"""
import json
import tarfile

# Their names of sellers that the price book calls otherwise.
SELLERS = {"google-vertex": "vertex", "amazon-bedrock": "amazon", "moonshotai": "moonshot-ai", "meta": "meta-ai"}


def cell(value):
    return f"{value:.6g}" if value else ""


def rows_of_model(provider, model, source):
    cost = model["cost"]
    tiers = [(0, cost)] + [(tier["inputTokensAbove"] + 1, tier) for tier in cost.get("tiers", [])]
    return [{"provider": SELLERS.get(provider, provider), "model_id": model["id"], "tier_from_input_tokens": str(above or ""),
             "input_usd_per_mtok": cell(each["input"]), "output_usd_per_mtok": cell(each["output"]),
             "cache_read_usd_per_mtok": cell(each.get("cacheRead")),
             "cache_write_5m_usd_per_mtok": cell(each.get("cacheWrite")), "source": source} for above, each in tiers]


def rows(path):
    found = []
    with tarfile.open(path) as package:
        files = {member.name: package.extractfile(member) for member in package.getmembers()
                 if "/providers/data/" in member.name and member.name.endswith(".json")}
        version = json.load(package.extractfile("package/package.json"))["version"]
        for name, file in sorted(files.items()):
            base = name.rsplit("/", 1)[1]
            if base.startswith("."):
                continue
            source = f"npm @earendil-works/pi-ai {version} providers/data/{base}"
            for models in json.load(file).values():
                for model in models.values():
                    if model.get("type") == "chat" and model.get("cost", {}).get("input"):
                        found += rows_of_model(base[:-5], model, source)
    return found
