"""
Personal data at rest: AES-256-GCM by `cryptography`, bound to the place where it is stored.

Keys come from LIAISON_VAULT_KEYS ("id:base64key,…"): the first encrypts, all decrypt. `context` ("table.field:pk")
is authenticated, so a ciphertext moved to another row does not open. Anything wrong raises VaultError: it fails closed.
"""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
KEY_BYTES = 32


class VaultError(Exception):
    """The data cannot be read: a wrong or missing key, a changed ciphertext, another row's."""


def parse_keys(text: str) -> dict[str, bytes]:
    """Key by id from "id:base64key,…"; raises VaultError, which names the faulty one, and for an empty list."""
    keys = {}
    for item in filter(None, text.split(",")):
        key_id, _, encoded = item.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise VaultError(f"Vault key {key_id!r} has {len(key)} bytes; it needs {KEY_BYTES}.")
        keys[key_id] = key
    if not keys:
        raise VaultError("LIAISON_VAULT_KEYS is empty.")
    return keys


def _keys() -> dict[str, bytes]:
    return parse_keys(settings.VAULT_KEYS)


def encrypt(text: str, *, context: str) -> tuple[bytes, str]:
    """The ciphertext (nonce first) and the id of the key used."""
    keys = _keys()
    key_id = next(iter(keys))
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(keys[key_id]).encrypt(nonce, text.encode(), _aad(context, key_id)), key_id


def decrypt(ciphertext: bytes, *, key_id: str, context: str) -> str:
    """The text that `encrypt` was given; raises VaultError for anything else."""
    ciphertext = bytes(ciphertext)
    key = _keys().get(key_id)
    if key is None:
        raise VaultError(f"Vault key {key_id!r} is not configured.")
    try:
        plain = AESGCM(key).decrypt(ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:], _aad(context, key_id))
    except InvalidTag as error:
        raise VaultError(f"{context}: the ciphertext does not open.") from error
    return plain.decode()


def _aad(context: str, key_id: str) -> bytes:
    return f"{key_id}|{context}".encode()


def digest(text: str, *, purpose: str) -> str:
    """A keyed HMAC-SHA256 in hex, for looking up a secret without storing it. `purpose` keeps uses apart."""
    return hmac.new(settings.CODE_KEY.encode(), f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()


def new_key(key_id: str) -> str:
    """An entry for LIAISON_VAULT_KEYS with a fresh random key."""
    return f"{key_id}:{base64.b64encode(os.urandom(KEY_BYTES)).decode()}"
