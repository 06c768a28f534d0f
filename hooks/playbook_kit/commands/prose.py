"""``playbooks prose``: long sentences, and words that are somebody else's."""

import argparse
from pathlib import Path

from ..build.plan import plan_site
from ..render.readability import COPIED_WORDS, MAX_WORDS, SourceTexts, copied_runs, long_sentences, passages
from .wording import MISTAKES, OK, count

HELP = "relire : phrases trop longues, et mots repris tels quels d'une source"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Whose words may not be ours."""
    parser.add_argument("--sources", metavar="DOSSIER", help="le dossier des textes sources (.txt) à ne pas recopier")


def run(root: Path, options: argparse.Namespace) -> int:
    """Print each sentence and each run of words to look at; only what was copied is a mistake."""
    site = plan_site(root)
    texts = [file.read_text("utf-8") for file in sorted(Path(options.sources).glob("*.txt"))] if options.sources else []
    sources = SourceTexts(texts)
    words = longest = copied = 0
    for passage in passages(site.library):
        words += len(passage.text.split())
        for sentence, length in long_sentences(passage):
            longest += 1
            print(f"{passage.place}: phrase de {length} mots\n    → coupez-la : « {sentence} »")
        for run in copied_runs(passage, sources):
            copied += 1
            print(f"{passage.place}: {COPIED_WORDS} mots de suite d'une source")
            print(f"    → redites-le avec vos mots : « {run} »")
    print(f"{count(words, 'mot')}, {count(longest, 'phrase')} de plus de {MAX_WORDS} mots", end="")
    print(f", {count(copied, 'emprunt')} à {count(len(texts), 'source')}." if texts else ".")
    return MISTAKES if copied else OK
