"""The digest of what policy files say: the same exactly when they say the same, comments and layout aside."""

import datetime
import hashlib
import json
from decimal import Decimal
from typing import Any


def digest_of(content: Any) -> str:
    """SHA-256 of content whose keys may stand in any order."""
    text = json.dumps(_plainly(content), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plainly(content: Any) -> Any:
    """Content in which a number reads the same however it was written: 5 and 5.0 alike."""
    if isinstance(content, dict):
        return {key: _plainly(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plainly(value) for value in content]
    if isinstance(content, Decimal):
        return format(content.normalize(), "f")
    if isinstance(content, datetime.date):
        return content.isoformat()
    return content
