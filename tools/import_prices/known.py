"""What prices.yaml says already."""
import re, yaml

class Known:
    def __init__(self, text):
        self.head = text[: re.search(r"^# --- ", text, re.M).start()]
        self.entries = yaml.safe_load(text)
        self.texts = {}
        for block in re.split(r"\n(?=[a-z0-9][^\n ]*/[^\n ]*:\n)", text):
            name = re.match(r"([^\n ]+):\n", block)
            if name:
                self.texts[name.group(1)] = re.sub(r"\n# --- .*", "", block, flags=re.S).rstrip() + "\n"

    def by_hand(self, name):
        return "# by hand" in self.texts.get(name, "")

    def get(self, name, key, otherwise=None):
        return (self.entries.get(name) or {}).get(key, otherwise)

    def media(self, name):
        """Prices of media by the dollars of text input of their row."""
        found = {}
        for row in self.get(name, "prices", []):
            keys = {k: v for k, v in row.items() if re.match(r"(audio|image|media)_", k)}
            if keys:
                found[str(row["input"])] = keys
        return found
