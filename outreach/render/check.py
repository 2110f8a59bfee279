"""Every problem of the templates, found before a letter needs them: by reading each, and by writing letters to invented
clients with each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from outreach.errors import Problem
from outreach.ports import Rendered
from outreach.render.constructs import Finder
from outreach.render.explain import syntax_problem
from outreach.render.lint_jinja import JinjaLint, exported_names, letter_scope, lint_blocks
from outreach.render.lint_mjml import did_you_mean, lint_mjml
from outreach.render.samples import sample_letters
from outreach.render.sandbox import LetterEnvironment
from outreach.render.sources import (
    SUBJECT,
    is_shared,
    letter_of,
    letters_in,
    read_source,
    shown,
    subject_of,
    template_files,
)
from outreach.render.templates import COMPILE_MISTAKES, GMAIL_CLIPS, Templates
from outreach.render.wording import threats_in


def check_templates(folder: Path) -> tuple[Problem, ...]:
    """All problems of a folder of templates, sorted by place. Nothing here needs a client or sends anything."""
    reading = _Reading(folder, Templates(folder))
    for name in template_files(folder):
        reading.read(name)
    found = {*reading.problems, *_missing_parts(folder)}
    seen = {(problem.path, problem.line) for problem in found if problem.line}
    tried = {p for p in reading.trial() if (p.path, p.line) not in seen and p.path not in reading.unreadable}
    return tuple(sorted(found | tried))


@dataclass(slots=True)
class _Reading:
    """The files as they were read, and what was found wrong with each."""

    folder: Path
    templates: Templates
    problems: list[Problem] = field(default_factory=list)
    trees: dict[str, nodes.Template] = field(default_factory=dict)
    unsound: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)  # paths whose Jinja cannot be parsed at all

    def read(self, name: str) -> None:
        path = shown(self.folder / name)
        try:
            source = read_source(self.folder / name)
        except TemplateSyntaxError as error:
            self.problems.append(Problem(path, error.lineno, 1 if error.lineno else 0, error.message or ""))
            return
        self.problems += threats_in(path, name, source)
        self.problems += _file_problems(path, name, source)
        self._jinja(path, name, source)
        if name.endswith(".mjml"):
            elements, self.unsound[path] = lint_mjml(path, source)
            self.problems += elements

    def _jinja(self, path: str, name: str, source: str) -> None:
        try:
            tree = self._tree(name, source)
        except TemplateSyntaxError as error:
            self.problems.append(syntax_problem(path, source, error))
            self.unreadable.add(path)
            return
        except COMPILE_MISTAKES:
            self.problems.append(Problem(path, 0, 0, "is nested too deeply"))
            self.unreadable.add(path)
            return
        lint = JinjaLint(path, Finder(source))
        blocks, names = self._inherited(tree)
        lint.walk(tree, letter_scope() | dict.fromkeys(names, object))
        self.problems += lint.problems or _compile_problems(path, source, self.templates.environment)
        self.problems += self._missing_files(path, tree, source)
        if tree.find(nodes.Extends):
            self.problems += lint_blocks(path, _body_of(tree, path), blocks, Finder(source))

    def _tree(self, name: str, source: str) -> nodes.Template:
        if name not in self.trees:
            self.trees[name] = self.templates.environment.parse(source, name, shown(self.folder / name))
        return self.trees[name]

    def _inherited(self, tree: nodes.Template) -> tuple[frozenset[str], frozenset[str]]:
        """Blocks and names that the layouts above a template give it."""
        blocks: set[str] = set()
        names: set[str] = set()
        for _ in range(10):  # layouts upon layouts; a circle ends here and shows when it is rendered
            extends = tree.find(nodes.Extends)
            parent = extends.template if extends else None
            if not (isinstance(parent, nodes.Const) and (self.folder / str(parent.value)).is_file()):
                break
            try:
                tree = self._tree(str(parent.value), read_source(self.folder / str(parent.value)))
            except (TemplateSyntaxError, *COMPILE_MISTAKES):
                break
            blocks |= {block.name for block in tree.find_all(nodes.Block)}
            names |= set(exported_names(tree))
        return frozenset(blocks), frozenset(names)

    def _missing_files(self, path: str, tree: nodes.Template, source: str) -> Iterator[Problem]:
        finder, files = Finder(source), template_files(self.folder)
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            wanted = getattr(node, "template", None)
            if isinstance(wanted, nodes.Const) and wanted.value not in files:
                column = finder.column(node.lineno, re.escape(str(wanted.value)))
                hint = did_you_mean(str(wanted.value), files, at_least=0.8)
                yield Problem(path, node.lineno, column, f"there is no file {wanted.value}{hint}")

    def trial(self) -> Iterator[Problem]:
        """Write every letter to every invented client."""
        any_sound = False
        for letter, languages in letters_in(self.folder).items():
            for language in languages:
                if all((self.folder / f"{letter}.{language}.{part}").is_file() for part in ("mjml", "txt")):
                    problems, sound = self._letter(letter, language)
                    yield from problems
                    any_sound = any_sound or sound
        if not any_sound:
            yield from self._unsound_shared()

    def _letter(self, letter: str, language: str) -> tuple[set[Problem], bool]:
        """What is wrong with a letter for any of the invented clients, and whether it could be written to one."""
        path = shown(self.folder / f"{letter}.{language}.mjml")
        unsound = self.unsound.get(path, ())
        problems: set[Problem] = set()
        sound = False
        for about, facts in sample_letters(language).items():
            rendered = self.templates.render(letter, facts)
            if isinstance(rendered, Rendered):
                sound = True
                if (size := len(rendered.html.encode())) > GMAIL_CLIPS:
                    sentence = f"takes {size // 1024} KB for {about}: Gmail shows only the first 102 KB"
                    problems.add(Problem(path, 0, 0, sentence))
                continue
            for problem in rendered:
                of_structure = (problem.path, problem.line) == (path, 0)
                problems.update((of_structure and (unsound or tuple(self._unsound_shared()))) or (problem,))
        return problems | set(() if sound else unsound), sound

    def _unsound_shared(self) -> Iterator[Problem]:
        for path, problems in self.unsound.items():
            if is_shared(Path(path).name):
                yield from problems


def _body_of(tree: nodes.Template, path: str) -> nodes.Template:
    """A letter without its first line: a subject stands outside of blocks by right, and a missing one is told apart."""
    first = tree.body[0] if tree.body else None
    if not path.endswith(".txt") or not isinstance(first, nodes.Output):
        return tree
    kept = [p for p in first.nodes if p.lineno > 1 or (isinstance(p, nodes.TemplateData) and not p.data.strip())]
    return nodes.Template([nodes.Output(kept, lineno=first.lineno), *tree.body[1:]], lineno=1)


def _file_problems(path: str, name: str, source: str) -> Iterator[Problem]:
    if not source.strip():
        yield Problem(path, 0, 0, "is empty")
    elif not is_shared(name) and letter_of(name) is None:
        yield Problem(path, 0, 0, "its name says no language: a letter is called friendly-1.en.mjml, friendly-1.en.txt")
    elif name.endswith(".txt") and letter_of(name) and subject_of(source) is None:
        yield Problem(path, 1, 1, f'the first line must be "{SUBJECT} …", then an empty line, then the text')


def _missing_parts(folder: Path) -> Iterator[Problem]:
    """A letter needs its text, and every language that the others have: a client is not written to in two."""
    letters = letters_in(folder)
    spoken = frozenset().union(*letters.values())
    for letter, languages in letters.items():
        for language in sorted(languages):
            for part, other in (("mjml", "txt"), ("txt", "mjml")):
                if not (folder / f"{letter}.{language}.{part}").is_file():
                    path = shown(folder / f"{letter}.{language}.{other}")
                    yield Problem(path, 0, 0, f"its other part is missing: {letter}.{language}.{part}")
        for language in sorted(spoken - languages):
            path = shown(folder / f"{letter}.{min(languages)}.mjml")
            yield Problem(path, 0, 0, f'there is no {letter}.{language}.mjml, but other letters are in "{language}"')


def _compile_problems(path: str, source: str, environment: LetterEnvironment) -> Iterator[Problem]:
    try:
        environment.compile(source, None, path)
    except TemplateSyntaxError as error:
        yield syntax_problem(path, source, error)
    except COMPILE_MISTAKES:
        yield Problem(path, 0, 0, "is nested too deeply")
