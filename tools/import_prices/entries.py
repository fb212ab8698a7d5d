"""Entries of the catalogue from rows of the tables."""
import re
from import_prices.rules import (image_rule, least_cacheable, packages, regions_of, rule_note, serves_of, storage_of, short_names,
                                 tool_fees)

TIER_SUFFIX = re.compile(r"-(128k|200k|256k|272k)$")
DATED = re.compile(r"-(20\d{6}|20\d\d-\d\d-\d\d|20\d\d)$")

def dollars(cell):
    number = float(cell)
    text = f"{number:.2f}"
    if abs(float(text) - number) > 1e-12:
        text = f"{number:.8f}".rstrip("0")
    return "$" + (text[:-3] if text.endswith(".00") else text) + "/Mtok"

def above(row):
    """A row holds for inputs longer than this. Tables say from which length on; older rows gave the bound itself."""
    start = int(row["tier_from_input_tokens"] or 0)
    if start == 0:
        return None
    if row["provider"] == "xai" and start in (200000, 200001):
        return 199999  # docs.x.ai: long context is 200k tokens and more
    if start == 271999:
        return 272000  # off by one token in the source
    round_bound = start % 1000 == 0 and not row["source"].startswith("npm @earendil")
    return start if round_bound else start - 1

def price_row(row):
    price = {}
    if above(row):
        price["above"] = above(row)
    if row["time_window_utc"]:
        price["hours"] = re.sub(r"(\d\d:\d\d):00Z", r"\1", row["time_window_utc"])
    if row["valid_from"]:
        price["from"] = row["valid_from"]
    if row["valid_to"]:
        price["until"] = row["valid_to"]
    for column, key in (("input_usd_per_mtok", "input"), ("output_usd_per_mtok", "output"),
                        ("cache_read_usd_per_mtok", "cache_read"), ("cache_write_5m_usd_per_mtok", "cache_write_5m"),
                        ("cache_write_1h_usd_per_mtok", "cache_write_1h")):
        if row[column]:
            price[key] = dollars(row[column])
    if row["web_search_usd_per_1k"]:
        price["web_search"] = f"${float(row['web_search_usd_per_1k']):g} per 1k requests"
    return price

class Entry:
    def __init__(self, name, row):
        self.name, self.rows, self.checks, self.aliases = name, [], [], []
        self.first = row
        self.context = None
        self.tiers = {}
        self.regions = None

    @property
    def title(self):
        return re.sub(r"^[A-Za-z.]+: ", "", self.newest["display_name"]) or self.first["model_id"]

    @property
    def newest(self):
        return max(self.rows, key=lambda r: (r["as_of"], r["valid_from"]))

    def prices(self):
        return tuple(sorted((above(r) or 0, r["valid_from"], float(r["input_usd_per_mtok"]),
                             float(r["output_usd_per_mtok"])) for r in self.rows))

def gathered(book, old):
    made = {}
    for row in book:
        model = row["model_id"]
        if TIER_SUFFIX.search(model) and int(row["tier_from_input_tokens"] or 0):
            row["listed_as"], model = model, TIER_SUFFIX.sub("", model)
        name = f"{row['provider']}/{model}"
        name = same_name(name, made, old)
        entry = made.setdefault(name, Entry(name, row))
        if plain(f"{row['provider']}/{model}") != plain(name):
            entry.aliases.append(f"{row['provider']}/{model}")
        (entry.rows if row["preferred"] == "1" else entry.checks).append(row)
    for entry in made.values():
        newest = {}
        for row in entry.rows:  # one row of a length (to a few tokens) and a day: the newest source
            key = (round((above(row) or 0) / 1000), row["valid_from"], row["valid_to"], row["time_window_utc"])
            if key not in newest or newest[key]["as_of"] < row["as_of"]:
                newest[key] = row
        entry.rows = list(newest.values())
        contexts = [int(r["context_window_tokens"]) for r in entry.rows if r["context_window_tokens"]]
        entry.context = contexts[-1] if contexts else None
    return {n: e for n, e in made.items() if e.rows}

def plain(name):
    """Names are compared without these signs."""
    return name.lower().translate(str.maketrans("", "", " -_/.()#"))

def same_name(name, made, old):
    """The id that stands for the same model already: spellings differ in signs, and in versions of an endpoint."""
    def folded(text):
        return re.sub(r"-v\d(:\d)?$", "", text.lower()).replace("amazon.", "amazon-").translate(
            str.maketrans("", "", " -_/.()#:"))
    for known in list(made) + list(old.entries):
        if known.split("/")[0] == name.split("/")[0] and folded(known) == folded(name):
            return known
    return name

def fold_dated(made):
    """A dated name is an alias only where every price is the same."""
    for name in list(made):
        base = DATED.sub("", name)
        if base != name and base in made and made[base].prices() == made[name].prices():
            made[base].aliases.append(name.split("/", 1)[1])
            del made[name]

