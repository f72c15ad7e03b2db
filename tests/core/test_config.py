"""Settings come from the environment, and a wrong one is named."""

from pathlib import Path

import pytest

from forum.config import Settings, WrongSetting


def settings(folder: Path, **environ: str) -> Settings:
    return Settings.from_environment({"FORUM_INSTANCE": str(folder), **environ})


def test_a_fresh_folder_needs_no_setting_at_all(tmp_path):
    found = settings(tmp_path / "new")
    assert (found.port, found.trusted_proxies, found.demo) == (8000, 0, "")
    assert found.base_url == "http://127.0.0.1:8000"
    assert found.database_url == f"sqlite:///{tmp_path / 'new' / 'forum.db'}"


def test_the_secret_key_is_made_once_and_for_us_alone(tmp_path):
    first, second = settings(tmp_path), settings(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_secret_may_come_from_a_file(tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("of another place, and long enough for it\n")
    found = settings(tmp_path, SECRET_KEY_FILE=str(kept))
    assert found.secret_key == "of another place, and long enough for it"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("TRUSTED_PROXIES", "-1"),
        ("BASE_URL", "forum.example.org"),
        ("BASE_URL", "ftp://forum.example.org"),
        ("DATABASE_URL", "mysql://forum@localhost/forum"),
        ("MAIL_URL", "mail.example.org"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY_FILE", "not-there"),
        ("DEMO", "yes"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, name, value):
    with pytest.raises(WrongSetting, match=rf"^{name}:"):
        settings(tmp_path, **{name: value})


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WrongSetting, match=r"^FORUM_INSTANCE:"):
        settings(tmp_path / "file" / "instance")


def test_https_makes_it_secure(tmp_path):
    assert settings(tmp_path, BASE_URL="https://forum.example.org/").is_secure
    assert not settings(tmp_path).is_secure
