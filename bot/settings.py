"""Settings: the only reader of the environment; a wrong value becomes one sentence that names the variable."""

import base64
import binascii
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.values.errors import WrongSetting

KEY_BYTES = 32
_WANTS = {
    "BOT_TOKEN": "the token that @BotFather gave, like 123456:ABC-DEF",
    "BOT_API_BASE": "the address of a Bot API server, like https://api.telegram.org",
    "DATABASE_URL": "sqlite:///<file> or postgresql+psycopg://<user>:<password>@<host>/<database>",
    "QUESTIONNAIRES_DIR": "the folder with company.yaml and the questionnaires",
    "DATA_DIR": "a folder that can be written to",
    "ENCRYPTION_KEY": "32 bytes in base64, as `openssl rand -base64 32` prints them",
    "ENCRYPTION_KEY_FILE": "a file that holds the key, or where one may be made",
    "SEND_RATE": "messages a second over all chats, a whole number; 0 for no limit",
    "CHAT_RATE": "messages a second in one chat, a number; 0 for no limit",
    "CHAT_BURST": "how many messages one chat may get at once, a whole number from 1",
    "WEB_HOST": "the address to listen at, like 127.0.0.1, or 0.0.0.0 for all",
    "WEB_PORT": "a port to listen at, 0 to 65535; 0 for a free one",
    "PUBLIC_URL": "the address at which people reach the pages, like https://bench.example.com, without a path",
    "WEBHOOK_URL": "an address that Telegram can reach, like https://bot.example.com/telegram",
    "WEBHOOK_SECRET": "1 to 256 letters, digits, _ or -",
    "METRICS_TOKEN": "a word without spaces",
    "PREVIEW_TOKEN": "a word of at least 12 letters, digits and signs, without spaces",
    "LOG_FORMAT": "text or json",
    "RETENTION_DAYS": "days, a whole number; 0 for no end",
}


_SECRETS = ("BOT_TOKEN", "DATABASE_URL", "ENCRYPTION_KEY", "WEBHOOK_SECRET", "METRICS_TOKEN", "PREVIEW_TOKEN")


class Settings(BaseSettings):
    """Everything that an operator can set, with its default."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    bot_token: SecretStr | None = None
    bot_api_base: str = Field("https://api.telegram.org", pattern=r"^https?://[^\s/]+")
    database_url: SecretStr | None = None
    questionnaires_dir: Path = Path("questionnaires")
    data_dir: Path = Path("data")
    encryption_key: SecretStr | None = None
    encryption_key_file: Path | None = None
    send_rate: int = Field(30, ge=0)
    chat_rate: float = Field(1.0, ge=0)
    chat_burst: int = Field(5, ge=1)
    web_host: str = Field("127.0.0.1", pattern=r"^[0-9A-Za-z.:-]+$")
    web_port: int = Field(8080, ge=0, le=65535)
    public_url: str | None = Field(None, pattern=r"^https?://[^\s/?#]+/?$")
    webhook_url: str | None = Field(None, pattern=r"^https://[^\s/?#]+/[^\s?#]+$")
    webhook_secret: SecretStr | None = None
    metrics_token: SecretStr | None = None
    preview_token: SecretStr | None = None
    log_format: Literal["text", "json"] = "text"
    retention_days: int = Field(730, ge=0)

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, _, secret = value.get_secret_value().partition(":")
            if not number.isdecimal() or not secret or any(letter.isspace() for letter in secret):
                raise ValueError("not a token")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("not a database")
        return value

    @field_validator("encryption_key")
    @classmethod
    def _key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(_decoded(value)) != KEY_BYTES:
            raise ValueError("not a key")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch("[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("not a secret that Telegram takes")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _word(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch("[!-~]+", value.get_secret_value()):
            raise ValueError("not a word")
        return value

    @field_validator("preview_token")
    @classmethod
    def _long_word(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not is_preview_token(value.get_secret_value()):
            raise ValueError("not a word that is hard to guess")
        return value

    @field_validator("questionnaires_dir")
    @classmethod
    def _folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("not a folder")
        return value

    @property
    def database(self) -> str:
        """The database's URL; a SQLite file inside the data folder where none is set."""
        return (
            self.database_url.get_secret_value()
            if self.database_url
            else f"sqlite:///{self.data_dir / 'colloquy.sqlite3'}"
        )

    @property
    def public(self) -> str | None:
        """The address at which people reach the pages, without a slash at its end."""
        return self.public_url.rstrip("/") if self.public_url else None

    @property
    def key(self) -> bytes | None:
        """The encryption key, where it is set itself and not in a file."""
        return _decoded(self.encryption_key) if self.encryption_key else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that may stand in no log: the secrets that are set, and those that are parts of others."""
        values = (getattr(self, name.lower()) for name in _SECRETS)
        found = [value.get_secret_value() for value in values if value is not None]
        token = self.bot_token.get_secret_value().partition(":")[2] if self.bot_token else ""
        password = urlsplit(self.database).password or ""
        return tuple({secret: None for secret in (*found, token, password, unquote(password)) if secret})

    @property
    def key_file(self) -> Path:
        """The file of the encryption key: beside the data folder, never inside, so that no backup holds both."""
        return self.encryption_key_file or self.data_dir.resolve().with_name(f"{self.data_dir.resolve().name}.key")


def is_preview_token(word: str) -> bool:
    """Tell whether a word can guard the preview: whoever does not know it must not come upon it."""
    return re.fullmatch("[!-~]{12,}", word) is not None


def _decoded(value: SecretStr) -> bytes:
    try:
        return base64.b64decode(value.get_secret_value(), validate=True)
    except binascii.Error:
        return b""


def read_settings(questionnaires: Path | None = None) -> Settings:
    """Read the environment; raise `WrongSetting` with one sentence for the first variable that is wrong.

    A folder of questionnaires that a command was given takes the place of the one in the environment.
    """
    try:
        return Settings() if questionnaires is None else Settings(questionnaires_dir=questionnaires)
    except ValidationError as error:
        raise WrongSetting(_sentence(error.errors(include_url=False, include_context=False)[0])) from None


def _sentence(problem: Any) -> str:
    name = str(problem["loc"][0]).upper()
    secret = name in _SECRETS
    stands = "" if secret else f" not {str(problem['input'])!r}"
    return f"{name} wants {_WANTS[name]}{',' if stands else ''}{stands}"