def add_tiers(made, tiers):
    for row in tiers:
        entry = made.get(f"{row['provider']}/{row['model_id']}")
        if entry is None or not row["input_usd_per_mtok"]:
            continue
        same = [r for r in entry.rows if (above(r) or 0) == (above(row) or 0)
                and (not r["valid_from"] or r["valid_from"] <= row["as_of"]) and (not r["valid_to"] or row["as_of"] < r["valid_to"])]
        factor = float(row["factor_of_base_input"] or 0)
        if not factor and same:
            factor = float(row["input_usd_per_mtok"]) / float(same[0]["input_usd_per_mtok"])
        name = row["service_tier"].replace("priority (fast)", "fast" if row["provider"] == "anthropic" else "priority")
        if not factor or name in entry.tiers:
            continue
        tier = {"price_factor": round(factor, 4), "source": row["source"], "as_of": row["as_of"]}
        if same and same[0]["cache_read_usd_per_mtok"] and row["cache_read_usd_per_mtok"]:
            cached = float(row["cache_read_usd_per_mtok"]) / float(same[0]["cache_read_usd_per_mtok"])
            if row["as_of"] == "2026-11-20" and abs(cached - factor) > 0.2 * factor:
                tier["cache_read_factor"] = round(cached, 4)
        entry.tiers[name] = tier

def resold(made):
    """Azure and Vertex: the maker's models that their own feeds list at the maker's input and output price."""
    more = {}
    for name, entry in list(made.items()):
        provider, model = name.split("/", 1)
        for feed, seller in (("azure", "azure"), ("google-vertex", "vertex")):
            row = entry.newest
            told = [r for r in entry.checks if f"/{feed}.json" in r["source"]]
            feeds = re.search(r"in feeds ([a-z, -]+)", row["note"])
            if not told and not (feeds and feed in feeds.group(1).split(", ")):
                continue
            copy = Entry(f"{seller}/{model}", row)
            source = f"npm @earendil-works/pi-ai 1.6.0 providers/data/{feed}.json"
            copy.rows = [dict(r, source=source, note="", valid_from="", provider=provider) for r in entry.rows
                         if not r["valid_to"] and r["as_of"] == "2026-11-20"]
            copy.context = entry.context
            copy.note = "input and output are those of the feed; prices of caches and long inputs are the maker's own, assumed"
            if copy.rows:
                more[copy.name] = copy
    made.update(more)

def launch(entry, row):
    """The day on which a source first had the model, where it was read before that day too."""
    told = re.search(r"first listed in the package of (2026-\d\d-\d\d)", entry.newest["note"])
    return told.group(1) if told and told.group(1) >= "2026-09-04" and not row["valid_from"] else None

def retired(entry):
    note = entry.newest["note"]
    seen = re.search(r"last seen there in the package of (2026-\d\d-\d\d)", note)
    if seen:
        return next(day for day in packages if day > seen.group(1))
    if "retired model" in note or note.startswith("not in npm") or "; not in npm" in note:
        return packages[-1]
    return None

def clean_note(note):
    parts = [p.strip() for p in note.split(";")]
    drop = re.compile(r"^(same input and output price in feeds|first listed in|resold$|not in npm|last seen there|"
                      r"in-region or geo|the source says above|the seed article|retired model|price first seen in|before:|"
                      r"1 h write is twice|cache read first seen)")
    return "; ".join(p for p in parts if p and not drop.match(p))

def finished(entry, old):
    moves = entry.name.endswith("-latest")  # its name says what it is today
    out = {"name": entry.title if moves else old.get(entry.name, "name", entry.title)}
    aliases = [a for a in dict.fromkeys(old.get(entry.name, "aliases", []) + entry.aliases + short_names(entry.name))
               if f"{entry.name.split('/')[0]}/{a}" != entry.name]
    if aliases:
        out["aliases"] = aliases
    serves = old.get(entry.name, "serves") or serves_of(entry.name)
    if serves:
        out["serves"] = serves
    context = entry.context or old.get(entry.name, "context")
    if context:
        out["context"] = context
    newest = entry.newest
    out["source"], out["as_of"] = newest["source"], newest["as_of"]
    if retired(entry):
        out["retired"] = retired(entry)
    note = getattr(entry, "note", "") or rule_note(entry.name) or old.get(entry.name, "note", "") or clean_note(newest["note"])
    if note:
        out["note"] = note
    for key, value in (("tiers", entry.tiers), ("regions", regions_of(entry)), ("tools", tool_fees(entry.name)),
                       ("least_cacheable", least_cacheable(entry))):
        if value:
            out[key] = value
    media = old.media(entry.name)
    out["prices"] = []
    for row in sorted(entry.rows, key=lambda r: (above(r) or 0, r["valid_from"] or r["valid_to"], r["time_window_utc"])):
        price = price_row(row)
        if launch(entry, row):
            price = {"from": launch(entry, row), **price}
        price.update(storage_of(entry.name))
        price.update(media.get(price["input"]) or image_rule(entry.name, price))
        if row.get("listed_as"):
            price["listed_as"] = row["listed_as"]
        if (row["source"], row["as_of"]) != (out["source"], out["as_of"]):
            price["source"], price["as_of"] = row["source"], row["as_of"]
        out["prices"].append(price)
    checks = old.get(entry.name, "cross_checks")
    if checks:
        out["cross_checks"] = checks
    return out

def of(book, tiers, old):
    made = gathered(book, old)
    fold_dated(made)
    add_tiers(made, tiers)
    resold(made)
    return {name: finished(entry, old) for name, entry in made.items()}
