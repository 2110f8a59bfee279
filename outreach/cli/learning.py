"""inbox learn: what was corrected in review becomes examples, proposed rules, and a reader that knows these clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli.shared import AsJson, office, print_json, say
from outreach.errors import OutreachError

if TYPE_CHECKING:
    from outreach.agent.learning import Learned
    from outreach.agent.teaching import Taught
    from outreach.bootstrap import Office
    from outreach.definitions.workspace import Workspace
    from outreach.reading.rules import Rule

EXTRA = 'pip install "outreach[reading]"'


def learn(
    context: typer.Context,
    write: Annotated[
        bool, typer.Option("--write", help="Put the proposed rules into inbox_rules/own/learned/.")
    ] = False,
    retrain: Annotated[
        bool, typer.Option("--retrain", help="Teach the statistical reader the corrected texts, here alone.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Remove what the statistical reader was taught.")] = False,
    as_json: AsJson = False,
) -> None:
    """Learn from `outreach review correct`: examples, rules, a better reader. Nothing leaves the machine."""
    from outreach.agent.learning import learn as look
    from outreach.definitions.learned import add_rules, add_texts, sound

    with office(context) as opened:
        if forget:
            _forget(opened.workspace)
            return
        learned = look(opened.desk)
        texts = add_texts(opened.workspace, ((x.mail, x.text, x.labels, x.language) for x in learned.lessons))
        rules = [p.rule for p in learned.proposals if p.rule and sound(p.rule)]
        files = add_rules(opened.workspace, rules) if write else ()
        taught = _retrain(opened) if retrain else None
    if as_json:
        print_json(_json(learned, rules, taught) | {"written": [*texts, *files]})
        return
    for file in texts:
        say(f"Examples written: {file}")
    _show(learned, rules)
    for file in files:
        say(f"Rules written: {file}. Look at them; `outreach check` tries their examples.", "bold")
    if rules and not write:
        say("`outreach inbox learn --write` puts them into inbox_rules/own/learned/.", "bold")
    if taught:
        _show_taught(taught)


def _show(learned: Learned, rules: list[Rule]) -> None:
    from outreach.definitions.learned import rule_text

    say(f"{len(learned.lessons)} corrections, {len(rules) or 'no'} rule{'' if len(rules) == 1 else 's'} to propose.")
    for rule in rules:
        say(f"\n{rule.path}", "bold")
        say(rule_text(rule))
    for proposal in learned.proposals:
        if proposal.rule not in rules:
            why = proposal.why_not or "written down, it would not read its own example"
            say(f"No rule for {proposal.intent} in the mail of {_mail(proposal.mail)}: {why}.")
    for wrong in learned.misread:
        say(f'The mail of {_mail(wrong.mail)} is still read as {wrong.intent}, by {wrong.by}: "{wrong.words}"')
        say("  If that is a rule, put what tells these words apart under its `not:`.", "dim")


def _mail(mail: object) -> str:
    from outreach.domain.received import Received

    assert isinstance(mail, Received)
    return f"{mail.sender} of {mail.received_at:%Y-%m-%d}"


def _json(learned: Learned, rules: list[Rule], taught: Taught | None) -> dict[str, object]:
    from outreach.definitions.learned import rule_text

    return {
        "lessons": learned.lessons,
        "rules": [{"file": rule.path, "rule": rule.name, "yaml": rule_text(rule)} for rule in rules],
        "no_rule": [
            {"mail": p.mail.id, "intent": p.intent, "why": p.why_not} for p in learned.proposals if p.rule not in rules
        ],
        "misread": [{"mail": m.mail.id, "intent": m.intent, "words": m.words, "by": m.by} for m in learned.misread],
        "taught": {
            "saved": taught.reader is not None, "mails": taught.mails, "changed": taught.changed,
            "mended": taught.mended, "spoilt": taught.spoilt,
        } if taught else None,
    }  # fmt: skip


def _retrain(opened: Office) -> Taught:
    """What stands in the files counts, as the user has left it, not what was once written into them."""
    from outreach.agent.teaching import teach
    from outreach.definitions.judge import layer_file, statistical_reader
    from outreach.definitions.learned import learned_folder
    from outreach.errors import BrokenDefinitions
    from outreach.store.disk import write_whole
    from outreach.training.corpus import read_corpus

    shipped = statistical_reader()
    if shipped is None:
        raise OutreachError("The statistical reader is not installed, so there is none to teach.", EXTRA)
    corpus = read_corpus(learned_folder(opened.workspace))
    if corpus.problems:
        raise BrokenDefinitions(corpus.problems, "Nothing was learnt. Mend the file in inbox_rules/own/learned/.")
    if not corpus.examples:
        raise OutreachError("There is nothing to learn from yet.", "`outreach review correct` makes examples.")
    taught = teach(opened.desk, shipped, [(example.text, example.labels) for example in corpus.examples])
    if reader := taught.reader:
        write_whole(layer_file(opened.workspace.state), reader.layer())
    return taught


def _show_taught(taught: Taught) -> None:
    mails = f"{taught.mails} mail{'' if taught.mails == 1 else 's'}"
    if taught.reader is None:
        say(f"Nothing was learnt: of {mails} it would misread {len(taught.spoilt)} that it reads right now.", "yellow")
        return
    say(
        f"The statistical reader has learnt. Of {mails} read again {len(taught.changed) or 'none'} changed, "
        f"{taught.mended or 'none'} of them to what a person had said; no mail that was read right is misread.",
        "bold",
    )
    say("`outreach inbox learn --forget` takes it back.")


def _forget(workspace: Workspace) -> None:
    from outreach.definitions.judge import layers_in

    files = layers_in(workspace.state)
    for file in files:
        file.unlink()
    say("What the reader was taught is removed; it reads as it was shipped." if files else "It was taught nothing.")
