"""What Schemathesis does not know of this API."""

import re
import uuid

import schemathesis

KEY = re.compile(r'"?[A-Za-z0-9_-]{16,64}"?')


@schemathesis.hook
def before_call(context, case, kwargs):
    """A right key is a new one for each request, as its description says. A wrong one stays wrong."""
    headers = case.headers or {}
    for name, value in list(headers.items()):
        if name.lower() == "idempotency-key" and isinstance(value, str) and KEY.fullmatch(value):
            headers[name] = uuid.uuid4().hex
