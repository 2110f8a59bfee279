"""Files that change while the agent runs: the last good state stays in force, and the problem is shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from outreach.definitions.live import LiveDefinitions
from outreach.definitions.workspace import Workspace, create
from outreach.domain.policy import Mode
from outreach.errors import BrokenDefinitions


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create(tmp_path / "firm", {}).workspace


@pytest.fixture
def live(workspace: Workspace) -> LiveDefinitions:
    return LiveDefinitions(workspace, {})


def places(live: LiveDefinitions) -> str:
    return " ".join(str(problem) for problem in live.current().problems)


def names(live: LiveDefinitions) -> set[str]:
    return {rule.by for rule in live.current().rules}


def test_a_stage_saved_half_leaves_its_sequence_as_it_was(workspace: Workspace, live: LiveDefinitions) -> None:
    before = live.current().sequences["standard"]
    stage = workspace.sequences / "standard" / "20-friendly.yaml"
    whole = stage.read_text("utf-8")
    stage.write_text(whole.replace("tone: friendly", "tone: frie"), "utf-8")
    live.refresh()
    assert live.current().sequences["standard"] == before
    assert "20-friendly.yaml" in places(live)
    stage.write_text(whole, "utf-8")
    live.refresh()
    assert "20-friendly.yaml" not in places(live)


def test_a_change_that_is_sound_is_in_force_at_the_next_look(workspace: Workspace, live: LiveDefinitions) -> None:
    stage = workspace.sequences / "standard" / "20-friendly.yaml"
    stage.write_text(stage.read_text("utf-8").replace("starts: 3 days after due", "starts: 5 days after due"), "utf-8")
    assert live.current().sequences["standard"].stages[1].starts == 3, "nothing changes in the middle of a turn"
    live.refresh()
    assert live.current().sequences["standard"].stages[1].starts == 5


def test_a_sequence_that_was_removed_is_no_longer_in_force(workspace: Workspace, live: LiveDefinitions) -> None:
    shutil.rmtree(workspace.sequences / "key-clients")
    live.refresh()
    assert set(live.current().sequences) == {"standard"}


def test_a_sequence_broken_from_the_start_is_not_in_force(workspace: Workspace) -> None:
    (workspace.sequences / "standard" / "20-friendly.yaml").write_text("stage: [", "utf-8")
    assert set(LiveDefinitions(workspace, {}).current().sequences) == {"key-clients"}


def test_a_broken_config_leaves_the_last_good_one(workspace: Workspace, live: LiveDefinitions) -> None:
    good = workspace.config.read_text("utf-8")
    workspace.config.write_text(good.replace('mode = "approve"', 'mode = "aut'), "utf-8")
    live.refresh()
    assert live.current().policy.mode is Mode.APPROVE
    assert "config.toml" in places(live)


def test_a_config_broken_from_the_start_leaves_nothing_to_go_on(workspace: Workspace) -> None:
    workspace.config.write_text("mode = \n", "utf-8")
    with pytest.raises(BrokenDefinitions) as caught:
        LiveDefinitions(workspace, {})
    assert caught.value.problems[0].line == 1


def test_rules_of_a_file_saved_half_stay_as_they_were(workspace: Workspace, live: LiveDefinitions) -> None:
    before = names(live)
    pack = workspace.inbox_rules / "en" / "promise.yaml"
    pack.write_text(pack.read_text("utf-8") + "\n  - rule: [\n", "utf-8")
    live.refresh()
    assert names(live) == before
    assert "promise.yaml" in places(live)


def test_removed_rules_are_gone(workspace: Workspace, live: LiveDefinitions) -> None:
    (workspace.inbox_rules / "en" / "promise.yaml").unlink()
    live.refresh()
    assert not any(rule.path.endswith("en/promise.yaml") for rule in live.current().rules)
