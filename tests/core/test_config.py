"""Settings come from the environment, and a wrong one is named."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from forum.config import Settings, WrongSetting
from tests.faults import full_disk


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


def test_a_key_that_could_not_be_written_does_not_lock_the_forum(tmp_path):
    with full_disk(), pytest.raises(WrongSetting, match=r"^SECRET_KEY:"):
        settings(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert len(settings(tmp_path).secret_key) >= 32


def test_who_starts_at_the_same_moment_gets_the_same_key(tmp_path):
    together = Barrier(8)

    def start(_number: int) -> str:
        together.wait()
        return settings(tmp_path).secret_key

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(8)))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("content", [b"", b"cut", b"\xff" * 40])
def test_a_key_that_is_no_key_is_named_with_its_file(tmp_path, content):
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(WrongSetting, match=r"^SECRET_KEY: .*/secret_key is empty"):
        settings(tmp_path)


def test_settings_can_be_shown_without_their_secrets(tmp_path):
    found = settings(
        tmp_path,
        SECRET_KEY="canary" * 8,
        MAIL_URL="smtp://forum:canary@mail.example.org",
        DATABASE_URL="postgresql://forum:canary@localhost/forum",
    )
    assert "canary" not in repr(found)


@pytest.mark.parametrize("driver", ["postgres", "postgresql", "postgres+psycopg"])
def test_every_name_of_the_database_is_understood(tmp_path, driver):
    found = settings(tmp_path, DATABASE_URL=f"{driver}://forum:p@ss/word@/forum")
    assert found.database_url == "postgresql+psycopg://forum:p@ss/word@/forum"


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "kept").write_bytes(b"\xff\xfe")
    with pytest.raises(WrongSetting, match=r"^MAIL_URL_FILE:"):
        settings(tmp_path, MAIL_URL_FILE=str(tmp_path / "kept"))


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
        ("BASE_URL", "http://[x"),
        ("BASE_URL", "http://forum.example.org:99999"),
        ("BASE_URL", "http://:80"),
        ("BASE_URL", "https://name@forum.example.org"),
        ("BASE_URL", "https://example.org/forum"),
        ("BASE_URL", "https://forum.example.org/#x"),
        ("DATABASE_URL", "mysql://forum@localhost/forum"),
        ("DATABASE_URL", "postgresql+psycopg2://forum@localhost/forum"),
        ("DATABASE_URL", "postgresql://forum@localhost:port/forum"),
        ("DATABASE_URL", "postgresql:forum"),
        ("DATABASE_URL", "forum.db"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_URL", "smtp://mail.example.org:99999"),
        ("MAIL_URL", "smtp://[x"),
        ("MAIL_URL", "smtp:mail.example.org"),
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


def test_keys_of_before_are_read_and_checked(tmp_path):
    first, second = "a" * 40, "b" * 40
    found = settings(tmp_path, SECRET_KEY_FALLBACKS=f"{first} {second}")
    assert found.secret_keys_before == (first, second)
    assert first not in repr(found)
    with pytest.raises(WrongSetting, match=r"^SECRET_KEY_FALLBACKS:"):
        settings(tmp_path, SECRET_KEY_FALLBACKS=f"{first} short")
