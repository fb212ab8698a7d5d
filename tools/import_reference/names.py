"""Which model a name in a table means: that of the price book, of the shapes, or of figures written by hand.

Two names mean one model where they are the same but for case, marks, vendor, date and the order of words: claude-4-5-haiku,
anthropic/claude-haiku-4-5 and claude-haiku-4-5-20251001. Words that tell another model or another setting (mini,
reasoning, high) are kept. Of several dated names of one model, the newest stands for it. Two names with dates alone
between them may be two models of the book, which then keep theirs.
"""
import re

VENDORS = r"(global|us|eu|openai|anthropic|google|meta|meta-llama|mistral|mistralai|deepseek|deepseek-ai|qwen|moonshotai|zai|zai-org|z-ai|" \
          r"minimax|minimaxai|nvidia|amazon|cohere|coherelabs|xai|xai-org|ai21labs|ibm-granite|inceptionlabs|arcee-ai|" \
          r"moonshot-ai|tencent|antgroup|snowflake)"
# What a leaderboard calls by its version and the book by its month, from the model pages of docs.mistral.ai.
ALSO = {"mistral-medium-3": "mistral-medium-2505", "mistral-medium-3-1": "mistral-medium-2508",
        "mistral-large-3": "mistral-large-2512", "mistral-small-3-2": "mistral-small-2506",
        "mistral-small-4": "mistral-small-2603"}
SAME = {"instruct", "chat", "it", "latest", "preview", "v1"}  # of one model, as sellers and leaderboards call it
DATE = re.compile(r"-(20\d{6}|20\d\d-\d\d-\d\d)$")


def folded(name):
    return re.sub(r"[-_ /.()#]", "", name.lower())


def bare(name):
    """A name without its vendor and without the day of a version: (name, day or "")."""
    name = name.lower().strip().replace("_", "-").replace(" ", "-").split("/")[-1]
    while re.match(VENDORS + r"\.", name):
        name = name.split(".", 1)[1]
    name = re.sub(r"-v\d(:\d)?$|-v\d-\d$", "", name)
    day = DATE.search(name)
    return (name[:day.start()], day[1].replace("-", "")) if day else (name, "")


def key(name):
    """Words in order of the alphabet, then the numbers of the version in theirs."""
    parts = [p for p in re.split(r"[-.]|(?<=[a-z])(?=\d)|(?<=\d)p(?=\d)", bare(name)[0]) if p and p not in SAME]
    versions = [p for p in parts if re.fullmatch(r"\d+", p)]
    return tuple(sorted(p for p in parts if p not in versions)), tuple(versions)


def aliases_of(entry):
    """The other names that the text of an entry gives."""
    line = re.search(r"(?m)^  aliases: \[(.*)\]", entry)
    return [a.strip().strip('"') for a in line[1].split(",")] if line else []


def entries(path):
    with open(path, encoding="utf-8") as file:
        return entries_of(file.read())


def entries_of(text):
    """(id, aliases, what it serves) of each entry of a file of the catalogue."""
    for entry in re.split(r'(?m)^(?=[a-zA-Z0-9"])', text):
        match = re.match(r'"?([^":\s]+)"?:\n', entry)
        if not match:
            continue
        serves = re.search(r"^  serves: (\S+)", entry, re.M)
        yield match[1], aliases_of(entry), serves[1] if serves else ""


class Names:
    """What the catalogue calls a model. Ids of `own` entries, written by hand, come before those of the book."""

    def __init__(self, own):
        self.exact, self.alike, self.sold = {}, {}, {}
        for ident, aliases, _ in own:
            self._learn(ident, [ident] + aliases)
        for ident, aliases, _ in entries("data/models.yaml"):
            self._learn(self.of(ident) or ident, [ident] + aliases)
        book = list(entries("data/prices.yaml"))
        book = [b for b in book if "/routers/" not in b[0]]  # these change what they serve
        makers = [b for b in book if not re.match(r"(amazon|azure|vertex|openrouter|together|fireworks|baseten|groq|cerebras)/", b[0])]
        for ident, aliases, serves in makers + [b for b in book if b not in makers]:
            model = ident.split("/", 1)[1]
            known = self.of(serves) if serves else self.of(model)
            known = known or serves or model
            called = [model, model.split("/")[-1]] + [a.split("/", 1)[-1] for a in aliases]
            self._learn(known, called)
            self.sold.setdefault(known, []).extend(called)

    def _learn(self, ident, names):
        for name in names:
            self.exact.setdefault(folded(name), ident)
            self.alike.setdefault(key(name), ident)

    def of(self, name):
        """The id, or nothing where the catalogue has no such model."""
        name = ALSO.get(bare(name)[0].replace(".", "-"), name)
        return self.exact.get(folded(name)) or self.exact.get(folded(bare(name)[0])) or self.alike.get(key(name))

    def all_of(self, names):
        """Each name with the id it stands for, or itself: of several dated names of one id, the newest alone is it."""
        newest = {}
        for name in names:
            ident, day = self.of(name), bare(name)[1]
            if ident:
                newest[ident] = max(newest.get(ident, ""), day)
        told, first = {}, {}
        for name in names:
            ident, day = self.of(name), bare(name)[1]
            stands = ident and (folded(name) in self.exact or not day or day == newest[ident])
            told[name] = ident if stands else first.setdefault(folded(name), name)
        return told
