"""What the user's files say now. A file saved half leaves its last good state in force, and its problems are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from outreach.definitions.config import Config, load_config
from outreach.definitions.do_not_write import load_do_not_write
from outreach.definitions.judge import layer_in, layers_in, statistical_reader
from outreach.definitions.known_rules import Known, keep_known, load_known, rule_files
from outreach.definitions.sequences import load_sequences
from outreach.definitions.workspace import Workspace
from outreach.domain.do_not_write import DoNotWrite
from outreach.domain.sequence import Sequence
from outreach.errors import BrokenDefinitions, Problem
from outreach.ports import Rulebook
from outreach.reading.rules import Rule

Stamp = tuple[tuple[str, int, int], ...]


class LiveDefinitions:
    """Implements ports.Definitions over a workspace. Only a broken config.toml at the start leaves nothing to go on."""

    def __init__(self, workspace: Workspace, env: Mapping[str, str]) -> None:
        self._workspace, self._env = workspace, env
        self._stamp = _stamp(workspace)
        self._judge, self._layers = statistical_reader(layer_in(workspace.state)), _layers(workspace)
        self._known = load_known(_known_file(workspace))
        config, problems = load_config(workspace.config, env)
        if config is None:
            raise BrokenDefinitions(problems, "Mend config.toml; `outreach check` shows every problem at once.")
        self.config: Config = config
        self._rulebook = self._read(config, problems, {}, (), DoNotWrite())

    def current(self) -> Rulebook:
        return self._rulebook

    def refresh(self) -> None:
        """Read the files again if any has changed; what has problems now keeps its last good state."""
        stamp = _stamp(self._workspace)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        if self._layers != (layers := _layers(self._workspace)):
            self._judge, self._layers = statistical_reader(layer_in(self._workspace.state)), layers
        config, problems = load_config(self._workspace.config, self._env)
        self.config = config or self.config
        before = self._rulebook
        self._rulebook = self._read(self.config, problems, before.sequences, before.rules, before.policy.do_not_write)

    def _read(
        self,
        config: Config,
        problems: tuple[Problem, ...],
        before: Mapping[str, Sequence],
        rules: tuple[Rule, ...],
        known: DoNotWrite,
    ) -> Rulebook:
        sequences, found = load_sequences(self._workspace.sequences, template_names(self._workspace.templates))
        kept = {n: s for n, s in before.items() if n not in sequences and (self._workspace.sequences / n).is_dir()}
        read, wrong = self._read_rules()
        listed, unreadable = load_do_not_write(self._workspace.do_not_write)
        if not self._workspace.do_not_write.exists():  # perhaps for a moment only, while an editor saves it
            listed = known
        return Rulebook(
            policy=replace(config.policy(), do_not_write=listed),
            sequences={**sequences, **kept},
            rules=_with_last_good(read, wrong, rules),
            company=config.company_facts(),
            mail=config.mail_habits(),
            problems=(*problems, *found, *wrong, *unreadable),
            judge=self._judge,
        )

    def _read_rules(self) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
        files = rule_files(self._workspace.inbox_rules)
        if self._known.all_of(files):
            return self._known.rules, ()
        from outreach.definitions.rules import read_rules  # noqa: PLC0415 - it takes its time, and is seldom needed

        rules, problems = read_rules(files, self._known)
        known = Known.of(files, rules, problems)
        if known.digests != self._known.digests:
            self._known = known
            keep_known(_known_file(self._workspace), known)
        return rules, problems


def _known_file(workspace: Workspace) -> Path:
    return workspace.state / "rules.json"


def _with_last_good(
    read: tuple[Rule, ...], problems: tuple[Problem, ...], before: tuple[Rule, ...]
) -> tuple[Rule, ...]:
    """Rules of files that have problems now, as they were before; a file that was never good has none."""
    broken = {problem.path for problem in problems}
    if not before or not broken:
        return read
    kept = [r for r in read if r.path not in broken] + [r for r in before if r.path in broken]
    return tuple(sorted(kept, key=lambda rule: "/own/" not in rule.path))  # the user's own rules come first


def template_names(folder: Path) -> frozenset[str]:
    """The names that a step may have after `letter:`: friendly-1 for friendly-1.en.mjml."""
    return frozenset(file.name.partition(".")[0] for file in folder.glob("*.*.mjml"))


def _stamp(workspace: Workspace) -> Stamp:
    return tuple(sorted(_stamps(_files(workspace))))


def _layers(workspace: Workspace) -> Stamp:
    return tuple(_stamps(layers_in(workspace.state)))


def _files(workspace: Workspace) -> list[Path]:
    folders = (workspace.sequences, workspace.templates, workspace.inbox_rules)
    return [
        workspace.config,
        workspace.do_not_write,
        *layers_in(workspace.state),
        *(f for folder in folders for f in folder.rglob("*") if f.suffix in _READ),
    ]


def _stamps(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for file in files:
        try:
            state = file.stat()
        except FileNotFoundError:  # an editor that saves by renaming has the file gone for a moment
            continue
        yield str(file), state.st_mtime_ns, state.st_size


_READ = frozenset({".yaml", ".mjml", ".txt"})
