"""What the tables do not have: read elsewhere, with where and when."""
import re

# Days on which releases of npm @earendil-works/pi-ai were compared, oldest first.
packages = ["2026-07-22", "2026-08-07", "2026-09-04", "2026-09-20", "2026-09-22", "2026-09-29", "2026-10-05",
            "2026-10-15", "2026-10-21", "2026-11-02", "2026-11-10", "2026-11-20"]

CLAUDE_CACHE = {"source": "platform.claude.com, Prompt caching, as quoted by dev.to/creeta and docs.orq.ai", "as_of": "2026-08"}
GEMINI_CACHE = {"source": "ai.google.dev, Context caching: least input of each model", "as_of": "unknown"}
CLAUDE_LEAST = {"claude-opus-5": 512, "claude-fable-5": 512, "claude-mythos-5": 512, "claude-opus-4-8": 1024,
                "claude-sonnet-5": 1024, "claude-sonnet-4-6": 1024, "claude-sonnet-4-5": 1024, "claude-opus-4-1": 1024,
                "claude-opus-4": 1024, "claude-sonnet-4": 1024, "claude-3.7-sonnet": 1024, "claude-3-5-sonnet": 1024,
                "claude-3-opus": 1024, "claude-opus-4-7": 2048, "claude-3-5-haiku-latest": 2048, "claude-3-haiku": 2048,
                "claude-opus-4-6": 4096, "claude-opus-4-5": 4096, "claude-haiku-4-5": 4096}
GEMINI_LEAST = {"gemini-3-flash-preview": 1024, "gemini-2.5-flash": 1024, "gemini-2.5-pro": 4096,
                "gemini-3-pro-preview": 4096}

def model_of(name):
    """The maker's own name of a model that Amazon sells: global.anthropic.claude-haiku-4-5-20251001-v1:0."""
    model = name.split("/")[-1]
    model = re.sub(r"^(global\.)?(amazon|anthropic|openai|meta|mistral|moonshotai|moonshot|minimax|qwen|xai|zai|deepseek|"
                   r"google|nvidia)\.", "", model)
    return re.sub(r"(-20\d{6})?(-v\d(:\d)?)?$", "", model)

def least_cacheable(entry):
    least, rule = ((CLAUDE_LEAST.get(model_of(entry.name)), CLAUDE_CACHE) if "claude" in entry.name else
                   (GEMINI_LEAST.get(model_of(entry.name)), GEMINI_CACHE))
    if least and entry.name.split("/")[0] in ("anthropic", "google", "amazon", "vertex"):
        return {"tokens": least, **rule}
    return None

def regions_of(entry):
    name = entry.name
    if name.startswith("amazon/") and any("cost 10 % more" in r["note"] for r in entry.rows):
        rule = {"price_factor": 1.1, "source": "npm @earendil-works/pi-ai 1.6.0 providers/data/amazon-bedrock.json: rows of "
                "profiles in one geography against global. rows", "as_of": "2026-11-20"}
        return {region: rule for region in ("us", "eu", "jp", "au", "in-region")}
    if re.match(r"anthropic/claude-(opus-4-[678]|sonnet-4-6|(opus|sonnet|haiku|fable|mythos)-5)", name):
        return {"us": {"price_factor": 1.1, "source": "platform.claude.com and docs.aws.amazon.com, Data residency: "
                       "inference_geo us, Opus 4.6, Sonnet 4.6 and later", "as_of": "2026-11"}}
    if name.startswith("vertex/"):
        rule = {"price_factor": 1.1, "source": "schowave/llmenu release v0.8.0, from the multipliers of LiteLLM: typically "
                "10 % on regional endpoints", "as_of": "2026-10-15"}
        return {region: rule for region in ("us", "eu", "regional")}
    return None

def rule_note(name):
    if name == "deepseek/deepseek-flash":
        return ("DeepSeek V4.1 Flash; yologdev/yoagent v0.25.6 and J-Chien/dsh-meter have 0.30/1.20 as the price of peak "
                "hours on working days and half of it at others: conflict, re-check")
    if name == "openai/gpt-5.5":
        return "litellm (2026-08-01) has a priority factor of 2 where this one is 2.5: conflict, re-check"
    return ""

def storage_of(name):
    """Of explicit caches, which Google bills by the hour."""
    if not name.startswith("google/gemini-"):
        return {}
    if "2.5-pro" in name:
        return {"storage": "$4.50/Mtok/h"}
    if re.search(r"gemini-2\.5-flash", name):
        return {"storage": "$1/Mtok/h"}
    return {}

def tool_fees(name):
    """Google's searches cost by generation; other providers' are told for all their models."""
    if not name.startswith(("google/gemini-2.5", "google/gemini-3", "google/gemini-4")):
        return None
    fee = "$35" if "gemini-2.5" in name else "$14"
    return {"web_search": {"price": f"{fee} per 1k requests", "source": "ai.google.dev, Grounding with Google Search, as "
            "quoted by discuss.ai.google.dev and apiserpent.com; 1,500 a day or 5,000 a month are free, left out",
            "as_of": "2026"}}

def image_rule(name, price):
    """Vendors that bill the tokens of images as those of text say so once for all their models."""
    rule = None
    if name.startswith("anthropic/claude-"):
        rule = "docs.claude.com, Vision: image tokens x the per-token price of the model"
    elif re.match(r"openai/gpt-(5|6)", name) and not re.search(r"codex|spark|cyber", name):
        rule = "platform.openai.com, Images and vision: image inputs are charged in tokens, just as text inputs are"
    elif re.match(r"google/gemini-(2\.5|3|4)", name):
        rule = "ai.google.dev, Gemini Developer API pricing: text / image / video one price"
    if not rule:
        return {}
    media = {"image_input": price["input"]}
    if name.startswith("google/") and "cache_read" in price:
        media["image_cache_read"] = price["cache_read"]
    return {**media, "media_source": rule, "media_as_of": "unknown"}

def short_names(name):
    """Names under which people look for a model of a host, always with the host."""
    provider, rest = name.split("/", 1)
    if name == "deepseek/deepseek-flash":
        return ["deepseek-v4.1-flash"]
    if provider == "amazon":
        short = model_of(name)
        return [f"amazon/{short}", f"bedrock/{short}"] if f"amazon/{short}" != name else []
    last = rest.split("/")[-1].lower()
    return [f"{provider}/{last}"] if "/" in rest and last != rest.lower() and f"{provider}/{last}" != name else []

shapes = {}

def learn_shapes(models):
    """Names of open models by their folded spelling."""
    for identity, model in models.items():
        for spelling in [identity] + list((model or {}).get("aliases") or []):
            shapes.setdefault(folded(spelling.split("/")[-1]), identity)

def folded(text):
    return text.lower().translate(str.maketrans("", "", " -_/.()#:"))

def serves_of(name):
    return shapes.get(folded(model_of(name).replace("p", ".") if "accounts/fireworks" in name else model_of(name)))
