from click.testing import CliRunner

from streams.commands.gazetteer import command
from streams.geocode.gazetteer import Gazetteer


def test_lookup_lists_what_a_name_may_mean(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(command, ["lookup", "Barzeh"])
    assert result.exit_code == 0
    assert "dateline:sy-damascus-barzeh" in result.output


def test_lookup_says_when_there_is_nothing(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(command, ["lookup", "Xyqqlmoor"])
    assert "is not in the gazetteer" in result.output


def test_info_names_the_version(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(command, ["info"])
    assert gazetteer.version in result.output
