#!/usr/bin/env python3
"""The pages of the rules run: what a page calls bad is reported where it says so, what it calls good is not.

    pages_test.py            all pages
    pages_test.py RULE...    these

```cpp bad  blocks carry marks as in ../marked.py; ```cpp good  blocks have none and must be silent.
"""
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import marked  # noqa: E402

PAGES = HERE.parent.parent / "docs/rules"
BLOCK = re.compile(r"^```cpp (bad|good)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run_block(kind, text, rule):
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch).resolve() / f"{kind}.cpp"
        source.write_text(text)
        marks = marked.compare([source.name, "--", "-std=c++20"], [source], source.parent)
    own = f"finding: {rule}" in text
    if (kind == "bad") != (marks > 0 and own):
        raise marked.Disagreement(f"a {kind} block with {marks} marks, {'one' if own else 'none'} of {rule}")


def run_page(rule):
    """Messages of the blocks that do not do what they say."""
    blocks = BLOCK.findall((PAGES / f"{rule}.md").read_text())
    kinds = {kind for kind, _ in blocks}
    wrong = [] if kinds == {"bad", "good"} else [f"{rule}: needs a bad and a good block, has {sorted(kinds)}"]
    for kind, text in blocks:
        try:
            run_block(kind, text, rule)
        except marked.Disagreement as error:
            wrong.append(f"{rule}: {error}")
    return wrong


def main():
    rules = sys.argv[1:] or sorted(p.stem for p in PAGES.glob("crosstalk-*.md"))
    wrong = [message for rule in rules for message in run_page(rule)]
    print("\n".join(wrong) or f"{len(rules)} pages: all blocks do what they say")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
