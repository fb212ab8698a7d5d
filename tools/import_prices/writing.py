"""prices.yaml as text: an entry a block, a price a line."""
import datetime, json

SECTIONS = ["openai", "anthropic", "google", "deepseek", "xai", "mistral", "meta-ai", "qwen", "moonshot-ai", "zai",
            "minimax", "xiaomi", "tencent", "stepfun", "cohere", "inception", "amazon", "azure", "vertex", "groq",
            "cerebras", "together", "fireworks", "baseten", "openrouter"]

def scalar(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (int, datetime.date)):
        return str(value)
    text = str(value)
    plain = text and text[0] not in "@&*!|>%'\"[]{}#-?:," and not any(c in text for c in ":#{}[],\"")
    return text if plain else json.dumps(text, ensure_ascii=False)

def flow(mapping):
    return "{" + ", ".join(f"{k}: {flow(v) if isinstance(v, dict) else price_text(k, v)}" for k, v in mapping.items()) + "}"

def price_text(key, value):
    return str(value) if key == "hours" or key.endswith(("_input", "_output", "_read")) else scalar(value)

def wrapped(indent, text, width=150):
    """Breaks a flow mapping after commas between keys."""
    lines, line = [], indent
    quoted = False
    for piece in text.split(", "):
        addition = piece if line == indent or line.endswith(" ") and not line.strip() else ", " + piece
        if len(line) + len(addition) > width and not quoted and line.strip():
            lines.append(line + ",")
            line = " " * (len(indent) + (3 if indent.strip() or True else 0)) + piece
        else:
            line += addition
        quoted ^= piece.count('"') % 2 == 1
    return lines + [line]

def block(name, entry):
    lines = [f"{name}:"]
    for key, value in entry.items():
        if key in ("prices", "cross_checks"):
            lines.append(f"  {key}:")
            for row in value:
                lines += wrapped("    - ", flow(row))
        elif key in ("tiers", "regions", "tools"):
            lines.append(f"  {key}:")
            for item, rule in value.items():
                lines.append(f"    {item}: {flow(rule)}")
        elif isinstance(value, dict):
            lines.append(f"  {key}: {flow(value)}")
        elif isinstance(value, list):
            lines.append(f"  {key}: [{', '.join(scalar(v) for v in value)}]")
        else:
            lines.append(f"  {key}: {json.dumps(value, ensure_ascii=False) if key == 'source' else scalar(value)}")
    return "\n".join(lines) + "\n"

def document(old, made):
    names = list(old.entries) + [n for n in made if n not in old.entries]
    text = old.head
    for section in SECTIONS:
        text += f"# --- {section} {'-' * (100 - len(section))}\n\n"
        for name in names:
            if name.split("/")[0] != section:
                continue
            kept = name not in made or old.by_hand(name)
            text += (old.texts[name] if kept else block(name, made[name])) + "\n"
    missing = {n.split("/")[0] for n in names} - set(SECTIONS)
    assert not missing, missing
    return text.rstrip() + "\n"
